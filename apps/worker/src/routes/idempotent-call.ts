import type { Context } from "hono";
import type { Caller } from "../callers/callers.ts";
import type { AppEnv } from "../middleware/app-env.ts";
import { answerProblem } from "../middleware/problem-response.ts";
import { loadCallOnce } from "../on-demand/load.ts";
import { readWhole } from "../proxy/response-body.ts";
import { readTarget } from "../proxy/target.ts";
import { authorizeCall } from "./authorize-call.ts";
import { callOkta, viewOf } from "./okta-call.ts";

/** Reports whether a call is to be done at most once: a write with an `Idempotency-Key`, where the binding `IDEMPOTENCY` exists. */
export function isIdempotent({ env, req }: Context<AppEnv>): boolean {
  return env?.IDEMPOTENCY !== undefined && !/^(GET|HEAD)$/.test(req.method) && req.raw.headers.has("idempotency-key");
}

/** Forwards a write to Okta at most once, with a module that the first such call loads. */
export async function callOnce(c: Context<AppEnv>, caller: Caller): Promise<Response> {
  const module = await loadCallOnce();
  return module.callOnce(c, caller, { answerProblem, authorizeCall, callOkta, readTarget, readWhole, viewOf });
}
