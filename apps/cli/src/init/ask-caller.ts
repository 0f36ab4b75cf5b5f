import { CALLER_NAME } from "../callers/caller-name.ts";
import { parseScopesFlag } from "../command/scopes-value.ts";
import { UsageError } from "../errors.ts";
import type { Session } from "../session.ts";
import type { InitFlags } from "./flags.ts";

/** The first caller, before it has a key. */
export interface FirstCaller {
  readonly name: string;
  readonly scopes: readonly string[];
}

/** The first caller's name, where none is given. */
const DEFAULT_NAME = "first-caller";

/** Asks for the first caller, or takes it from the flags. */
export async function askCaller(
  { prompts }: Session,
  { caller, callerScopes, yes }: InitFlags,
  connectionScopes: readonly string[],
): Promise<FirstCaller> {
  const validate = (name: string) =>
    CALLER_NAME.test(name) ? undefined : "Use 1 to 64 letters, digits or any of . _ @ -.";
  const problem = caller === undefined ? undefined : validate(caller);
  if (problem !== undefined) throw new UsageError(`--caller is not a valid name. ${problem}`);
  const given = callerScopes === undefined ? undefined : parseScopesFlag(callerScopes, "--caller-scopes");
  const isAsking = prompts.isInteractive && !yes;
  const answer =
    caller ??
    (isAsking
      ? await prompts.text({
          message: "Name of the first caller: who will call the Worker?",
          placeholder: DEFAULT_NAME,
          otherwise: "Pass --caller.",
          validate: (text) => (text === "" ? undefined : validate(text)),
        })
      : "");
  // An empty answer is the placeholder.
  const name = answer || DEFAULT_NAME;
  const scopes =
    given ??
    (isAsking && connectionScopes.length > 1
      ? await prompts.search({
          message: `What may ${name} do?`,
          choices: connectionScopes.map((value) => ({ value })),
          initial: connectionScopes,
          otherwise: "Pass --caller-scopes.",
        })
      : connectionScopes);
  return { name, scopes };
}
