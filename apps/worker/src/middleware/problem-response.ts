import type { Context } from "hono";
import { type Problem, problemBody } from "../http/problem.ts";
import { DEFAULT_CONNECTION } from "../settings/connection-settings.ts";
import type { AppEnv } from "./app-env.ts";

/** Responds with a problem document, and records its code for the audit line. A problem of the set-up names the check that finds it. */
export function answerProblem(c: Context<AppEnv>, problem: Problem): Response {
  const trail = c.get("trail");
  trail.code = problem.code;
  for (const [name, value] of Object.entries(problem.headers ?? {})) c.header(name, value);
  if (problem.retryAfter !== undefined) {
    c.header("retry-after", String(problem.retryAfter));
    if (problem.status === 429) for (const [name, value] of rateLimitHeaders(problem.retryAfter)) c.header(name, value);
  }
  const described = problem.isSetup ? withCheck(problem, trail.connection ?? DEFAULT_CONNECTION) : problem;
  return c.json(problemBody(described, trail.requestId), problem.status, {
    "content-type": "application/problem+json",
  });
}

/** Okta's SDKs wait by these headers alone. A limit of 0 is what Okta itself sends where no number applies. */
function rateLimitHeaders(retryAfter: number): readonly (readonly [name: string, value: string])[] {
  return [
    ["x-rate-limit-limit", "0"],
    ["x-rate-limit-remaining", "0"],
    ["x-rate-limit-reset", String(Math.ceil(Date.now() / 1000) + retryAfter)],
  ];
}

function withCheck(problem: Problem, connection: string): Problem {
  const check = `POST /connections/${connection}/check`;
  const detail = `${problem.detail} To check every step of the set-up, send ${check}.`;
  return { ...problem, detail, causes: problem.causes ?? [problem.detail], members: { ...problem.members, check } };
}
