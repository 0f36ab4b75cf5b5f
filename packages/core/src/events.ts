/**
 * What a client tells its observer. No event holds a key, an assertion, a proof, a token, a body or a query.
 *
 * - `token.requested`: a call of the token endpoint goes out.
 * - `token.refreshed`: Okta gave a new token.
 * - `token.failed`: an exchange ended without one.
 * - `token.used`: a request goes out with a token from memory, from the token cache, or fresh from Okta.
 * - `cache.failed`: the token cache threw or took too long, and was passed over.
 * - `clock.corrected`: the machine's clock was off from Okta's by `offset` seconds.
 * - `request.sent`: a call of the Management API goes out.
 * - `request.retried`: a call is repeated after `wait` seconds, and why.
 * - `rate.limited`: Okta answered 429, asking for `wait` seconds.
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
  | { readonly type: "cache.failed"; readonly operation: "get" | "set" | "delete" }
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

/** Where a token came from. */
export type TokenOrigin = "memory" | "cache" | "okta";

/** Why a call is repeated. */
export type RetryReason =
  | "rate_limited"
  | "server_error"
  | "locked"
  | "network"
  | "unauthorized"
  | "scope_granted"
  | "dpop_nonce"
  | "clock";

/** An observer of a client's events. What it throws is ignored. */
export type OktaClientObserver = (event: OktaClientEvent) => void;

/** Tells observers, none of whom can break what they watch. */
export function notify(event: OktaClientEvent, ...observers: readonly (OktaClientObserver | undefined)[]): void {
  for (const observer of observers) {
    try {
      observer?.(event);
    } catch {
      // An observer's fault is its own.
    }
  }
}
