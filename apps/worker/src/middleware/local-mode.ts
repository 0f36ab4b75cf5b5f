import type { Context } from "hono";
import { isForLoopback } from "../http/loopback.ts";
import { isLocal } from "../settings/local-mode.ts";
import type { AppEnv } from "./app-env.ts";
import { answerProblem } from "./problem-response.ts";

/** Rejects, in local mode, every request that does not name a loopback address as its host. */
export function rejectForeignHost(c: Context<AppEnv>): Response | undefined {
  if (isForLoopback(c.req.raw) || !isLocal(c.get("gateway").text)) return undefined;
  return answerProblem(c, {
    status: 403,
    code: "host_not_allowed",
    title: "Host not allowed",
    detail:
      "This Worker runs in local mode (LOCAL=on) and accepts requests only for 127.0.0.1, localhost and [::1]. Remove LOCAL to deploy it.",
  });
}
