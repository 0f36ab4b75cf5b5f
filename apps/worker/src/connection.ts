import { waitUntil } from "cloudflare:workers";
import { createOktaClient, importPrivateKey, type OktaClient } from "@okta-edge/core";
import { kvTokenCache } from "./kv-token-cache.ts";
import type { ConnectionSettings } from "./settings.ts";

/** An Okta org that the Worker calls. */
export interface Connection {
  readonly okta: OktaClient;
  /** The most that any caller can get here. */
  readonly scopes: readonly string[];
}

/** Opens a connection: imports its key and makes the client that all requests of this isolate share. */
export async function openConnection(
  settings: ConnectionSettings,
  tokenCache: KVNamespace | undefined,
  fetch: ((request: Request) => Promise<Response>) | undefined,
): Promise<Connection> {
  const algorithm = settings.OKTA_ALGORITHM;
  const privateKey = await importPrivateKey(settings.OKTA_PRIVATE_KEY, algorithm ? { algorithm } : {});
  const scopes = settings.OKTA_SCOPES.split(/\s+/);
  const okta = createOktaClient({
    orgUrl: settings.OKTA_ORG_URL,
    clientId: settings.OKTA_CLIENT_ID,
    keyId: settings.OKTA_KEY_ID,
    privateKey,
    scopes,
    assertionLifetime: settings.OKTA_ASSERTION_LIFETIME,
    issuer: settings.OKTA_ISSUER,
    subject: settings.OKTA_SUBJECT,
    audience: settings.OKTA_AUDIENCE,
    tokenEndpoint: settings.OKTA_TOKEN_ENDPOINT,
    dpop: settings.OKTA_DPOP,
    tokenCache: tokenCache && kvTokenCache(tokenCache, privateKey),
    fetch,
    waitUntil,
  });
  return { okta, scopes };
}
