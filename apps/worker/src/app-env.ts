import type { Context } from "hono";
import type { Caller } from "./callers.ts";
import { type Problem, problemBody } from "./problem.ts";
import type { Env } from "./settings.ts";

/** What Hono knows of a request here. */
export interface AppEnv {
  Bindings: Env;
  Variables: { requestId: string; caller: Caller };
}

/** Answers with a problem document. */
export function answerProblem(c: Context<AppEnv>, problem: Problem): Response {
  for (const [name, value] of Object.entries(problem.headers ?? {})) c.header(name, value);
  if (problem.retryAfter !== undefined) c.header("retry-after", String(problem.retryAfter));
  return c.json(problemBody(problem, c.get("requestId")), problem.status, {
    "content-type": "application/problem+json",
  });
}
