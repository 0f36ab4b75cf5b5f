import type { VerifyAccess } from "../callers/access.ts";
import { type Callers, noCallers, readCallers, readLocalCallers } from "../callers/callers.ts";
import type { KvCallers } from "../callers/kv-callers.ts";
import type { CallersNamespace } from "../cloudflare/bindings.ts";
import { kvStore } from "../cloudflare/kv-store.ts";
import { waitUntil } from "../cloudflare/runtime.ts";
import { endAtSubrequestLimit } from "../cloudflare/subrequests.ts";
import { type Connection, openConnection } from "../connections/connection.ts";
import type { Fetch } from "../http/fetch.ts";
import { loadAccess, loadKvCallers } from "../on-demand/load.ts";
import { type AccessSettings, readAccessSettings } from "../settings/access-settings.ts";
import { readSigningKeys } from "../settings/caller-entry.ts";
import { type DeclaredConnection, readConnections } from "../settings/connection-settings.ts";
import type { Env } from "../settings/env.ts";
import { isLocal } from "../settings/local-mode.ts";
import { missingSettings } from "../settings/missing-settings.ts";
import { once } from "../settings/once.ts";
import { readEnv, type Settings } from "../settings/read-env.ts";
import { SettingsError } from "../settings/settings-error.ts";
import { readWorkerSettings, type WorkerSettings } from "../settings/worker-settings.ts";

/** Milliseconds after which secrets of the Secrets Store are read again, and after which again if they could not be read. */
const SECRETS_TTL = 60_000;
const RETRY_AFTER = 5000;

/** What an isolate makes of its settings, each part when it is first needed. A part throws a SettingsError when its settings are invalid. */
export interface Gateway {
  /** How the Worker sends requests. */
  readonly fetch: Fetch;
  /** The settings as text. */
  readonly text: Settings;
  settings(): WorkerSettings;
  callers(): Callers;
  /** Undefined if no callers are in KV. */
  kvCallers(): KvCallers | undefined;
  /** Undefined if Cloudflare Access is not set up. */
  verifyAccess(): VerifyAccess | undefined;
  connections(): ReadonlyMap<string, DeclaredConnection>;
  /** Opens a connection; undefined if there is none of this name. */
  connection(name: string): Promise<Connection> | undefined;
}

/** Returns the gateway of an environment. */
export type Gateways = (env: Env) => Promise<Gateway>;

interface KnownGateway {
  gateway: Gateway;
  /** When the settings are to be read again. */
  until: number;
}

/**
 * Creates the gateways of this isolate: one for each environment. Settings that are secrets of the Secrets Store are read again once a
 * minute; if one has changed, the gateway is replaced. If they cannot be read then, the gateway stays.
 */
export function createGateways(fetch: Fetch = (request) => globalThis.fetch(request)): Gateways {
  const send = endAtSubrequestLimit(fetch);
  const gateways = new WeakMap<Env, KnownGateway>();
  return async (env) => {
    const known = gateways.get(env);
    if (known && Date.now() < known.until) return known.gateway;
    // The requests that come while this one reads use the settings as they are.
    if (known) known.until = Date.now() + RETRY_AFTER;
    const settings = await readEnv(env);
    const current = gateways.get(env);
    if (current && current.gateway !== known?.gateway) return current.gateway;
    const isSame = current?.gateway.text.equals(settings);
    const keepsWorking = current && settings.unavailable.length > 0;
    if (settings.unavailable.length > 0) {
      console.error(JSON.stringify({ settings: "setting_unavailable", names: settings.unavailable }));
    }
    const gateway = current && (isSame || keepsWorking) ? current.gateway : createGateway(env, settings, send);
    gateways.set(env, { gateway, until: nextRead(settings) });
    return gateway;
  };
}

function nextRead({ canChange, unavailable }: Settings): number {
  if (!canChange) return Number.POSITIVE_INFINITY;
  return Date.now() + (unavailable.length > 0 ? RETRY_AFTER : SECRETS_TTL);
}

function createGateway(env: Env, text: Settings, fetch: Fetch): Gateway {
  const settings = once(() => readWorkerSettings(text));
  const connections = once(() => readConnections(text));
  const tokenStore = env.TOKEN_CACHE && kvStore(env.TOKEN_CACHE);
  const open = new Map<string, Promise<Connection>>();
  return {
    fetch,
    text,
    settings,
    callers: once(() => (isLocal(text) ? readLocalCallers(text, logProblems) : readSetCallers(text))),
    kvCallers: once(() => {
      const signingKeys = readSigningKeys(text);
      return env.CALLERS_KV && signingKeys && kvCallersOf(env.CALLERS_KV, signingKeys);
    }),
    verifyAccess: once(() => {
      const access = readAccessSettings(text);
      return access && accessVerification(access, fetch);
    }),
    connections,
    connection(name) {
      const declared = connections().get(name);
      if (!declared) return undefined;
      const { timeout } = settings();
      const connection = open.get(name) ?? openConnection({ name, declared, tokenStore, fetch, timeout });
      open.set(name, connection);
      return connection;
    },
  };
}

/** Verifies with a module that the first assertion loads. */
function accessVerification(settings: AccessSettings, fetch: Fetch): VerifyAccess {
  let verify: VerifyAccess | undefined;
  return async (assertion) => {
    const { createAccessVerification } = await loadAccess();
    verify ??= createAccessVerification(settings, fetch, waitUntil);
    return verify(assertion);
  };
}

/** Looks callers up with a module that the first key which is not in `CALLERS` loads. */
function kvCallersOf(namespace: CallersNamespace, signingKeys: readonly string[]): KvCallers {
  let callers: KvCallers | undefined;
  return {
    async find(hash, address) {
      const { createKvCallers } = await loadKvCallers();
      callers ??= createKvCallers({ namespace, signingKeys, waitUntil });
      return callers.find(hash, address);
    },
  };
}

/** Without `CALLERS` the Worker is new: everything else that is missing is reported with it. */
function readSetCallers(text: Settings): Callers {
  if (text.names.includes("CALLERS")) return readCallers(text);
  if (text.names.includes("CALLERS_KV")) return noCallers();
  throw new SettingsError(missingSettings(text));
}

function logProblems({ problems }: SettingsError): void {
  console.warn(JSON.stringify({ problems }));
}
