import {
  type Action,
  ActionInputError,
  buildActionRequest,
  describeRisk,
  type InputIssue,
  riskOf,
} from "@okta-edge/actions";
import { type BodySource, readCallBody } from "../api/body.ts";
import { TARGET_ENVIRONMENT, type TargetChoice } from "../api/target-flags.ts";
import { type DeclaredCommand, defineCommand } from "../command/define.ts";
import { flagName } from "../command/flags.ts";
import { UsageError } from "../errors.ts";
import type { OutputChoice } from "../output/flags.ts";
import { type ActionInterface, argumentName, describeInterface } from "./action-flags.ts";
import { exampleInput } from "./example.ts";
import { runCall } from "./run-call.ts";

/** Derives a command from the declaration of an action. */
export function actionCommand(action: Action): DeclaredCommand {
  const { method, path, scope, furtherScopes, summary, description = `${summary}.` } = action;
  const described = describeInterface(action);
  const risk = describeRisk(action).replaceAll("`", "");
  return defineCommand({
    brief: summary,
    description: `${description}\n${method} ${path}. Scope: ${[scope, ...furtherScopes].join(" ")}. Risk: ${risk}.`,
    args: described.args,
    flags: described.flags,
    environment: TARGET_ENVIRONMENT,
    examples: [{ input: exampleInput(action, described), brief: summary }],
    async run({ args, flags: given, session }) {
      const flags = given as Readonly<Record<string, unknown>> & TargetChoice & OutputChoice & Partial<BodySource>;
      const members = pick(flags, described.members);
      const { data, set = [] } = flags;
      const body = action.body ? await readCallBody({ data, set, members }, session) : undefined;
      const params = Object.fromEntries(Object.entries(described.params).map(([arg, name]) => [name, args[arg] ?? ""]));
      const input = { ...params, ...pick(flags, described.query), ...(body !== undefined && { body }) };
      const request = buildRequest(action, described, input);
      const headers = Object.entries(described.headers).flatMap(([flag, name]) =>
        typeof flags[flag] === "string" ? [[name, flags[flag]] as const] : [],
      );
      return runCall({
        call: { ...request, headers: Object.fromEntries(headers), scopes: [scope, ...furtherScopes] },
        intent: { summary, path, params, assessment: riskOf(action, input) },
        flags,
        session,
      });
    },
  });
}

function buildRequest(action: Action, described: ActionInterface, input: Readonly<Record<string, unknown>>) {
  try {
    return buildActionRequest(action, input);
  } catch (error) {
    if (!(error instanceof ActionInputError)) throw error;
    const parts = error.issues.map((issue) => `${nameInput(issue, described)} ${issue.message}`);
    throw new UsageError(`${parts.join("; ")}.`, {
      hint: error.issues.some((issue) => issue.in === "body") ? "Pass the body with --data or --set." : undefined,
      code: error.code,
      cause: error,
    });
  }
}

/** Names a part of the input as the command line does. */
function nameInput({ in: place, name }: InputIssue, { members }: ActionInterface): string {
  if (place === "path") return name.split(", ").map(argumentName).join(", ");
  if (place === "query") return flagName(name);
  if (name === "") return "The body";
  return members.includes(name) ? flagName(name) : `${name} of the body`;
}

function pick(values: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.filter((name) => values[name] !== undefined).map((name) => [name, values[name]]));
}
