import { FailedError } from "../errors.ts";
import type { DevVars } from "../project/dev-vars.ts";

/** A private key, and the KID that Okta knows it by. */
export interface RotationKey {
  readonly privateKey: string;
  readonly keyId: string;
}

/** How far a rotation is: a next key is there until it has taken the current one's place. */
export interface RotationKeys {
  readonly current: RotationKey;
  readonly next: RotationKey | undefined;
}

/**
 * Reads the keys of the default connection from a file of settings.
 *
 * @throws {FailedError} when the current key or its ID is missing.
 */
export function readRotationKeys({ file, values }: DevVars): RotationKeys {
  const { OKTA_PRIVATE_KEY, OKTA_KEY_ID, OKTA_PRIVATE_KEY_NEXT, OKTA_KEY_ID_NEXT } = values;
  for (const [name, value] of Object.entries({ OKTA_PRIVATE_KEY, OKTA_KEY_ID })) {
    if (!value?.trim()) {
      throw new FailedError(`${name} is missing in ${file}.`, {
        hint: "A rotation needs the current key and its KID: with two keys, Okta must know which one signs.",
        code: "no_current_key",
      });
    }
  }
  return {
    current: { privateKey: OKTA_PRIVATE_KEY ?? "", keyId: OKTA_KEY_ID ?? "" },
    next:
      OKTA_PRIVATE_KEY_NEXT && OKTA_KEY_ID_NEXT
        ? { privateKey: OKTA_PRIVATE_KEY_NEXT, keyId: OKTA_KEY_ID_NEXT }
        : undefined,
  };
}
