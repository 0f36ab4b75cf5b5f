import { createHash, randomBytes } from "node:crypto";
import type { Sandbox } from "@okta-edge/sandbox";
import { type ServedSandbox, serve } from "@okta-edge/sandbox/serve";
import { type OpenCall, openCall } from "./open-call.ts";
import { startWorkerd, type Workerd } from "./workerd.ts";

/** What the callers may do: a token for one is none for the other. */
const CALLERS = {
  first: ["okta.users.read", "okta.groups.manage"],
  other: ["okta.users.manage", "okta.groups.manage"],
} as const;

type CallerName = keyof typeof CALLERS;

/** Calls an org through the Worker. */
export type Call = (path: string, init?: RequestInit) => Promise<Response>;

/** An org that is about to misbehave, and the Worker before it. */
export interface FaultOrg {
  readonly sandbox: Sandbox;
  /** Seconds by which the org's clock is ahead of this machine's. */
  readonly clock: { ahead: number };
  readonly call: Call;
  /** Through a connection that shares nothing with the first but what lies in KV. */
  readonly callByKv: Call;
  /** For other scopes: through the first connection, but with a token of its own. */
  readonly callAsOther: Call;
  /** As {@link call}, for a client that hangs up. */
  open(path: string, headers?: Readonly<Record<string, string>>, method?: string): OpenCall;
}

/** A Worker in workerd with KV, before several orgs: none disturbs another. */
export interface FaultLab {
  org(name: string): FaultOrg;
  /** The audit lines that the Worker has written. */
  audit(): readonly Record<string, unknown>[];
  close(): Promise<void>;
}

/** How an org is served, where it is not as usual: with DPoP, three users, and each connection for one request alone. */
export interface OrgOptions {
  readonly dpop?: boolean;
  readonly keepAlive?: boolean;
  readonly users?: number;
}

interface StartedOrg {
  readonly name: string;
  readonly served: ServedSandbox;
  readonly clock: { ahead: number };
}

/** Starts an org for each name, and the Worker. Names are of letters, digits and hyphens. */
export async function startFaultLab(
  declared: Readonly<Record<string, OrgOptions>>,
  settings: Readonly<Record<string, string>> = {},
  start: (settings: Readonly<Record<string, string>>) => Promise<Workerd> = startWorkerd,
): Promise<FaultLab> {
  const started = await Promise.all(Object.entries(declared).map(([name, options]) => serveOrg(name, options)));
  const keys = { first: randomBytes(32).toString("base64url"), other: randomBytes(32).toString("base64url") };
  const worker = await start({ ...settings, ...writeSettings(started, keys) });

  const urlOf = (connection: string, path: string) => new URL(`/connections/${connection}${path}`, worker.url);
  const authorization = (caller: CallerName) => `Bearer ${keys[caller]}`;
  const callBy =
    (connection: string, caller: CallerName): Call =>
    (path, init = {}) => {
      const headers = new Headers(init.headers);
      headers.set("authorization", authorization(caller));
      return fetch(urlOf(connection, path), { ...init, headers });
    };
  return {
    org(wanted) {
      const found = started.find(({ name }) => name === wanted);
      if (!found) throw new Error(`There is no org ${wanted}.`);
      const { name, served, clock } = found;
      return {
        sandbox: served.sandbox,
        clock,
        call: callBy(name, "first"),
        callByKv: callBy(`${name}-kv`, "first"),
        callAsOther: callBy(name, "other"),
        open: (path, headers, method) =>
          openCall(urlOf(name, path), { ...headers, authorization: authorization(method ? "other" : "first") }, method),
      };
    },
    audit: () => (worker.lines ?? []).filter((line) => line.startsWith('{"version"')).map((line) => JSON.parse(line)),
    async close() {
      await worker.stop();
      await Promise.all(started.map(({ served }) => served.close()));
    },
  };
}

async function serveOrg(name: string, options: OrgOptions): Promise<StartedOrg> {
  const { dpop = true, keepAlive = false, users = 3 } = options;
  const clock = { ahead: 0 };
  const now = () => Date.now() / 1000 + clock.ahead;
  return { name, served: await serve({ port: 0, keepAlive, apps: [{ algorithm: "ES256", dpop }], users, now }), clock };
}

/** Two connections for each org, which both callers may use. */
function writeSettings(orgs: readonly StartedOrg[], keys: Record<CallerName, string>): Record<string, string> {
  const connections = orgs.flatMap(({ name, served: { url, sandbox } }) => {
    const [app] = sandbox.apps;
    const scopes = [...CALLERS.first, ...CALLERS.other];
    const declared = { orgUrl: url, clientId: app?.clientId, keyId: app?.keyId, scopes };
    return [name, `${name}-kv`].map((each) => ({ name: each, declared, privateKey: app?.privateKey ?? "" }));
  });
  const names = connections.map(({ name }) => name);
  return {
    OKTA_CONNECTIONS: JSON.stringify(Object.fromEntries(connections.map(({ name, declared }) => [name, declared]))),
    ...Object.fromEntries(
      connections.map(({ name, privateKey }) => [
        `OKTA_PRIVATE_KEY__${name.toUpperCase().replaceAll("-", "_")}`,
        privateKey,
      ]),
    ),
    CALLERS: JSON.stringify([declareCaller("first", keys.first, names), declareCaller("other", keys.other, names)]),
  };
}

function declareCaller(name: CallerName, key: string, connections: readonly string[]) {
  const keyHash = `sha256:${createHash("sha256").update(key).digest("hex")}`;
  return { name, keyHash, scopes: CALLERS[name], connections };
}
