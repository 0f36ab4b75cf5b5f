import { type GateAction, gateActions } from "@okta-edge/actions/gate";
import { readBody } from "../api/pages.ts";
import type { ApiTarget } from "../api/target.ts";
import { flatten } from "../output/flatten.ts";
import { cleanText } from "../terminal/clean-text.ts";

/** What names a thing of Okta's to people. */
const NAMES = [
  "profile.login",
  "profile.name",
  "profile.displayName",
  "label",
  "name",
  "displayName",
  "factorType",
  "status",
];

/**
 * Describes what a call is about to change: each path parameter with the name and the status of what it identifies, as far as the target
 * allows it to be read.
 */
export async function describeTargets(
  path: string,
  params: Readonly<Record<string, string>>,
  target: ApiTarget,
): Promise<readonly string[]> {
  return Promise.all(
    Object.entries(params).map(async ([name, value]) => {
      const known = await readNames(path, name, params, target).catch(() => []);
      const others = known.filter((text) => text !== value);
      // People choose their own display names: one must not look like another question.
      return cleanText(`${name} ${value}${others.length > 0 ? ` (${others.join(", ")})` : ""}`);
    }),
  );
}

async function readNames(
  path: string,
  name: string,
  params: Readonly<Record<string, string>>,
  target: ApiTarget,
): Promise<readonly string[]> {
  const reader = findReader(path, name);
  if (!reader) return [];
  const readable = reader.path.replace(/\{(\w+)\}/g, (_, param: string) => encodeURIComponent(params[param] ?? ""));
  const response = await target.send({ method: "GET", path: readable, scopes: [reader.scope] });
  if (!response.ok) return [];
  const flat = flatten((await readBody(response)).json);
  return NAMES.flatMap((member) => flat[member] ?? []);
}

/** Finds the action that reads what a parameter identifies: on the way to the path, or else anywhere. */
function findReader(path: string, name: string): GateAction | undefined {
  const readers = gateActions().filter(
    (action) => action.method === "GET" && !action.isList && action.path.endsWith(`{${name}}`),
  );
  return (
    readers.find((reader) => `${path}/`.startsWith(`${reader.path}/`)) ??
    readers.find((reader) => reader.path.match(/\{/g)?.length === 1)
  );
}
