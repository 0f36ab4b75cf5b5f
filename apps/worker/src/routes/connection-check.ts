import { waitUntil } from "cloudflare:workers";
import { type CheckReport, checkConnection } from "@okta-edge/core/check";
import type { Context } from "hono";
import { type Caller, hasConnection } from "../callers/callers.ts";
import { clientOptions } from "../connections/client-options.ts";
import type { Gateway } from "../gateway/gateway.ts";
import { noSuchConnection } from "../http/problem.ts";
import type { AppEnv } from "../middleware/app-env.ts";
import { answerProblem } from "../middleware/problem-response.ts";
import type { DeclaredConnection } from "../settings/connection-settings.ts";
import { nameOptions } from "../settings/setting-names.ts";
import { SettingsError } from "../settings/settings-error.ts";

/** Milliseconds for which a report is told again: a caller who asks and asks costs Okta nothing. */
const REPORT_LIFE = 10_000;

interface KnownReport {
  readonly report: Promise<CheckReport>;
  readonly until: number;
}

const reports = new WeakMap<DeclaredConnection, KnownReport>();

/** Says whether a connection works, and if not, which step of its set-up is wrong. It calls Okta, past every cache. */
export async function answerConnectionCheck(c: Context<AppEnv>, gateway: Gateway, caller: Caller): Promise<Response> {
  const name = c.req.param("connection") ?? "";
  const declared = hasConnection(caller, name) ? gateway.connections().get(name) : undefined;
  if (!declared) return answerProblem(c, noSuchConnection());
  Object.assign(c.get("trail"), { connection: name, action: "connection.check" });
  const known = reports.get(declared);
  const fresh =
    known && known.until > Date.now() ? known : { report: check(declared, gateway), until: Date.now() + REPORT_LIFE };
  reports.set(declared, fresh);
  // Others may be waiting for it when whoever asked first hangs up.
  waitUntil(fresh.report);
  const { ok, steps } = await fresh.report;
  return c.json({ connection: name, description: declared.description, ok, steps });
}

/** Settings that cannot be read are a step of the set-up like any other. */
async function check(declared: DeclaredConnection, { fetch }: Gateway): Promise<CheckReport> {
  try {
    const nameOption = nameOptions(declared.nameOf);
    return await checkConnection(clientOptions(declared.read(), fetch), { nameOption });
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    const { message, code } = error;
    return { ok: false, steps: [{ step: "options", status: "failed", detail: message, code }] };
  }
}
