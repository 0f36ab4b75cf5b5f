import { LOCAL_CALLER_KEY } from "../../apps/worker/local/sandbox-settings.ts";
import { type Mark, printStep, shortenScopes } from "./print.ts";

/** A step of the Worker's check. */
export interface ReportedStep {
  readonly step: string;
  readonly status: Mark;
  readonly detail: string;
  readonly hint?: string;
}

/**
 * Asks the Worker to check a connection against its org, which uses no cached token.
 *
 * @throws an Error when the Worker does not respond with a report.
 */
export async function requestCheck(
  workerUrl: string,
  connection: string,
  signal: AbortSignal,
): Promise<readonly ReportedStep[]> {
  const response = await fetch(`${workerUrl}/connections/${connection}/check`, {
    method: "POST",
    headers: { authorization: `Bearer ${LOCAL_CALLER_KEY}` },
    signal,
  });
  const body = (await response.json().catch(() => ({}))) as { steps?: readonly ReportedStep[]; detail?: string };
  if (!response.ok || !body.steps)
    throw new Error(`The check of ${connection} returned ${response.status}: ${body.detail}`);
  return body.steps;
}

/** Prints the steps of a check. What must be corrected is printed in full. */
export function printReport(steps: readonly ReportedStep[]): void {
  for (const { step, status, detail, hint } of steps) {
    printStep(status, step, status === "ok" ? shortenScopes(detail) : detail, hint);
  }
}
