import { classifyRefusal, type OktaClient, TokenRequestError } from "@okta-edge/core";
import type { KeyRole } from "../settings/connection-settings.ts";

/** Calls Okta with a connection's key, and reports which one was used. */
export type UseKey = <Result>(
  call: (okta: OktaClient) => Promise<Result>,
) => Promise<{ readonly result: Result; readonly key: KeyRole }>;

/** Seconds for which the next key is used without trying the current one first. */
const NEXT_KEY_TTL = 300;

/**
 * Uses the current key, and the next one when Okta rejects the current one, so that a key is replaced without a failing call. When Okta
 * rejects the next one, the current one is tried again: a rotation can be undone.
 *
 * Okta rejects a key before anything is sent to the API, or in place of a new token for a call that was not processed: no call is
 * processed twice.
 */
export function createKeyRotation(current: OktaClient, next: OktaClient | undefined): UseKey {
  if (!next) return async (call) => ({ result: await call(current), key: "current" });
  const clients: Readonly<Record<KeyRole, OktaClient>> = { current, next };
  let nextUntil = 0;
  return async (call) => {
    const now = Date.now() / 1000;
    const key = now < nextUntil ? "next" : "current";
    try {
      return { result: await call(clients[key]), key };
    } catch (error) {
      if (!isKeyRefused(error)) throw error;
      const other = key === "next" ? "current" : "next";
      const result = await call(clients[other]);
      nextUntil = other === "next" ? now + NEXT_KEY_TTL : 0;
      return { result, key: other };
    }
  };
}

/** Reports whether Okta rejected the key, and nothing else. */
function isKeyRefused(error: unknown): boolean {
  if (!(error instanceof TokenRequestError) || error.error !== "invalid_client") return false;
  const reason = classifyRefusal(error.error, error.errorDescription);
  return reason === "signature" || reason === "key_id" || reason === "public_key";
}
