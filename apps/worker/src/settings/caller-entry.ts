import { jwtVerify, SignJWT } from "jose";
import * as errors from "jose/errors";
import { type DeclaredCaller, parseCaller } from "./callers-setting.ts";
import { LOCAL_KEY_HASH } from "./local-mode.ts";
import { checkRandomSecret, readRandomSecret, requireRandomSecret } from "./random-secret.ts";
import type { Settings } from "./read-env.ts";
import { SettingsError } from "./settings-error.ts";

/** What the names of all entries of callers in KV begin with. */
export const CALLER_ENTRY_PREFIX = "okta-edge:caller:v1:";

const ALGORITHM = "HS256";
/** Keeps entries apart from everything else that could be signed with the same key. */
const TYPE = "okta-edge-caller+jwt";

/** A caller of KV. */
export interface SignedCaller {
  /** The caller, as its declaration is read. */
  readonly caller: DeclaredCaller;
  /** The caller as it was signed. */
  readonly declaration: Readonly<Record<string, unknown>>;
  /** Milliseconds since the epoch: the key is rejected from then on. */
  readonly expiresAt: number;
}

/**
 * Reads the keys that the callers in KV are signed with; undefined if `CALLERS_KV` is not bound.
 *
 * @throws {SettingsError} when a key is missing or invalid.
 */
export function readSigningKeys(settings: Settings): readonly string[] | undefined {
  if (!settings.names.includes("CALLERS_KV")) return undefined;
  const next = readRandomSecret(settings, "CALLERS_SIGNING_KEY_NEXT");
  const current = requireRandomSecret(settings, "CALLERS_SIGNING_KEY");
  return next === undefined ? [current] : [current, next];
}

/**
 * Returns the name of the entry of a key in KV.
 *
 * @param keyHash - The hash of the key: `sha256:` and 64 hexadecimal digits.
 * @returns the name.
 */
export function callerEntryName(keyHash: string): string {
  return CALLER_ENTRY_PREFIX + keyHash.replace(/^sha256:/, "");
}

/** What is signed for a caller. */
export interface CallerEntryOptions {
  /** The caller as an item of `CALLERS` declares it, without its keys. */
  readonly caller: Readonly<Record<string, unknown>>;
  /** The hash of one of its keys: `sha256:` and 64 hexadecimal digits. */
  readonly keyHash: string;
  /** The value of `CALLERS_SIGNING_KEY`. */
  readonly signingKey: string;
  /** Milliseconds since the epoch from which on the key is rejected. */
  readonly expiresAt: number;
}

/**
 * Creates the entry of a caller in `CALLERS_KV`.
 *
 * @param options - The caller, the hash of its key, the signing key and the end.
 * @returns the name and the value to write: a JWT (HS256) that holds the caller, the hash of its key and the end.
 * @throws {SettingsError} when the caller or the signing key is invalid.
 * @example
 * ```ts
 * import { signCallerEntry } from "@okta-edge/worker/settings";
 *
 * const { name, value } = await signCallerEntry({
 *   caller: { name: "moveworks", scopes: ["okta.users.read"] },
 *   keyHash: `sha256:${"0".repeat(64)}`,
 *   signingKey: "a-long-random-value-that-only-the-Worker-and-you-know",
 *   expiresAt: Date.now() + 365 * 86_400_000,
 * });
 * console.log(name, value.length);
 * ```
 */
export async function signCallerEntry({
  caller,
  keyHash,
  signingKey,
  expiresAt,
}: CallerEntryOptions): Promise<{ readonly name: string; readonly value: string }> {
  checkRandomSecret("CALLERS_SIGNING_KEY", signingKey);
  parseCaller({ ...caller, keyHash });
  const value = await new SignJWT({ caller })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
    .setSubject(keyHash)
    .setIssuedAt()
    .setExpirationTime(Math.floor(expiresAt / 1000))
    .sign(new TextEncoder().encode(signingKey));
  return { name: callerEntryName(keyHash), value };
}

/**
 * Verifies the entry of a key: who writes to KV without the signing key can neither create nor change a caller, nor give a caller another key.
 *
 * @param value - The entry, as KV has it.
 * @param keyHash - the hash of the key that the entry was read for.
 * @param signingKeys - the values of `CALLERS_SIGNING_KEY` and `CALLERS_SIGNING_KEY_NEXT`.
 * @returns the caller; a text that says why there is none.
 */
export async function verifyCallerEntry(
  value: string,
  keyHash: string,
  signingKeys: readonly string[],
): Promise<SignedCaller | string> {
  const entry = await readCallerEntry(value, keyHash, signingKeys);
  return typeof entry !== "string" && entry.expiresAt <= Date.now() ? "expired" : entry;
}

/** Verifies the entry of a key as {@link verifyCallerEntry} does, and returns the caller also when its key has expired. */
export async function readCallerEntry(
  value: string,
  keyHash: string,
  signingKeys: readonly string[],
): Promise<SignedCaller | string> {
  if (keyHash === LOCAL_KEY_HASH) return "local_key";
  let reason = "invalid_signature";
  for (const signingKey of signingKeys) {
    try {
      const { payload } = await jwtVerify(value, new TextEncoder().encode(signingKey), {
        algorithms: [ALGORITHM],
        typ: TYPE,
        subject: keyHash,
        requiredClaims: ["sub", "iat", "exp"],
        // So that a key that has expired has a name.
        currentDate: new Date(0),
      });
      const declaration = Object(payload.caller) as SignedCaller["declaration"];
      const caller = parseCaller({ ...declaration, keyHash });
      return { caller, declaration, expiresAt: Number(payload.exp) * 1000 };
    } catch (error) {
      if (error instanceof errors.JWTClaimValidationFailed) return `invalid_${error.claim}`;
      if (error instanceof SettingsError) reason = "invalid_caller";
      else if (!(error instanceof errors.JOSEError)) throw error;
    }
  }
  return reason;
}
