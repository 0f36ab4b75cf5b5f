import { OktaEdgeError } from "@okta-edge/core";
import { type CheckStep, checkConnection } from "@okta-edge/core/check";
import { isSubrequestLimit } from "../cloudflare/subrequests.ts";
import { type CheckRules, checkWorkerSettings } from "../settings/check-settings.ts";
import type { DeclaredConnection } from "../settings/connection-settings.ts";
import type { Settings } from "../settings/read-env.ts";
import { type SettingProblem, SettingsError } from "../settings/settings-error.ts";

/** A step of the check: one of the core's, or `settings` for problems of settings that do not belong to the connection. */
export type Step = Omit<CheckStep, "step"> & { readonly step: CheckStep["step"] | "settings" };

export interface Report {
  readonly ok: boolean;
  readonly steps: readonly Step[];
}

interface CheckInput {
  readonly fetch: (request: Request) => Promise<Response>;
  /** The settings as text. */
  readonly text: Settings;
  readonly checkRules: CheckRules;
  /** Reports whether an error of `fetch` is one of the core that the Worker has: its class is not the one of this module. */
  readonly isCoreError: (error: unknown) => error is OktaEdgeError;
}

/** Checks the Worker's settings, and every step of a connection's set-up against Okta. */
export async function checkDeclared(declared: DeclaredConnection, input: CheckInput): Promise<Report> {
  const others = describeSettings(await checkWorkerSettings(input.text, input.checkRules));
  const { ok, steps } = await checkOptions(declared, input);
  return { ok: ok && others.every(({ status }) => status !== "failed"), steps: [...others, ...steps] };
}

/** An invalid setting of the connection is a failed step like any other. */
async function checkOptions(declared: DeclaredConnection, { fetch, isCoreError }: CheckInput): Promise<Report> {
  try {
    const { nameOption } = declared;
    const { options } = declared.read();
    let isAtLimit = false;
    const send: CheckInput["fetch"] = (request) =>
      fetch(request).catch((error) => {
        isAtLimit ||= isSubrequestLimit(error);
        throw isCoreError(error) ? new OktaEdgeError(error.code, error.message, { cause: error }) : error;
      });
    const { ok, steps } = await checkConnection({ ...options, fetch: send }, { nameOption });
    const renamed = (step: Step) => (step.code === "network_error" ? { ...step, code: "subrequest_limit" } : step);
    return { ok, steps: isAtLimit ? steps.map(renamed) : steps };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return { ok: false, steps: error.problems.map((problem) => toStep("options", problem)) };
  }
}

/** `CALLERS` in local mode and unknown names do not stop the Worker: otherwise this check would not run. */
function describeSettings(problems: readonly SettingProblem[]): readonly Step[] {
  return problems.map((problem) => {
    const step = toStep("settings", problem);
    return problem.code === "unknown_setting" || problem.setting === "CALLERS" ? { ...step, status: "warning" } : step;
  });
}

function toStep(step: Step["step"], { setting, message, hint, code }: SettingProblem): Step {
  return { step, status: "failed", detail: message, hint, code, option: setting };
}

/**
 * Removes the connection's client ID, key ID, org ID and scopes from a step. A caller that may read the app sees them: it can read them in
 * Okta, too.
 */
export function withoutIds(step: Step): Step {
  const hasIds = step.step === "scopes" || (step.status !== "failed" && /^(options|key|org)$/.test(step.step));
  return hasIds ? { ...step, detail: "shown to callers that may use apps.get" } : step;
}
