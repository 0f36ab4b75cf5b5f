import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { signCallerEntry } from "@okta-edge/worker/settings";
import { afterAll, beforeAll, expect, it } from "vitest";
import { hashCallerKey, newCallerKey } from "../src/callers/caller-key.ts";
import { emptyFolder, runCli } from "./support/cli.ts";
import { type CloudflareApi, startCloudflareApi } from "./support/cloudflare-api.ts";
import { startDevWorker } from "./support/dev-worker.ts";
import { startOrg, type TestOrg } from "./support/org.ts";
import { createProject } from "./support/project.ts";

const SIGNING_KEY = "c".repeat(43);
const NEXT_KEY = "d".repeat(43);
const ONE = { CALLERS_SIGNING_KEY: SIGNING_KEY };
const BOTH = { ...ONE, CALLERS_SIGNING_KEY_NEXT: NEXT_KEY };

let org: TestOrg;
let api: CloudflareApi;
let root: Awaited<ReturnType<typeof emptyFolder>>;
let project: string;

beforeAll(async () => {
  org = await startOrg();
  api = await startCloudflareApi();
  root = await emptyFolder();
  project = join(root.path, "gw");
  await createProject(project, org.settings);
});
afterAll(async () => {
  await api.close();
  await org.close();
  await root.remove();
});

async function run(args: readonly string[], env: Record<string, string> = ONE) {
  const { code, stdout, stderr } = await runCli(["caller", ...args, "--json"], {
    cwd: project,
    env: { HOME: root.path, ...api.env, ...env },
  });
  return { code, stderr, data: stdout && JSON.parse(stdout) };
}

const shortHash = (key: string) => hashCallerKey(key).slice(0, 15);

it("says what is missing: the binding, then the signing key", async () => {
  expect((await run(["list", "--kv"])).stderr).toContain("wrangler.jsonc has no KV namespace CALLERS_KV.");
  const file = join(project, "wrangler.jsonc");
  const config = await readFile(file, "utf8");
  const binding = '{ "binding": "CALLERS_KV", "id": "callers" }';
  await writeFile(file, config.replace('[{ "binding": "TOKEN_CACHE" }]', `[{ "binding": "TOKEN_CACHE" }, ${binding}]`));
  expect((await run(["list", "--kv"], {})).stderr).toContain("CALLERS_SIGNING_KEY is missing.");
});

it("adds, rotates, signs, lists and removes callers in KV at Cloudflare", async () => {
  const added = await run(["add", "moveworks", "--kv", "--scopes", "okta.users.read"]);
  expect(added.data).toMatchObject({ name: "moveworks", key: expect.stringMatching(/^oek_/) });
  const again = await run(["add", "moveworks", "--kv", "--scopes", "okta.users.read"]);
  expect(again.stderr).toContain("There is a caller moveworks in CALLERS_KV already.");
  expect(JSON.stringify([...api.kv])).not.toContain(added.data.key);

  // Someone who can write to KV adds a caller, and puts another caller's key under a name that an operator will rotate.
  const intruder = newCallerKey();
  const forged = await signCallerEntry({
    caller: { name: "intruder", scopes: ["okta.users.manage"] },
    keyHash: hashCallerKey(intruder),
    signingKey: "x".repeat(43),
    expiresAt: Date.now() + 3_600_000,
  });
  api.kv.set(forged.name, { value: forged.value, metadata: { caller: "intruder" } });
  const admin = await run(["add", "admin", "--kv", "--scopes", "okta.users.manage"]);
  for (const [name, entry] of api.kv)
    if (name.endsWith(hashCallerKey(admin.data.key).slice(7))) entry.metadata = { caller: "moveworks" };

  const rotated = await run(["rotate", "moveworks", "--kv", "--grace", "1h"], BOTH);
  expect(rotated.data).toMatchObject({ name: "moveworks", oldKeyUntil: expect.any(String) });
  const signed = await run(["sign"], BOTH);
  expect(signed.data).toEqual({ signed: 3, rejected: [{ hash: shortHash(intruder), reason: "invalid_signature" }] });

  const { data } = await run(["list", "--kv"], { CALLERS_SIGNING_KEY: NEXT_KEY });
  const entry = (name: string, key: string, scope: string) =>
    expect.objectContaining({ name, hash: shortHash(key), scopes: [scope], connections: ["default"] });
  expect(data).toHaveLength(4);
  expect(data).toContainEqual({ hash: shortHash(intruder), rejected: "invalid_signature" });
  expect(data).toContainEqual(entry("admin", admin.data.key, "okta.users.manage"));
  expect(data).toContainEqual(entry("moveworks", rotated.data.key, "okta.users.read"));
  const old = data.find(({ hash }: { hash: string }) => hash === shortHash(added.data.key));
  expect(Date.parse(old.until)).toBeLessThan(Date.now() + 3_600_000);

  expect((await run(["remove", "moveworks", "--kv", "--yes"], BOTH)).data).toEqual({ name: "moveworks", keys: 2 });
  expect((await run(["remove", "moveworks", "--kv", "--yes"], BOTH)).stderr).toContain(
    "no caller moveworks in CALLERS_KV",
  );
  expect(api.unknown).toEqual([]);
});

it("writes callers by wrangler too, and the Worker knows them", { timeout: 180_000 }, async () => {
  const [ada, agent] = [newCallerKey(), newCallerKey()];
  await writeFile(
    join(project, "many.json"),
    JSON.stringify([
      { name: "ada-2", keyHash: hashCallerKey(ada), scopes: ["okta.users.read"] },
      {
        name: "agent",
        keys: [{ keyHash: hashCallerKey(agent) }],
        scopes: ["okta.groups.read"],
        connections: ["default"],
      },
    ]),
  );
  expect((await run(["import", "many.json", "--local"])).data).toEqual({ callers: 2, keys: 2 });
  const settings = join(project, ".dev.vars");
  await writeFile(settings, `${await readFile(settings, "utf8")}CALLERS_SIGNING_KEY=${SIGNING_KEY}\n`);
  const { data } = await run(["list", "--kv", "--local"], {});
  expect(data.map(({ name }: { name: string }) => name).sort()).toEqual(["ada-2", "agent"]);
  const worker = await startDevWorker(project);
  try {
    const call = async (key: string, path: string) =>
      (await fetch(`${worker.url}${path}`, { headers: { authorization: `Bearer ${key}` } })).status;
    expect(await call(ada, "/api/v1/users?limit=1")).toBe(200);
    expect(await call(agent, "/api/v1/groups?limit=1")).toBe(200);
    expect(await call(newCallerKey(), "/api/v1/groups?limit=1")).toBe(401);
  } finally {
    await worker.stop();
  }
});
