import { OktaEdgeError } from "@okta-edge/core";

/** Reports whether an error, or a cause of it, is that the request has reached Cloudflare's limit of subrequests. */
export function isSubrequestLimit(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return /too many subrequests/i.test(error.message) || isSubrequestLimit(error.cause);
}

/**
 * Sends requests, and reports the limit of subrequests as an error that is final: every further request of the same invocation fails, too.
 */
export function endAtSubrequestLimit(
  fetch: (request: Request) => Promise<Response>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      return await fetch(request);
    } catch (cause) {
      if (!isSubrequestLimit(cause)) throw cause;
      throw new OktaEdgeError("network_error", "Cloudflare's limit of subrequests is reached.", { cause });
    }
  };
}
