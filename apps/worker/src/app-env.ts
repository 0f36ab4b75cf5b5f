import type { Context } from "hono";
import type { AuditTrail } from "./audit.ts";
import type { Caller } from "./callers.ts";
import type { Env } from "./env.ts";
import { type Problem, problemBody } from "./problem.ts";

/** What Hono knows of a request here. */
export interface AppEnv {
  Bindings: Env;
  Variables: {
    trail: AuditTrail;
    caller: Caller | undefined;
    /** What a setting is called for the connection in use. */
    nameSetting: ((setting: string) => string) | undefined;
  };
}

/** Answers with a problem document. */
export function answerProblem(c: Context<AppEnv>, problem: Problem): Response {
  const trail = c.get("trail");
  trail.code = problem.code;
  for (const [name, value] of Object.entries(problem.headers ?? {})) c.header(name, value);
  if (problem.retryAfter !== undefined) c.header("retry-after", String(problem.retryAfter));
  return c.json(problemBody(problem, trail.requestId), problem.status, {
    "content-type": "application/problem+json",
  });
}
