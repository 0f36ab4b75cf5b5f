import type { Context } from "hono";
import { type Problem, problemBody } from "../http/problem.ts";
import { DEFAULT_CONNECTION } from "../settings/connection-settings.ts";
import type { AppEnv } from "./app-env.ts";
import { answerJson } from "./json-response.ts";

/** Responds with a problem document, and records its code for the audit line. A problem of the set-up names the check that finds it. */
export function answerProblem(c: Context<AppEnv>, problem: Problem): Response {
  const trail = c.get("trail");
  trail.code = problem.code;
  const described = problem.isSetup ? withCheck(problem, trail.connection ?? DEFAULT_CONNECTION) : problem;
  const { status, retryAfter } = problem;
  return answerJson(c, problemBody(described, trail.requestId), status, {
    ...problem.headers,
    ...(retryAfter !== undefined && {
      "retry-after": String(retryAfter),
      ...(status === 429 && rateLimitHeaders(retryAfter, problem.limit)),
    }),
    "content-type": "application/problem+json",
  });
}

/**
 * Returns the headers that Okta's SDKs wait by: they ignore `Retry-After`.
 *
 * @param limit - 0, which Okta itself sends where no number applies, if it is not known.
 */
function rateLimitHeaders(retryAfter: number, limit = 0): Readonly<Record<string, string>> {
  const now = new Date();
  return {
    date: now.toUTCString(),
    "x-rate-limit-limit": String(limit),
    "x-rate-limit-remaining": "0",
    "x-rate-limit-reset": String(Math.floor(now.getTime() / 1000) + retryAfter),
  };
}

function withCheck(problem: Problem, connection: string): Problem {
  const check = `POST /connections/${connection}/check`;
  const detail = `${problem.detail} To check every step of the set-up, send ${check}.`;
  return { ...problem, detail, members: { ...problem.members, check } };
}
