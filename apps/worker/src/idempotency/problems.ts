import type { Problem } from "../http/problem.ts";

export const INVALID_KEY: Problem = {
  status: 400,
  code: "invalid_idempotency_key",
  title: "Invalid Idempotency-Key",
  detail: "Idempotency-Key must be 1 to 255 printable ASCII characters, for example a UUID.",
};

export const KEY_REUSED: Problem = {
  status: 422,
  code: "idempotency_key_reused",
  title: "Idempotency-Key reused",
  detail: "This Idempotency-Key was used for a different request. Use a key of its own for each request.",
};

export const IN_PROGRESS: Problem = {
  status: 409,
  code: "idempotency_in_progress",
  title: "Request in progress",
  detail: "The first request with this Idempotency-Key is in progress. Repeat the request later.",
  retryAfter: 1,
};

export const UNREADABLE: Problem = {
  status: 409,
  code: "idempotency_outcome_unknown",
  title: "Response unreadable",
  detail:
    "The stored response of this Idempotency-Key cannot be read. The request is not sent again. Check the result in Okta.",
};

/** Returns the problem of a request that may have been processed. */
export function outcomeUnknown(firstRequestId: string, startedAt: number, prefix: string): Problem {
  const [since, until] = [startedAt - 60_000, startedAt + 300_000].map((time) => new Date(time).toISOString());
  const log = `${prefix}/api/v1/logs?since=${since}&until=${until}`;
  return {
    status: 409,
    code: "idempotency_outcome_unknown",
    title: "Outcome unknown",
    detail: `The first request with this Idempotency-Key, ${firstRequestId}, may have been processed, and is not sent again. Check the result in Okta, for example in the System Log: GET ${log}. Then use another key.`,
    members: { firstRequestId, startedAt: new Date(startedAt).toISOString(), log },
  };
}
