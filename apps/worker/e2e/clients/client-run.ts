import { matchOperation } from "@okta-edge/actions/operations";
import type { Tap, TappedCall } from "./tap.ts";

/** What became of one step of a client. */
export type Outcome =
  | "passed"
  /** The Worker forwarded the call, and the sandbox has no such operation. */
  | "missing"
  /** The Worker, or the org, rejected the call, because Okta allows the operation with no access token. */
  | "closed"
  | "failed";

/** A step of a client with its outcome. */
export interface StepResult {
  readonly name: string;
  readonly outcome: Outcome;
  /** What was wrong, and the calls of the step; empty for a step that passed. */
  readonly detail: string;
}

/** A client, its steps and their results. */
export interface ClientRun {
  /** As the table names it. */
  readonly client: string;
  readonly results: readonly StepResult[];
  /** Runs a step; returns what it returns, undefined if it throws. */
  step<Value>(name: string, run: () => Value | Promise<Value>): Promise<Value | undefined>;
}

/** The operation is not one of the sandbox's: no such path, or no such method. */
const isMissing = ({ status, code, errorCode }: TappedCall) =>
  code === undefined && ((status === 404 && errorCode === "E0000008") || (status === 405 && errorCode === "E0000022"));

/** The call was rejected, and the operation is one that Okta allows with no access token. */
function isClosed({ method, target, status }: TappedCall): boolean {
  const { operation } = matchOperation(method, target.replace(/\?.*/, "")) ?? {};
  return status === 404 && operation?.scopes.length === 0 && !operation.isPublic;
}

/** Starts to count the steps of a client. */
export function startRun(client: string, tap: Pick<Tap, "calls">): ClientRun {
  const results: StepResult[] = [];
  return {
    client,
    results,
    async step(name, run) {
      const start = tap.calls.length;
      try {
        const value = await run();
        results.push({ name, outcome: "passed", detail: "" });
        return value;
      } catch (error) {
        const made = tap.calls.slice(start);
        const outcome = made.some(isMissing) ? "missing" : made.some(isClosed) ? "closed" : "failed";
        const reported = made.map(({ method, target, status, code }) => `${method} ${target} ${status} ${code ?? ""}`);
        results.push({ name, outcome, detail: [String(error).slice(0, 300), ...reported].join(" | ") });
        return undefined;
      }
    },
  };
}

/** What became of a call with made-up IDs: it passes if Okta answers it, whatever the answer. */
export function outcomeOfCall(call: TappedCall): Outcome {
  if (isMissing(call)) return "missing";
  if (isClosed(call)) return "closed";
  return call.code === undefined ? "passed" : "failed";
}

/** The table of clients: the same whenever the same comes of them. */
export function describeRuns(runs: readonly ClientRun[]): string {
  const rows = runs.map(({ client, results }) => {
    const count = (outcome: Outcome) => results.filter((result) => result.outcome === outcome).length;
    return `| ${client} | ${results.length} | ${count("passed")} | ${count("missing")} | ${count("closed")} | ${count("failed")} |`;
  });
  return [
    "| client | steps | passed | not in the sandbox | no token allowed | failed |",
    "|---|---|---|---|---|---|",
    ...rows,
  ].join("\n");
}
