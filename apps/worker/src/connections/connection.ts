import { createOktaClient, encryptedTokenCache, type OktaClient, type TextStore } from "@okta-edge/core";
import { waitUntil } from "../cloudflare/runtime.ts";
import type { Fetch } from "../http/fetch.ts";
import {
  type ConnectionSettings,
  type DeclaredConnection,
  importKey,
  type KeyRole,
} from "../settings/connection-settings.ts";
import { createFairShare, type FairShare } from "./fair-share.ts";
import { createKeyRotation, type UseKey } from "./key-rotation.ts";
import { logEvents } from "./log-events.ts";

/** Seconds before its expiry at which a request refreshes a token that `scheduled` has not, and the part of it that is left to chance. */
const REFRESH_AHEAD = 300;
const JITTER = 0.5;

/** An Okta org that the Worker calls. */
export interface Connection {
  readonly name: string;
  readonly orgUrl: string;
  /** The most that any caller can get here. */
  readonly scopes: readonly string[];
  /** Calls Okta with the first of the connection's keys that Okta accepts, and reports which. */
  readonly use: UseKey;
  /** Shares Okta's rate limits among the callers. */
  readonly fairShare: FairShare;
}

/** What a connection is opened with beside its own settings. */
export interface ConnectionOptions {
  readonly name: string;
  readonly declared: DeclaredConnection;
  /** Where tokens are kept, encrypted under the private key. */
  readonly tokenStore: TextStore | undefined;
  readonly fetch: Fetch;
  /** Milliseconds for a call. */
  readonly timeout: number;
}

/**
 * Opens a connection: imports its keys and creates the clients that all requests of this isolate share.
 *
 * @throws {SettingsError} when a setting of the connection is missing or invalid.
 */
export async function openConnection(options: ConnectionOptions): Promise<Connection> {
  const { name, declared } = options;
  const settings = declared.read();
  const current = await createClient("current", settings, options);
  const next = settings.next && (await createClient("next", settings, options));
  return {
    name,
    orgUrl: current.orgUrl,
    scopes: settings.options.scopes,
    use: createKeyRotation(current, next),
    fairShare: createFairShare(),
  };
}

async function createClient(
  role: KeyRole,
  settings: ConnectionSettings,
  { name, declared, tokenStore, fetch, timeout }: ConnectionOptions,
): Promise<OktaClient> {
  const privateKey = await importKey(declared, role);
  const keyId = role === "current" ? settings.options.keyId : settings.next?.keyId;
  return createOktaClient({
    ...settings.options,
    keyId: keyId ?? privateKey.keyId,
    privateKey,
    tokenCache: tokenStore && encryptedTokenCache(tokenStore, privateKey),
    // Isolates that hold the same token do not refresh it together: KV accepts one write a second for a key.
    refreshAhead: REFRESH_AHEAD * (1 - JITTER * Math.random()),
    onEvent: logEvents(name, role),
    fetch,
    timeout,
    waitUntil,
  });
}
