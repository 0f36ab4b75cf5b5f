import { waitUntil } from "cloudflare:workers";
import { createOktaClient, importPrivateKey, type OktaClient, PrivateKeyError } from "@okta-edge/core";
import type { Fetch } from "../http/fetch.ts";
import type { ConnectionSettings, DeclaredConnection } from "../settings/connection-settings.ts";
import type { TokenNamespace } from "../settings/env.ts";
import { nameOptions } from "../settings/setting-names.ts";
import { SettingsError } from "../settings/settings-error.ts";
import { clientOptions } from "./client-options.ts";
import { createKeyRotation, type UseKey } from "./key-rotation.ts";
import { kvTokenCache } from "./kv-token-cache.ts";

/** Seconds before its expiry that a token is renewed: `scheduled` comes by twice in them. */
const REFRESH_AHEAD = 600;

/** An Okta org that the Worker calls. */
export interface Connection {
  readonly name: string;
  readonly orgUrl: string;
  /** The most that any caller can get here. */
  readonly scopes: readonly string[];
  /** Calls Okta with the first of the connection's keys that Okta accepts, and reports which. */
  readonly use: UseKey;
}

/** What a connection is opened with beside its own settings. */
export interface ConnectionOptions {
  readonly name: string;
  readonly declared: DeclaredConnection;
  readonly tokenCache: TokenNamespace | undefined;
  readonly fetch: Fetch | undefined;
  /** Milliseconds for a call. */
  readonly timeout: number;
}

/** Opens a connection: imports its keys and makes the clients that all requests of this isolate share. */
export async function openConnection(options: ConnectionOptions): Promise<Connection> {
  const { name, declared } = options;
  const settings = declared.read();
  const current = await makeClient(settings, "OKTA_PRIVATE_KEY", settings.OKTA_KEY_ID, options);
  const next = settings.OKTA_PRIVATE_KEY_NEXT
    ? await makeClient(settings, "OKTA_PRIVATE_KEY_NEXT", settings.OKTA_KEY_ID_NEXT, options)
    : undefined;
  return {
    name,
    orgUrl: current.orgUrl,
    scopes: settings.OKTA_SCOPES.split(/\s+/),
    use: createKeyRotation(current, next),
  };
}

async function makeClient(
  settings: ConnectionSettings,
  keySetting: "OKTA_PRIVATE_KEY" | "OKTA_PRIVATE_KEY_NEXT",
  keyId: string | undefined,
  { declared, tokenCache, fetch, timeout }: ConnectionOptions,
): Promise<OktaClient> {
  const { OKTA_ALGORITHM: algorithm } = settings;
  const privateKey = await importPrivateKey(settings[keySetting] ?? "", algorithm ? { algorithm } : {}).catch(
    (error: unknown) => {
      if (!(error instanceof PrivateKeyError)) throw error;
      const { message, hint } = error.describe(
        nameOptions((setting) => declared.nameOf(setting === "OKTA_PRIVATE_KEY" ? keySetting : setting)),
      );
      const told = [message, hint].filter(Boolean).join(" ");
      throw new SettingsError([`${declared.nameOf(keySetting)}: ${told}`], error.code);
    },
  );
  return createOktaClient({
    ...clientOptions(settings, fetch),
    keyId: keyId ?? privateKey.keyId,
    privateKey,
    tokenCache: tokenCache && kvTokenCache(tokenCache, privateKey),
    refreshAhead: REFRESH_AHEAD,
    timeout,
    waitUntil,
  });
}
