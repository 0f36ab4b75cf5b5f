import type { RiskAssessment } from "@okta-edge/actions";
import { MARKS } from "@okta-edge/actions";
import type { Arguments, Callable } from "./build-call.ts";
import { cleanLine } from "./clean-text.ts";
import type { McpHost } from "./host.ts";

/** Where the thing that an argument names can be read. */
const READS: Readonly<Record<string, string>> = {
  userId: "/api/v1/users/",
  managerId: "/api/v1/users/",
  groupId: "/api/v1/groups/",
  appId: "/api/v1/apps/",
  policyId: "/api/v1/policies/",
  deviceId: "/api/v1/devices/",
  zoneId: "/api/v1/zones/",
};

/** Arguments that are shown beside the target, and characters of each. */
const MAX_SHOWN = 12;

/** Describes a destructive call to the person who confirms it: the tool, what it is done to by name and login, and the consequences. */
export async function describeCall(
  host: McpHost,
  { name, title, path }: Callable & { readonly name: string; readonly title: string },
  args: Arguments,
  { marks }: RiskAssessment,
): Promise<string> {
  const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter = ""]) => parameter);
  const targets = await Promise.all(
    parameters.map((parameter) => describeTarget(host, name, parameter, String(args[parameter]))),
  );
  const others = Object.entries(args).filter(([argument]) => !parameters.includes(argument));
  return [
    `${title} (${name}) at the connection "${host.connection}".`,
    ...targets,
    ...others
      .slice(0, MAX_SHOWN)
      .map(([argument, value]) => `${cleanLine(argument, 40)}: ${cleanLine(JSON.stringify(value) ?? "", 120)}`),
    ...(others.length > MAX_SHOWN ? [`and ${others.length - MAX_SHOWN} more arguments`] : []),
    ...marks.map((mark) => MARKS[mark]),
  ].join("\n");
}

async function describeTarget(host: McpHost, tool: string, parameter: string, id: string): Promise<string> {
  const shown = `${parameter} ${cleanLine(id, 100)}`;
  const read = READS[parameter];
  if (!read) return shown;
  const response = await host.send({ method: "GET", path: read + encodeURIComponent(id), tool, isMain: false });
  if (!response.ok) {
    await response.body?.cancel();
    return `${shown} (its name could not be read: status ${response.status})`;
  }
  const target = (await response.json()) as Target;
  const { login, firstName, lastName, name } = target.profile ?? {};
  const names = [
    [firstName, lastName].filter(Boolean).join(" "),
    login,
    name,
    target.label,
    target.name,
    target.status,
    target.id,
  ];
  const words = names.filter((word): word is string => typeof word === "string" && word !== "");
  return `${parameter}: ${words.map((word) => cleanLine(word, 100)).join(" · ")}`;
}

interface Target {
  readonly id?: string;
  readonly status?: string;
  readonly name?: string;
  readonly label?: string;
  readonly profile?: {
    readonly login?: string;
    readonly firstName?: string;
    readonly lastName?: string;
    readonly name?: string;
  };
}
