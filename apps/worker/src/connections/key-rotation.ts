import { classifyRefusal, type OktaClient, TokenRequestError } from "@okta-edge/core";
import type { KeyRole } from "../settings/connection-settings.ts";

/** Calls Okta with a connection's key, and reports which one was used. */
export type UseKey = <Result>(
  call: (okta: OktaClient) => Promise<Result>,
) => Promise<{ readonly result: Result; readonly key: KeyRole }>;

/** Seconds for which the next key is used without asking whether Okta takes the current one again. */
const TRUST = 300;

/**
 * Uses the current key, and the next one once Okta refuses the current: a key can be replaced without a call that fails.
 *
 * A refusal of the key comes before anything is sent to the API, or in place of a new token for a call that Okta did not take: the
 * call is not done twice.
 */
export function createKeyRotation(current: OktaClient, next: OktaClient | undefined): UseKey {
  let nextUntil = 0;
  return async (call) => {
    const now = Date.now() / 1000;
    if (next && now < nextUntil) return { result: await call(next), key: "next" };
    try {
      return { result: await call(current), key: "current" };
    } catch (error) {
      if (!next || !isKeyRefused(error)) throw error;
      const result = await call(next);
      nextUntil = now + TRUST;
      return { result, key: "next" };
    }
  };
}

/** Tells whether Okta rejected the key, and nothing else. */
function isKeyRefused(error: unknown): boolean {
  if (!(error instanceof TokenRequestError) || error.error !== "invalid_client") return false;
  const reason = classifyRefusal(error.error, error.errorDescription);
  return reason === "signature" || reason === "key_id" || reason === "public_key";
}
