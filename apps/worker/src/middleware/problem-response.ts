import type { Context } from "hono";
import { type Problem, problemBody } from "../http/problem.ts";
import type { AppEnv } from "./app-env.ts";

/** Responds with a problem document, and notes its code for the audit line. */
export function answerProblem(c: Context<AppEnv>, problem: Problem): Response {
  const trail = c.get("trail");
  trail.code = problem.code;
  for (const [name, value] of Object.entries(problem.headers ?? {})) c.header(name, value);
  if (problem.retryAfter !== undefined) c.header("retry-after", String(problem.retryAfter));
  return c.json(problemBody(problem, trail.requestId), problem.status, {
    "content-type": "application/problem+json",
  });
}
