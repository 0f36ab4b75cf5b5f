import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ServedSandbox, serve } from "@okta-edge/sandbox/serve";
import { afterAll, beforeAll, expect, it } from "vitest";
import { LOCAL_CALLER_KEY, sandboxSettings } from "../local/sandbox-settings.ts";
import { freePort, startWorkerProcess, type WorkerProcess } from "../local/worker-process.ts";

let served: ServedSandbox;
let persistTo: string;
const workers: WorkerProcess[] = [];

beforeAll(async () => {
  served = await serve({ port: 0, apps: [{ keys: 2 }], rateLimits: false });
  persistTo = await mkdtemp(join(tmpdir(), "okta-edge-rotation-"));
});

afterAll(async () => {
  for (const worker of workers) await worker.stop();
  await served.close();
  await rm(persistTo, { recursive: true, force: true });
});

async function start(changes: Record<string, string>): Promise<WorkerProcess> {
  const settings = { ...sandboxSettings(served.sandbox), ...changes };
  const worker = await startWorkerProcess({ port: await freePort(), settings, persistTo });
  workers.push(worker);
  return worker;
}

/** Calls without a pause, several at a time, until it is asked to stop; then says how many calls there were by status. */
function load(urlOf: () => string, concurrency = 8) {
  const statuses = new Map<number, number>();
  let isRunning = true;
  const runners = Array.from({ length: concurrency }, async () => {
    while (isRunning) {
      const headers = { authorization: `Bearer ${LOCAL_CALLER_KEY}` };
      const response = await fetch(`${urlOf()}/api/v1/users?limit=1`, { headers });
      await response.arrayBuffer();
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
    }
  });
  return async () => {
    isRunning = false;
    await Promise.all(runners);
    return Object.fromEntries(statuses);
  };
}

const seconds = (count: number) => new Promise((resolve) => setTimeout(resolve, count * 1000));

// The drill of docs/rotation.md, step by step.
it("the private key is replaced under load, and no call fails", async () => {
  const { sandbox } = served;
  const [old, fresh] = sandbox.apps[0]?.keys ?? [];
  const [app] = sandbox.registeredApps;
  if (!old || !fresh || !app) throw new Error("The app has no two keys.");
  const [oldPublic, freshPublic] = app.keys;
  if (!oldPublic || !freshPublic) throw new Error("The app has no two keys.");
  app.keys = [oldPublic];

  // 1. The new public key is registered beside the old one. 2. The Worker is given both private keys.
  const before = await start({});
  let url = before.url;
  const stop = load(() => url);
  await seconds(0.5);
  app.keys = [oldPublic, freshPublic];
  const during = await start({ OKTA_PRIVATE_KEY_NEXT: fresh.privateKey, OKTA_KEY_ID_NEXT: fresh.keyId });
  url = during.url;
  await seconds(0.5);

  // 3. The old public key is deleted at Okta, and with it every token that it got.
  app.keys = [freshPublic];
  sandbox.accessTokens.revokeAll();
  await seconds(1);
  expect(during.output()).toContain('"key":"next"');

  // 4. The new key takes the old one's place in the settings.
  const after = await start({ OKTA_PRIVATE_KEY: fresh.privateKey, OKTA_KEY_ID: fresh.keyId });
  url = after.url;
  await seconds(0.5);
  const statuses = await stop();
  expect(Object.keys(statuses)).toEqual(["200"]);
  expect(statuses[200]).toBeGreaterThan(50);
  console.log(`rotation drill: ${statuses[200]} calls, 0 failed`);
}, 60_000);
