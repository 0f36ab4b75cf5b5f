import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Sandbox } from "@okta-edge/sandbox";
import { type ServedSandbox, serve } from "@okta-edge/sandbox/serve";
import { freePort, startWorkerProcess } from "../../local/worker-process.ts";

const SCOPES = ["okta.users.read", "okta.groups.manage"];

/** An org that is about to misbehave, and the Worker before it. */
export interface FaultOrg {
  readonly sandbox: Sandbox;
  /** Seconds by which the org's clock is ahead of this machine's. */
  readonly clock: { ahead: number };
  /** Calls the org through the Worker. */
  call(path: string, init?: RequestInit): Promise<Response>;
  /** The same through a connection that shares nothing with the first but what lies in KV. */
  callByKv(path: string, init?: RequestInit): Promise<Response>;
}

/** A Worker in workerd with real KV, before an org for each case: none disturbs another. */
export interface FaultLab {
  org(name: string): FaultOrg;
  close(): Promise<void>;
}

/** Starts an org for each name, and the Worker. Names are of letters, digits and hyphens. */
export async function startFaultLab(
  names: readonly string[],
  settings: Record<string, string> = {},
): Promise<FaultLab> {
  const key = randomBytes(32).toString("base64url");
  const started = await Promise.all(names.map(async (name) => [name, await serveOrg()] as const));
  const connections = started.flatMap(([name, org]) => [name, `${name}-kv`].map((each) => [each, org] as const));
  const persistTo = await mkdtemp(join(tmpdir(), "okta-edge-faults-"));
  const worker = await startWorkerProcess({
    port: await freePort(),
    persistTo,
    settings: {
      ...settings,
      OKTA_CONNECTIONS: JSON.stringify(Object.fromEntries(connections.map(([name, org]) => [name, describe(org)]))),
      ...Object.fromEntries(
        connections.map(([name, { served }]) => [
          `OKTA_PRIVATE_KEY__${name.toUpperCase().replaceAll("-", "_")}`,
          served.sandbox.apps[0]?.privateKey ?? "",
        ]),
      ),
      CALLERS: JSON.stringify([
        {
          name: "lab",
          keyHash: `sha256:${createHash("sha256").update(key).digest("hex")}`,
          scopes: SCOPES,
          connections: connections.map(([name]) => name),
        },
      ]),
    },
  });
  const callBy =
    (connection: string) =>
    (path: string, init: RequestInit = {}) => {
      const headers = new Headers(init.headers);
      headers.set("authorization", `Bearer ${key}`);
      return fetch(`${worker.url}/connections/${connection}${path}`, { ...init, headers });
    };
  const orgs = new Map<string, FaultOrg>(
    started.map(([name, { served, clock }]) => [
      name,
      { sandbox: served.sandbox, clock, call: callBy(name), callByKv: callBy(`${name}-kv`) },
    ]),
  );
  return {
    org(name) {
      const org = orgs.get(name);
      if (!org) throw new Error(`There is no org ${name}.`);
      return org;
    },
    async close() {
      await worker.stop();
      await Promise.all(started.map(([, { served }]) => served.close()));
      await rm(persistTo, { recursive: true, force: true });
    },
  };
}

interface StartedOrg {
  readonly served: ServedSandbox;
  readonly clock: { ahead: number };
}

async function serveOrg(): Promise<StartedOrg> {
  const clock = { ahead: 0 };
  const now = () => Date.now() / 1000 + clock.ahead;
  return { served: await serve({ port: 0, apps: [{ algorithm: "ES256" }], users: 3, now }), clock };
}

function describe({ served: { url, sandbox } }: StartedOrg): Record<string, unknown> {
  const [app] = sandbox.apps;
  return { orgUrl: url, clientId: app?.clientId, keyId: app?.keyId, scopes: SCOPES };
}
