import { checkLifetime } from "./client-assertion.ts";
import { ConfigurationError } from "./errors.ts";
import type { OktaClientObserver } from "./events.ts";
import { checkOrgUrl, resolveUrl } from "./org-url.ts";
import type { PrivateKey, SigningAlgorithm } from "./private-key.ts";
import type { TokenCache } from "./token-cache.ts";
import type { DpopMode } from "./token-request.ts";

/** What {@link createOktaClient} takes. */
export interface OktaClientOptions {
  /** The org's URL, such as `https://example.okta.com`. http is taken for loopback only. */
  readonly orgUrl: string;
  /** The API Services app's Client ID. */
  readonly clientId: string;
  /** The KID that Okta shows beside the public key. Needed as soon as the app has several keys. */
  readonly keyId?: string | undefined;
  /** PEM or JWK, as `importPrivateKey` takes it, or what that returned. */
  readonly privateKey: string | JsonWebKey | PrivateKey;
  /** The Okta scopes to ask for, as a list or separated by spaces. */
  readonly scopes: readonly string[] | string;
  /** Default: RS256 for an RSA key; for an EC key, the one of its curve. */
  readonly algorithm?: SigningAlgorithm | undefined;
  /** Seconds that a client assertion lives, 1 to 3600. Default: 300. */
  readonly assertionLifetime?: number | undefined;
  /** The assertion's `iss`. Default: `clientId`. */
  readonly issuer?: string | undefined;
  /** The assertion's `sub`. Default: `clientId`. */
  readonly subject?: string | undefined;
  /** The assertion's `aud`. Default: `tokenEndpoint`. */
  readonly audience?: string | undefined;
  /** Default: `{orgUrl}/oauth2/v1/token`. It must be on the org's own origin. */
  readonly tokenEndpoint?: string | undefined;
  /** Default: `auto`. */
  readonly dpop?: DpopMode | undefined;
  /** Where tokens outlive this client. Its own memory comes before it. */
  readonly tokenCache?: TokenCache | undefined;
  /** Milliseconds that one operation of the token cache may take. Default: 1000. */
  readonly tokenCacheTimeout?: number | undefined;
  /** Seconds before expiry that a token is renewed in the background. Default: 300. */
  readonly refreshAhead?: number | undefined;
  /** Milliseconds for a call, its retries and waits included. Default: 20,000. */
  readonly timeout?: number | undefined;
  /** The most times that a call is repeated after a 429, a 5xx or a network fault. Default: 2. */
  readonly maxRetries?: number | undefined;
  /** Default: the runtime's own. */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
  /** The time in seconds since the epoch. Default: the machine's clock. */
  readonly now?: (() => number) | undefined;
  /** Keeps work alive after the response, as `ctx.waitUntil` does in a Worker. */
  readonly waitUntil?: ((promise: Promise<unknown>) => void) | undefined;
  readonly onEvent?: OktaClientObserver | undefined;
}

/** The addresses of an org. */
export interface OrgAddresses {
  /** The origin, without a slash at its end. */
  readonly orgUrl: string;
  readonly tokenEndpoint: string;
}

/** Checks everything that can be checked before anything is sent; throws a {@link ConfigurationError} that names the option. */
export function checkOptions(options: OktaClientOptions): OrgAddresses {
  const orgUrl = checkOrgUrl(options.orgUrl);
  if (!/^[!-~]+$/.test(options.clientId ?? "")) {
    throw new ConfigurationError("invalid_client_id", "`clientId` is missing or holds blanks.", {
      hint: "Copy the app's Client ID: General › Client Credentials.",
    });
  }
  checkScopes(options.scopes);
  if (options.assertionLifetime !== undefined) checkLifetime(options.assertionLifetime);
  if (!/^(auto|always|never)$/.test(options.dpop ?? "auto")) {
    throw new ConfigurationError("invalid_option", "`dpop` must be auto, always or never.");
  }
  const tokenEndpoint = options.tokenEndpoint ?? `${orgUrl}/oauth2/v1/token`;
  resolveUrl(tokenEndpoint, orgUrl);
  return { orgUrl, tokenEndpoint };
}

/** Checks scopes and gives them as a list (RFC 6749, section 3.3). */
export function checkScopes(value: readonly string[] | string): readonly string[] {
  const scopes = typeof value === "string" ? value.split(/\s+/).filter(Boolean) : value;
  if (scopes?.length && scopes.every((scope) => /^[!#-[\]-~]+$/.test(scope))) return scopes;
  throw new ConfigurationError("invalid_scopes", "`scopes` must be such as okta.users.read.");
}
