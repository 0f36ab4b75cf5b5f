import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type ServedSandbox, serve } from "@okta-edge/sandbox/serve";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort, startWorkerProcess, type WorkerProcess } from "../local/worker-process.ts";
import { exchangeBytes, readRaw, writeRaw } from "./support/raw-http.ts";

const EXAMPLE = fileURLToPath(new URL("../.dev.vars.example", import.meta.url));
const KEY = "local-development-key";

let served: ServedSandbox;
let folder: string;
let port: number;
let worker: WorkerProcess;

/** Fills in the four values of the committed example, and changes nothing else. */
async function fillExample({ sandbox }: ServedSandbox): Promise<string> {
  const [app] = sandbox.apps;
  const values: Readonly<Record<string, string>> = {
    OKTA_ORG_URL: sandbox.orgUrl,
    OKTA_CLIENT_ID: app?.clientId ?? "",
    OKTA_KEY_ID: app?.keyId ?? "",
    OKTA_PRIVATE_KEY: (app?.privateKey ?? "").replaceAll("\n", "\\n"),
  };
  let text = await readFile(EXAMPLE, "utf8");
  for (const [name, value] of Object.entries(values)) {
    const line = new RegExp(`^${name}=".*"$`, "m");
    expect(text).toMatch(line);
    text = text.replace(line, () => `${name}="${value}"`);
  }
  return text;
}

beforeAll(async () => {
  // The org has what the example asks for, and a second org's data.
  served = await serve({ port: 0, seed: 2, apps: [{ scopes: ["okta.users.read", "okta.groups.read"] }] });
  folder = await mkdtemp(join(tmpdir(), "okta-edge-example-"));
  const settingsFile = join(folder, ".dev.vars");
  await writeFile(settingsFile, await fillExample(served), { mode: 0o600 });
  port = await freePort();
  worker = await startWorkerProcess({ port, settingsFile, persistTo: join(folder, "state") });
});

afterAll(async () => {
  await worker?.stop();
  await served?.close();
  await rm(folder, { recursive: true, force: true });
});

const ask = async (target: string, headers: readonly (readonly [string, string])[], method = "GET") =>
  readRaw(await exchangeBytes(port, writeRaw(port, { method, target, headers })));

describe("the committed example with its four values filled in", () => {
  it("lists the users of that org", async () => {
    const response = await fetch(`${worker.url}/api/v1/users?limit=3`, { headers: { authorization: `Bearer ${KEY}` } });
    expect(response.status).toBe(200);
    const users = (await response.json()) as { id: string }[];
    expect(users).toHaveLength(3);
    expect(users.every(({ id }) => served.sandbox.store.users.has(id))).toBe(true);
  });

  it("passes every step of the check", async () => {
    const init = { method: "POST", headers: { authorization: `Bearer ${KEY}` } };
    const report = await (await fetch(`${worker.url}/connections/default/check`, init)).json();
    const { ok, steps } = report as { ok: boolean; steps: { step: string; status: string }[] };
    expect(steps.filter(({ status }) => status !== "ok")).toEqual([]);
    expect(ok).toBe(true);
  });

  it("holds no key that works for a Worker that is not in local mode", async () => {
    expect(await readFile(EXAMPLE, "utf8")).not.toMatch(/^CALLERS=/m);
  });
});

describe("over raw HTTP, as a page sends it after DNS rebinding", () => {
  const attempts: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
    ["Host: evil.example", [["Host", "evil.example"]]],
    ["Host: evil.example with the Worker's port", [["Host", "evil.example:8787"]]],
    ["Host: 127.0.0.1.evil.example", [["Host", "127.0.0.1.evil.example"]]],
    ["Host: localhost.evil.example", [["Host", "localhost.evil.example"]]],
    ["Host: 0.0.0.0", [["Host", "0.0.0.0"]]],
    [
      "Host: evil.example, X-Forwarded-Host: 127.0.0.1",
      [
        ["Host", "evil.example"],
        ["X-Forwarded-Host", "127.0.0.1"],
      ],
    ],
    [
      "Host: evil.example, Forwarded: host=localhost",
      [
        ["Host", "evil.example"],
        ["Forwarded", "host=localhost"],
      ],
    ],
  ];

  it.each(attempts)("rejects %s", async (_, headers) => {
    const before = served.sandbox.requests.count();
    for (const target of ["/api/v1/users?limit=1", "/health", "/docs", "/connections/default/check"]) {
      const response = await ask(target, [["Authorization", `Bearer ${KEY}`], ...headers]);
      expect(response.status, target).toBe(403);
      expect(response.bytes).toContain("host_not_allowed");
    }
    expect(served.sandbox.requests.count()).toBe(before);
  });

  it.each(["127.0.0.1", "localhost:1", "127.9.9.9:80", "[::1]:8787"])("accepts Host: %s", async (host) => {
    const response = await ask("/api/v1/users?limit=1", [
      ["Host", host],
      ["Authorization", `Bearer ${KEY}`],
    ]);
    expect(response.status).toBe(200);
  });
});
