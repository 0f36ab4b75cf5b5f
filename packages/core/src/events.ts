/**
 * An event that a client reports to its observer. No event contains a key, an assertion, a proof, a token, a body or a query.
 *
 * - `token.requested`: a request is sent to the token endpoint.
 * - `token.refreshed`: Okta issued a token.
 * - `token.failed`: an exchange failed.
 * - `token.used`: a request uses a token from memory, from the token cache, or a new one from Okta.
 * - `cache.failed`: the token cache threw or timed out, and was skipped.
 * - `clock.corrected`: the system clock differs from Okta's by `offset` seconds.
 * - `request.sent`: a request is sent to the Management API.
 * - `request.retried`: a request is retried after `wait` seconds, for `reason`.
 * - `rate.limited`: a rate limit is exceeded, and resets in `wait` seconds.
 */
export type OktaClientEvent =
  | { readonly type: "token.requested"; readonly scopes: readonly string[] }
  | {
      readonly type: "token.refreshed";
      readonly scopes: readonly string[];
      readonly tokenType: "Bearer" | "DPoP";
      readonly expiresAt: number;
    }
  | { readonly type: "token.failed"; readonly scopes: readonly string[]; readonly code: string }
  | { readonly type: "token.used"; readonly from: TokenOrigin }
  | { readonly type: "cache.failed"; readonly operation: "get" | "set" }
  | { readonly type: "clock.corrected"; readonly offset: number }
  | { readonly type: "request.sent"; readonly method: string; readonly path: string; readonly attempt: number }
  | {
      readonly type: "request.retried";
      readonly method: string;
      readonly path: string;
      readonly reason: RetryReason;
      readonly wait: number;
    }
  | { readonly type: "rate.limited"; readonly path: string; readonly wait: number };

/** The origin of a token. */
export type TokenOrigin = "memory" | "cache" | "okta";

/** Why a call is retried. */
export type RetryReason =
  | "rate_limited"
  | "server_error"
  | "locked"
  | "network"
  | "unauthorized"
  | "scope_granted"
  | "dpop_nonce"
  | "clock";

/** Receives a client's events. Errors that it throws are ignored. */
export type OktaClientObserver = (event: OktaClientEvent) => void;

/** Reports an event to observers, and ignores their errors. */
export function notify(event: OktaClientEvent, ...observers: readonly (OktaClientObserver | undefined)[]): void {
  for (const observer of observers) {
    try {
      observer?.(event);
    } catch {
      // An error of an observer must not affect the call.
    }
  }
}
