import type { Context } from "hono";
import { type Problem, problemBody } from "../http/problem.ts";
import { DEFAULT_CONNECTION } from "../settings/connection-settings.ts";
import type { AppEnv } from "./app-env.ts";
import { answerJson } from "./json-response.ts";

/** Responds with a problem document, and records its code for the audit line. A problem of the set-up names the check that finds it. */
export function answerProblem(c: Context<AppEnv>, problem: Problem): Response {
  const trail = c.get("trail");
  trail.code = problem.code;
  for (const [name, value] of Object.entries(problem.headers ?? {})) c.header(name, value);
  if (problem.retryAfter !== undefined) {
    c.header("retry-after", String(problem.retryAfter));
    if (problem.status === 429) setRateLimit(c, problem.retryAfter, problem.limit);
  }
  const described = problem.isSetup ? withCheck(problem, trail.connection ?? DEFAULT_CONNECTION) : problem;
  return answerJson(c, problemBody(described, trail.requestId), problem.status, {
    "content-type": "application/problem+json",
  });
}

/**
 * Sets the headers that Okta's SDKs wait by: they ignore `Retry-After`.
 *
 * @param limit - 0, which Okta itself sends where no number applies, if it is not known.
 */
function setRateLimit(c: Context<AppEnv>, retryAfter: number, limit = 0): void {
  const now = new Date();
  c.header("date", now.toUTCString());
  c.header("x-rate-limit-limit", String(limit));
  c.header("x-rate-limit-remaining", "0");
  c.header("x-rate-limit-reset", String(Math.floor(now.getTime() / 1000) + retryAfter));
}

function withCheck(problem: Problem, connection: string): Problem {
  const check = `POST /connections/${connection}/check`;
  const detail = `${problem.detail} To check every step of the set-up, send ${check}.`;
  return { ...problem, detail, members: { ...problem.members, check } };
}
