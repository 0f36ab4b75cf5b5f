import { systemTime } from "./clock.ts";
import { configurationError } from "./errors.ts";
import { freshClaims, signJwt } from "./jwt.ts";
import type { PrivateKey } from "./private-key.ts";

/** Okta's maximum lifetime of an assertion in seconds, without tolerance. */
const MAX_ASSERTION_LIFETIME = 3600;

/** Options of {@link createClientAssertion}. */
export interface ClientAssertionOptions {
  /** The app's Client ID. */
  readonly clientId: string;
  /**
   * The `kid` header, required if the app has several keys.
   *
   * @defaultValue the `kid` of the JWK, if it has one
   */
  readonly keyId?: string | undefined;
  /** The key that signs the assertion. */
  readonly privateKey: PrivateKey;
  /** The `aud` claim: the full URL of the token endpoint. */
  readonly audience: string;
  /**
   * The `iss` claim.
   *
   * @defaultValue `clientId`
   */
  readonly issuer?: string | undefined;
  /**
   * The `sub` claim.
   *
   * @defaultValue `clientId`
   */
  readonly subject?: string | undefined;
  /**
   * Seconds until it expires, 1 to 3600. At 3600, Okta tolerates no clock difference.
   *
   * @defaultValue 300
   */
  readonly lifetime?: number | undefined;
  /**
   * Returns the time in seconds since the epoch.
   *
   * @defaultValue the system clock
   */
  readonly now?: (() => number) | undefined;
}

/**
 * Creates a client assertion: the signed JWT with which an API Services app authenticates at Okta's token endpoint.
 * Okta accepts each `jti` once and marks it as used before validating the request, so that every request needs a new assertion.
 *
 * @param options - The app, its key and the claims.
 * @returns the JWT in compact form.
 * @throws {ConfigurationError} `invalid_lifetime` when `lifetime` is not a whole number from 1 to 3600.
 * @see {@link https://www.rfc-editor.org/rfc/rfc7523#section-3 RFC 7523, section 3}
 * @see {@link https://developer.okta.com/docs/guides/build-self-signed-jwt/ Okta: build a self-signed JWT}
 *
 * @example
 * ```ts
 * const assertion = await createClientAssertion({
 *   clientId: "0oa1example",
 *   privateKey: await importPrivateKey(pem),
 *   audience: "https://example.okta.com/oauth2/v1/token",
 * });
 * ```
 */
export async function createClientAssertion(options: ClientAssertionOptions): Promise<string> {
  const { clientId, privateKey, audience, lifetime = 300, now = systemTime } = options;
  checkLifetime(lifetime);
  const keyId = options.keyId?.trim() || privateKey.keyId;
  const fresh = freshClaims(now);
  return signJwt(
    { alg: privateKey.algorithm, ...(keyId && { kid: keyId }) },
    {
      ...fresh,
      iss: options.issuer || clientId,
      sub: options.subject || clientId,
      aud: audience,
      exp: fresh.iat + lifetime,
    },
    privateKey.key,
  );
}

/** Throws if Okta does not accept `lifetime`. */
export function checkLifetime(lifetime: number): void {
  if (Number.isInteger(lifetime) && lifetime >= 1 && lifetime <= MAX_ASSERTION_LIFETIME) return;
  throw configurationError("invalid_lifetime");
}
