import { OktaEdgeError, TimeoutError } from "@okta-edge/core";
import type { Fetch } from "../http/fetch.ts";

/** A GET of what Okta serves to everyone. */
export interface PublicCall {
  readonly orgUrl: string;
  /** Okta's path, with the query. */
  readonly target: string;
  readonly headers: Headers;
  /** The caller's. */
  readonly signal: AbortSignal;
  /** Milliseconds. */
  readonly timeout: number;
}

/**
 * Sends a request to the org without a token. Redirects are not followed.
 *
 * @throws {OktaEdgeError} `network_error` when there is no response, `timeout` when it does not come in time.
 */
export async function callPublic(
  { orgUrl, target, headers, signal, timeout }: PublicCall,
  fetch: Fetch,
): Promise<Response> {
  const limit = AbortSignal.timeout(timeout);
  const init = { headers, redirect: "manual", signal: AbortSignal.any([signal, limit]) } as const;
  try {
    return await fetch(new Request(orgUrl + target, init));
  } catch (cause) {
    if (limit.aborted) throw new TimeoutError("Okta did not respond in time.", { cause });
    throw new OktaEdgeError("network_error", `Request to ${new URL(orgUrl).host} failed: no response received.`, {
      cause,
    });
  }
}
