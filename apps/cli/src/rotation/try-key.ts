import type { OktaClientOptions } from "@okta-edge/core";
import { checkConnection } from "@okta-edge/core/check";
import { FailedError } from "../errors.ts";
import type { RotationKey } from "./rotation-keys.ts";

/** What Okta says to a key: it gives a token, or rejects the key. */
export type Verdict = { readonly accepted: true } | { readonly accepted: false; readonly detail: string };

/**
 * Asks Okta for a token with a key.
 *
 * @throws {FailedError} when Okta says nothing about the key: it cannot be reached, or something else is wrong.
 */
export async function tryKey(options: OktaClientOptions, { privateKey, keyId }: RotationKey): Promise<Verdict> {
  const { steps } = await checkConnection({ ...options, privateKey, keyId });
  const exchange = steps.find(({ step }) => step === "exchange");
  if (exchange?.status === "ok") return { accepted: true };
  if (exchange?.code === "token_refused") return { accepted: false, detail: exchange.detail };
  const failed = steps.find(({ status }) => status === "failed") ?? exchange;
  throw new FailedError(failed?.detail ?? "Okta did not answer.", {
    hint: failed?.hint,
    code: failed?.code ?? "failed",
  });
}
