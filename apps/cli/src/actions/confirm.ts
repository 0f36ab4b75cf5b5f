import { MARKS, type RiskAssessment } from "@okta-edge/actions";
import type { ApiTarget } from "../api/target.ts";
import { FailedError, UsageError } from "../errors.ts";
import type { Session } from "../session.ts";
import { describeTargets } from "./describe-targets.ts";

/** A call that is about to be sent. */
export interface Intent {
  /** What it does, such as "Deactivate a user". */
  readonly summary: string;
  /** The template of its path. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly assessment: RiskAssessment;
}

/**
 * Asks before a destructive call is sent, and shows what it changes.
 *
 * @throws {UsageError} when there is no terminal to ask in.
 * @throws {FailedError} when the answer is no.
 */
export async function confirmCall(
  { summary, path, params, assessment: { risk, marks } }: Intent,
  yes: boolean,
  target: ApiTarget,
  { prompts, progress }: Session,
): Promise<void> {
  if (risk !== "destructive" || yes) return;
  const reasons = marks.map((mark) => MARKS[mark]);
  if (!prompts.isInteractive) {
    throw new UsageError(`${summary}: this is destructive, and there is no terminal to confirm it in.`, {
      hint: "Pass --yes to confirm it.",
      code: "confirmation_required",
    });
  }
  const targets = await progress.wait("Reading what is affected", () => describeTargets(path, params, target));
  const message = [`${summary} (${target.url})`, ...targets, ...reasons, "Continue?"].join("\n");
  if (await prompts.confirm({ message, otherwise: "Pass --yes." })) return;
  throw new FailedError("Nothing was changed.", { code: "declined" });
}
