import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ServedSandbox, serve } from "@okta-edge/sandbox/serve";
import { afterAll, beforeAll, expect, it } from "vitest";
import { LOCAL_CALLER_KEY, sandboxSettings } from "../local/sandbox-settings.ts";
import { freePort, startWorkerProcess } from "../local/worker-process.ts";

let served: ServedSandbox;
let persistTo: string;

beforeAll(async () => {
  served = await serve({ port: 0 });
  persistTo = await mkdtemp(join(tmpdir(), "okta-edge-kv-"));
});

afterAll(async () => {
  await served.close();
  await rm(persistTo, { recursive: true, force: true });
});

async function callOnce(): Promise<number> {
  const settings = sandboxSettings(served.sandbox);
  const worker = await startWorkerProcess({ port: await freePort(), settings, persistTo });
  try {
    const response = await fetch(`${worker.url}/api/v1/users?limit=1`, {
      headers: { authorization: `Bearer ${LOCAL_CALLER_KEY}` },
    });
    await response.arrayBuffer();
    return response.status;
  } finally {
    await worker.stop();
  }
}

/** Everything below a folder, as one text. */
async function readAll(folder: string): Promise<string> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts = files
    .filter((file) => file.isFile())
    .map((file) => readFile(join(file.parentPath, file.name), "latin1"));
  return (await Promise.all(texts)).join("\n");
}

it("a Worker that is started again takes its token out of KV, where it lies encrypted", async () => {
  expect(await callOnce()).toBe(200);
  const { token } = { token: served.sandbox.requests.count("token") };
  expect(token).toBe(2);
  expect(await callOnce()).toBe(200);
  expect(served.sandbox.requests.count("token")).toBe(token);
  expect(served.sandbox.requests.count("api")).toBe(2);

  const stored = await readAll(persistTo);
  expect(stored).toContain("okta-edge:token:v1:");
  expect(stored).toContain("eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIi");
  expect(stored).not.toContain("accessToken");
  expect(stored).not.toContain(btoa('{"kid"').slice(0, 8));
});
