import { describePathFault, readPath } from "@okta-edge/actions/operations";
import { type FileArgument, readFile } from "./file-argument.ts";
import type { ActionTool, Place } from "./tools.ts";

/** The arguments of a tool. */
export type Arguments = Readonly<Record<string, unknown>>;

/** A request to Okta. */
export interface BuiltCall {
  readonly method: string;
  readonly pathname: string;
  /** The path with its query. */
  readonly path: string;
  readonly body?: unknown;
  /** A file to upload in place of a body. */
  readonly file?: FileArgument;
  /** The arguments as the assessment of the risk reads them. */
  readonly input: Arguments;
}

/** Arguments that are accepted: far more than any action has. */
const MAX_ARGUMENTS = 100;

/** Levels of nesting that are accepted. JSON of many thousands cannot be written again. */
const MAX_DEPTH = 100;

/** The limit of a list that names none, so that results stay small. */
const DEFAULT_LIMIT = "25";

/** What an operation needs to be called, be it a tool or an operation beyond the catalog. */
export interface Callable {
  readonly method: string;
  readonly path: string;
  readonly places: ReadonlyMap<string, Place>;
  readonly required: readonly string[];
  readonly body: ActionTool["body"];
  /** Whether query parameters are passed in the argument `query`, because they are not known, and a file in `file`. */
  readonly isLoose?: boolean;
}

/** Returns what calls a tool. */
export function callableOf({ action, places, required, body }: ActionTool): Callable {
  return { method: action.method, path: action.path, places, required, body };
}

/**
 * Makes the request of a call from its arguments. Each value of the path is one segment of it to every reader, so that the request goes to
 * the path of the tool and to no other.
 *
 * @returns the request, or what is wrong with the arguments. It quotes names, never values.
 */
export function buildCall(callable: Callable, args: Arguments): BuiltCall | { readonly issue: string } {
  const names = Object.keys(args);
  if (names.length > MAX_ARGUMENTS) return { issue: `A tool accepts at most ${MAX_ARGUMENTS} arguments.` };
  if (isDeeper(args, MAX_DEPTH))
    return { issue: `The arguments must not be nested more than ${MAX_DEPTH} levels deep.` };
  const { method, places } = callable;
  const missing = callable.required.filter(
    (name) => args[name] === undefined || args[name] === null || args[name] === "",
  );
  if (missing.length > 0) return { issue: `Required and missing: ${missing.join(", ")}.` };
  const segments = new Map<string, string>();
  const query = new URLSearchParams();
  // A member `__proto__` is one like any other.
  const members: Record<string, unknown> = Object.create(null);
  let whole: unknown;
  let file: FileArgument | undefined;
  for (const [name, value] of Object.entries(args)) {
    const place = places.get(name) ?? (callable.body === "members" ? "body" : undefined);
    if (!place) return { issue: `The argument ${quote(name)} does not exist. ${listOf(places)}` };
    if (place === "body" && callable.isLoose && name === "file") {
      file = readFile(value);
      if (!file) return { issue: "The argument file must have its bytes as base64, and its media type as type." };
      continue;
    }
    if (place === "body") {
      if (callable.body === "whole") whole = value;
      else members[name] = value;
      continue;
    }
    if (value === null || value === undefined || value === "") continue;
    if (place === "query" && callable.isLoose) {
      if (typeof value !== "object" || Array.isArray(value)) return { issue: "The argument query must be an object." };
      for (const [key, one] of Object.entries(value)) {
        if (!isScalar(one)) return { issue: "The members of the argument query must be texts, numbers or booleans." };
        query.set(key, String(one));
      }
      continue;
    }
    if (!isScalar(value)) return { issue: `The argument ${quote(name)} must be a text, a number or a boolean.` };
    const text = String(value);
    if (place === "query") query.set(name, text);
    else {
      // A half of a surrogate pair cannot be encoded.
      const segment = encodeURIComponent(text.replaceAll(/\p{Cs}/gu, "\0"));
      const reading = readPath(`/${segment}`);
      if ("fault" in reading) return { issue: `The argument ${quote(name)} ${describePathFault(reading.fault)}.` };
      segments.set(name, segment);
    }
  }
  if (method === "GET" && places.get("limit") === "query" && !query.has("limit")) query.set("limit", DEFAULT_LIMIT);
  const pathname = callable.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => segments.get(name) ?? "");
  const body =
    callable.body === "members" && (Object.keys(members).length > 0 || callable.required.length > 0) ? members : whole;
  if (file && body !== undefined) return { issue: "A call has either a body or a file." };
  const hasBody = callable.body !== "none" && body !== undefined;
  return {
    method,
    pathname,
    path: query.size > 0 ? `${pathname}?${query}` : pathname,
    ...(hasBody && { body }),
    ...(file && { file }),
    input: { ...Object.fromEntries(query), ...(hasBody && { body }) },
  };
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeper(member, levels - 1));
}

function isScalar(value: unknown): value is string | number | boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

const quote = (name: string) => JSON.stringify(name.slice(0, 64));

function listOf(places: ReadonlyMap<string, Place>): string {
  return places.size > 0 ? `The arguments are ${[...places.keys()].join(", ")}.` : "There are none.";
}
