import { type CheckReport, checkConnection } from "@okta-edge/core/check";
import type { Context } from "hono";
import { type AppEnv, answerProblem } from "./app-env.ts";
import type { Caller } from "./callers.ts";
import { clientOptions } from "./connection.ts";
import type { Gateway } from "./gateway.ts";
import { noSuchConnection } from "./okta-call.ts";
import { nameSettings } from "./setting-names.ts";
import { SettingsError } from "./settings-error.ts";

/** Says whether a connection works, and if not, which step of its set-up is wrong. It calls Okta, past every cache. */
export async function answerConnectionCheck(c: Context<AppEnv>, gateway: Gateway, caller: Caller): Promise<Response> {
  const name = c.req.param("connection") ?? "";
  const declared = caller.connections.includes(name) ? gateway.connections().get(name) : undefined;
  if (!declared) return answerProblem(c, noSuchConnection());
  Object.assign(c.get("trail"), { connection: name, action: "connection.check" });
  const report = await check(() => checkConnection(clientOptions(declared.read(), gateway.fetch)));
  const steps = report.steps.map(({ detail, hint, ...step }) => ({
    ...step,
    detail: nameSettings(detail, declared.nameOf),
    hint: hint && nameSettings(hint, declared.nameOf),
  }));
  return c.json({ connection: name, description: declared.description, ok: report.ok, steps });
}

/** Settings that cannot be read are a step of the set-up like any other. */
async function check(run: () => Promise<CheckReport>): Promise<CheckReport> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    const { message, code } = error;
    return { ok: false, steps: [{ step: "options", status: "failed", detail: message, code }] };
  }
}
