import { type FindCaller, readCallers } from "./callers.ts";
import { type Connection, openConnection } from "./connection.ts";
import { type Env, readConnectionSettings, readWorkerSettings, type WorkerSettings } from "./settings.ts";

/** All that an isolate has made of its settings, each part once and when it is first needed. */
export interface Gateway {
  settings(): WorkerSettings;
  findCaller(): FindCaller;
  connection(): Promise<Connection>;
}

/** Gives the gateway of an environment. What is wrong with a setting is thrown by the part that needs it, each time. */
export function createGateways(fetch: ((request: Request) => Promise<Response>) | undefined): (env: Env) => Gateway {
  const gateways = new WeakMap<Env, Gateway>();
  return (env) => {
    const gateway = gateways.get(env) ?? createGateway(env, fetch);
    gateways.set(env, gateway);
    return gateway;
  };
}

function createGateway(env: Env, fetch: ((request: Request) => Promise<Response>) | undefined): Gateway {
  let settings: WorkerSettings | undefined;
  let findCaller: FindCaller | undefined;
  let connection: Promise<Connection> | undefined;
  return {
    settings() {
      settings ??= readWorkerSettings(env);
      return settings;
    },
    findCaller() {
      findCaller ??= readCallers(env.CALLERS);
      return findCaller;
    },
    connection() {
      connection ??= (async () => openConnection(readConnectionSettings(env), env.TOKEN_CACHE, fetch))();
      return connection;
    },
  };
}
