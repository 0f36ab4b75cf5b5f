import { createAccessVerification, type VerifyAccess } from "../callers/access.ts";
import { type Callers, readCallers, readLocalCallers } from "../callers/callers.ts";
import { type Connection, openConnection } from "../connections/connection.ts";
import type { Fetch } from "../http/fetch.ts";
import { type DeclaredConnection, readConnections } from "../settings/connection-settings.ts";
import type { Env } from "../settings/env.ts";
import { isLocal } from "../settings/local-mode.ts";
import type { SettingsError } from "../settings/settings-error.ts";
import { readWorkerSettings, type WorkerSettings } from "../settings/worker-settings.ts";

/** All that an isolate has made of its settings, each part once and when it is first needed. */
export interface Gateway {
  /** How the Worker reaches what is outside; undefined for the runtime's own `fetch`. */
  readonly fetch: Fetch | undefined;
  settings(): WorkerSettings;
  callers(): Callers;
  /** Undefined where Cloudflare Access is not set up. */
  verifyAccess(): VerifyAccess | undefined;
  connections(): ReadonlyMap<string, DeclaredConnection>;
  /** Opens a connection; undefined if there is none of this name. */
  connection(name: string): Promise<Connection> | undefined;
}

/** Gives the gateway of an environment. What is wrong with a setting is thrown by the part that needs it, each time. */
export function createGateways(fetch?: Fetch): (env: Env) => Gateway {
  const gateways = new WeakMap<Env, Gateway>();
  return (env) => {
    const gateway = gateways.get(env) ?? createGateway(env, fetch);
    gateways.set(env, gateway);
    return gateway;
  };
}

function createGateway(env: Env, fetch: Fetch | undefined): Gateway {
  const settings = once(() => readWorkerSettings(env));
  const callers = once(() =>
    isLocal(env) ? readLocalCallers(env.CALLERS, logSettingsError) : readCallers(env.CALLERS),
  );
  const verifyAccess = once(() => createAccessVerification(env, fetch ?? ((request) => globalThis.fetch(request))));
  const connections = once(() => readConnections(env));
  const open = new Map<string, Promise<Connection>>();
  return {
    fetch,
    settings,
    callers,
    verifyAccess,
    connections,
    connection(name) {
      const declared = connections().get(name);
      if (!declared) return undefined;
      const { timeout } = settings();
      const connection =
        open.get(name) ?? openConnection({ name, declared, tokenCache: env.TOKEN_CACHE, fetch, timeout });
      open.set(name, connection);
      return connection;
    },
  };
}

/** Makes something when it is first asked for, and keeps it. What fails is tried again. */
function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function logSettingsError({ problems }: SettingsError): void {
  console.warn(JSON.stringify({ problems }));
}
