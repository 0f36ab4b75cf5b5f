import { systemTime } from "./clock.ts";
import { configurationError } from "./errors.ts";
import { freshClaims, signJwt } from "./jwt.ts";
import type { PrivateKey } from "./private-key.ts";

/** The longest that Okta lets an assertion live, in seconds, and without any leeway. */
const MAX_ASSERTION_LIFETIME = 3600;

/** What goes into a client assertion. */
export interface ClientAssertionOptions {
  readonly clientId: string;
  /** The `kid` header. Okta needs it as soon as the app has more than one key. Default: the `kid` of the JWK, if any. */
  readonly keyId?: string | undefined;
  readonly privateKey: PrivateKey;
  /** The `aud` claim: the full URL of the token endpoint, as Okta wants it. */
  readonly audience: string;
  /** The `iss` claim. Default: `clientId`. */
  readonly issuer?: string | undefined;
  /** The `sub` claim. Default: `clientId`. */
  readonly subject?: string | undefined;
  /** Seconds until it expires, 1 to 3600. Default: 300, since Okta allows a fast clock nothing at 3600. */
  readonly lifetime?: number | undefined;
  /** The time in seconds since the epoch. Default: the machine's clock. */
  readonly now?: (() => number) | undefined;
}

/**
 * Makes a client assertion: the signed JWT by which an API Services app proves who it is at Okta's token endpoint.
 * Each has a `jti` of its own: Okta takes an assertion once, and burns it before it looks at anything else in the request.
 *
 * @throws {ConfigurationError} `invalid_lifetime` if `lifetime` is no whole number from 1 to 3600.
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

/** Throws if `lifetime` is none that Okta takes. */
export function checkLifetime(lifetime: number): void {
  if (Number.isInteger(lifetime) && lifetime >= 1 && lifetime <= MAX_ASSERTION_LIFETIME) return;
  throw configurationError("invalid_lifetime");
}
