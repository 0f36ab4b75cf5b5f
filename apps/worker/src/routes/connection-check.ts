import { OktaEdgeError } from "@okta-edge/core";
import type { CheckStep } from "@okta-edge/core/check";
import type { Context } from "hono";
import { type Caller, hasConnection } from "../callers/callers.ts";
import { coversScope } from "../callers/scope.ts";
import { waitUntil } from "../cloudflare/runtime.ts";
import { isSubrequestLimit } from "../cloudflare/subrequests.ts";
import type { Gateway } from "../gateway/gateway.ts";
import { noSuchConnection } from "../http/problem.ts";
import { startTimeLimit } from "../http/time-limit.ts";
import type { AppEnv } from "../middleware/app-env.ts";
import type { AuditTrail } from "../middleware/audit.ts";
import { answerJson } from "../middleware/json-response.ts";
import { answerProblem } from "../middleware/problem-response.ts";
import { loadCheck } from "../on-demand/load.ts";
import { takeNoBody } from "../proxy/request-body.ts";
import type { DeclaredConnection } from "../settings/connection-settings.ts";
import { type SettingProblem, SettingsError } from "../settings/settings-error.ts";

/** Milliseconds for which a report is reused, so that repeated checks cost Okta nothing. */
const REPORT_TTL = 10_000;

/** Milliseconds for the body of a request that has none. The check works with an invalid TIMEOUT, too. */
const CHECK_BODY_TIMEOUT = 5000;

/** A step of the check: one of the core's, or `settings` for problems of settings that do not belong to the connection. */
type Step = Omit<CheckStep, "step"> & { readonly step: CheckStep["step"] | "settings" };

interface Report {
  readonly ok: boolean;
  readonly steps: readonly Step[];
}

interface KnownReport {
  readonly report: Promise<Report>;
  readonly until: number;
}

const reports = new WeakMap<DeclaredConnection, KnownReport>();

/** Checks every step of a connection's set-up against Okta, without any cache. */
export async function answerConnectionCheck(c: Context<AppEnv>, caller: Caller): Promise<Response> {
  const gateway = c.get("gateway");
  const name = c.req.param("connection") ?? "";
  const declared = hasConnection(caller, name) ? gateway.connections().get(name) : undefined;
  if (!declared) return answerProblem(c, noSuchConnection());
  const body = await takeNoBody(c.req.raw, startTimeLimit(CHECK_BODY_TIMEOUT));
  if ("problem" in body) return answerProblem(c, body.problem);
  Object.assign(c.get("trail"), { connection: name, action: "connection.check" });
  const known = reports.get(declared);
  const fresh =
    known && known.until > Date.now()
      ? known
      : { report: check(declared, countFetch(gateway, c.get("trail"))), until: Date.now() + REPORT_TTL };
  reports.set(declared, fresh);
  // Other requests may be waiting for it when this one is aborted.
  waitUntil(fresh.report);
  const { ok, steps } = await fresh.report;
  const shown = coversScope(caller.scopes, "okta.apps.read") ? steps : steps.map(withoutIds);
  return answerJson(c, { connection: name, description: declared.description, ok, steps: shown });
}

/**
 * Removes the connection's client ID, key ID, org ID and scopes from a step. A caller with `okta.apps.read` sees them: it can read them
 * in Okta, too.
 */
function withoutIds(step: Step): Step {
  const hasIds = step.step === "scopes" || (step.status !== "failed" && /^(options|key|org)$/.test(step.step));
  return hasIds ? { ...step, detail: "shown to callers with okta.apps.read" } : step;
}

/** The audit line of the request that runs the check has the number of requests to Okta. */
function countFetch(gateway: Gateway, trail: AuditTrail): Gateway {
  const { fetch } = gateway;
  return {
    ...gateway,
    fetch(request) {
      trail.sent++;
      return fetch(request);
    },
  };
}

async function check(declared: DeclaredConnection, { fetch, text }: Gateway): Promise<Report> {
  const { checkWorkerSettings } = await loadCheck();
  const others = describeSettings(await checkWorkerSettings(text));
  const { ok, steps } = await checkOptions(declared, fetch);
  return { ok: ok && others.every(({ status }) => status !== "failed"), steps: [...others, ...steps] };
}

/** An invalid setting of the connection is a failed step like any other. */
async function checkOptions(declared: DeclaredConnection, fetch: Gateway["fetch"]): Promise<Report> {
  try {
    const { nameOption } = declared;
    const { options } = declared.read();
    const { checkConnection, OktaEdgeError: CheckError } = await loadCheck();
    let isAtLimit = false;
    const send: Gateway["fetch"] = (request) =>
      fetch(request).catch((error) => {
        isAtLimit ||= isSubrequestLimit(error);
        // An error of the core is final, which the core of the check knows by its own class.
        if (!(error instanceof OktaEdgeError)) throw error;
        throw new CheckError(error.code, error.message, { cause: error });
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
