import { OktaEdgeError } from "@okta-edge/core";
import type { Context } from "hono";
import { type Caller, hasConnection } from "../callers/callers.ts";
import type { Report } from "../check/index.ts";
import { waitUntil } from "../cloudflare/runtime.ts";
import { loadRuleCheck } from "../gateway/caller-policy.ts";
import type { Gateway } from "../gateway/gateway.ts";
import { mayReadApp } from "../gateway/readable-app.ts";
import { noSuchConnection } from "../http/problem.ts";
import { startTimeLimit } from "../http/time-limit.ts";
import type { AppEnv } from "../middleware/app-env.ts";
import type { AuditTrail } from "../middleware/audit.ts";
import { answerJson } from "../middleware/json-response.ts";
import { answerProblem } from "../middleware/problem-response.ts";
import { loadCheck } from "../on-demand/load.ts";
import { takeNoBody } from "../proxy/request-body.ts";
import type { DeclaredConnection } from "../settings/connection-settings.ts";

/** Milliseconds for which a report is reused, so that repeated checks cost Okta nothing. */
const REPORT_TTL = 10_000;

/** Milliseconds for the body of a request that has none. The check works with an invalid TIMEOUT, too. */
const CHECK_BODY_TIMEOUT = 5000;

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
  const { withoutIds } = await loadCheck();
  const isReader = await mayReadApp(caller, declared.option("clientId") ?? "");
  const shown = isReader ? steps : steps.map(withoutIds);
  return answerJson(c, { connection: name, description: declared.description, ok, steps: shown });
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
  const { checkDeclared } = await loadCheck();
  const isCoreError = (error: unknown) => error instanceof OktaEdgeError;
  return checkDeclared(declared, { fetch, text, checkRules: await loadRuleCheck(), isCoreError });
}
