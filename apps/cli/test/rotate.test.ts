import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "dotenv";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { emptyFolder, runCli } from "./support/cli.ts";
import { type CloudflareApi, startCloudflareApi } from "./support/cloudflare-api.ts";
import { startDevWorker } from "./support/dev-worker.ts";
import { startOrg, type TestOrg } from "./support/org.ts";
import { createProject } from "./support/project.ts";
import { KEYS, runInTerminal } from "./support/terminal.ts";

let org: TestOrg;
let root: Awaited<ReturnType<typeof emptyFolder>>;
let project: string;
let api: CloudflareApi;
/** The app in Okta: its public keys can be set. */
let app: TestOrg["sandbox"]["registeredApps"][number];
let registered: { readonly old: (typeof app.keys)[number]; readonly fresh: (typeof app.keys)[number] };
let fresh: { readonly keyId: string; readonly privateKey: string };

beforeEach(async () => {
  org = await startOrg({ apps: [{ keys: 2 }] });
  const [registeredApp] = org.sandbox.registeredApps;
  const [oldKey, freshKey] = registeredApp?.keys ?? [];
  const second = org.sandbox.apps[0]?.keys[1];
  if (!registeredApp || !oldKey || !freshKey || !second) throw new Error("The app has no two keys.");
  app = registeredApp;
  registered = { old: oldKey, fresh: freshKey };
  fresh = second;
  app.keys = [registered.old];
  root = await emptyFolder();
  project = join(root.path, "gw");
  await createProject(project, org.settings);
  await writeFile(join(root.path, "fresh.pem"), fresh.privateKey);
  api = await startCloudflareApi();
});
afterEach(async () => {
  await api.close();
  await org.close();
  await root.remove();
});

const env = (more: Record<string, string> = {}) => ({ ...api.env, HOME: root.path, ...more });
const newKey = () => ["--key-file", "../fresh.pem", "--key-id", fresh.keyId];
const rotate = (args: string[] = [], more = {}) =>
  runCli(["rotate", ...args, "--json"], { cwd: project, env: env(more) });
const devVars = async () => parse(await readFile(join(project, ".dev.vars"), "utf8"));
const trimmed = (key: string | undefined) => key?.trim();

describe("rotate without a terminal", () => {
  it("stops where Okta needs a hand, and goes on when it is run again", async () => {
    const before = await devVars();
    const first = await rotate(newKey());
    expect(first.code, first.stderr).toBe(1);
    const { done, waitingFor, publicJwk } = JSON.parse(first.stdout);
    expect(done).toEqual([]);
    expect(waitingFor).toContain(
      `Add the public key to the app in Okta (General › Public Keys › Add key), with the KID ${fresh.keyId}`,
    );
    expect(publicJwk).toMatchObject({ kty: "RSA", kid: fresh.keyId });
    expect(first.stdout + first.stderr).not.toContain("PRIVATE KEY");
    expect(await devVars()).toEqual({
      ...before,
      OKTA_PRIVATE_KEY_NEXT: trimmed(fresh.privateKey),
      OKTA_KEY_ID_NEXT: fresh.keyId,
    });
    expect(api.secrets.get("gw")).toBeUndefined();

    app.keys = [registered.old, registered.fresh];
    const second = await rotate();
    expect(second.code, second.stderr).toBe(1);
    expect(JSON.parse(second.stdout)).toMatchObject({
      done: ["add", "give"],
      waitingFor: expect.stringContaining(`Set the old key ${org.keyId} Inactive in Okta`),
    });
    expect(Object.fromEntries(api.secrets.get("gw") ?? [])).toEqual({
      OKTA_PRIVATE_KEY_NEXT: trimmed(fresh.privateKey),
      OKTA_KEY_ID_NEXT: fresh.keyId,
    });

    app.keys = [registered.fresh];
    const third = await rotate();
    expect(third.code, third.stderr).toBe(0);
    expect(JSON.parse(third.stdout)).toMatchObject({
      done: ["add", "give", "retire", "promote"],
      waitingFor: null,
      oldKeyId: org.keyId,
    });
    expect(Object.fromEntries(api.secrets.get("gw") ?? [])).toEqual({
      OKTA_PRIVATE_KEY: trimmed(fresh.privateKey),
      OKTA_KEY_ID: fresh.keyId,
    });
    expect(await devVars()).toEqual({
      ...before,
      OKTA_PRIVATE_KEY: trimmed(fresh.privateKey),
      OKTA_KEY_ID: fresh.keyId,
    });
    expect((await runCli(["doctor"], { cwd: project })).code).toBe(0);
    expect(api.unknown).toEqual([]);
  });

  it("makes a new key, whose public half Okta needs", async () => {
    const { code, stdout } = await rotate(["--local", "--algorithm", "ES256"]);
    expect(code).toBe(1);
    const { publicJwk, newKeyId } = JSON.parse(stdout);
    expect(publicJwk).toMatchObject({ kty: "EC", kid: newKeyId });
    expect((await devVars()).OKTA_KEY_ID_NEXT).toBe(newKeyId);
  });

  it("checks that the Worker uses the new key", async () => {
    app.keys = [registered.fresh];
    const promoted = join(root.path, "promoted");
    await mkdir(promoted);
    const callerKey = await createProject(promoted, {
      ...org.settings,
      OKTA_PRIVATE_KEY: fresh.privateKey,
      OKTA_KEY_ID: fresh.keyId,
    });
    const worker = await startDevWorker(promoted);
    try {
      const { code, stdout, stderr } = await rotate([...newKey(), "--url", worker.url], { OKTA_EDGE_KEY: callerKey });
      expect(code, stderr).toBe(0);
      expect(JSON.parse(stdout).done).toEqual(["add", "give", "retire", "promote"]);
    } finally {
      await worker.stop();
    }
  });

  it.each([
    [(text: string) => text.replace(/^OKTA_KEY_ID=.*$/m, ""), [], "OKTA_KEY_ID is missing in .dev.vars."],
    [(text: string) => text, ["--key-file", "../old.pem"], "--key-file holds the key that is in use."],
    [
      (text: string) => text.replace(/127\.0\.0\.1:\d+/, "127.0.0.1:1"),
      ["--algorithm", "ES256"],
      "no response received",
    ],
  ])("does not start with settings that do not work (%#)", async (change, args, message) => {
    await writeFile(join(root.path, "old.pem"), org.privateKey);
    const file = join(project, ".dev.vars");
    await writeFile(file, change(await readFile(file, "utf8")));
    const { code, stderr } = await rotate(["--local", ...args]);
    expect(code).toBeGreaterThan(0);
    expect(stderr).toContain(message);
    expect((await devVars()).OKTA_PRIVATE_KEY).toBe(trimmed(org.privateKey));
  });

  it("needs a project", async () => {
    const { code, stderr } = await runCli(["rotate"], { cwd: root.path });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: "✖ There is no .dev.vars in this folder.\n  Run the command in the Worker's project.\n",
    });
  });
});

describe("rotate in a terminal", () => {
  it("waits for each change in Okta, and verifies it", async () => {
    const terminal = runInTerminal(["rotate", "--local", ...newKey()], { cwd: project, env: env() });
    await terminal.until("Add the public key to the app in Okta");
    terminal.type(KEYS.enter);
    await terminal.until("✖ Not yet.");
    app.keys = [registered.old, registered.fresh];
    await terminal.until("Add the public key to the app in Okta");
    terminal.type(KEYS.enter);
    await terminal.until(`Set the old key ${org.keyId} Inactive in Okta`);
    app.keys = [registered.fresh];
    terminal.type(KEYS.enter);
    await terminal.until("✔ The new key has taken the old one's place");
    await terminal.until(`Delete the old key ${org.keyId} in Okta`);
    expect(await terminal.ended).toBe(0);
    expect(await devVars()).toMatchObject({ OKTA_KEY_ID: fresh.keyId });
    expect(terminal.text()).not.toContain("PRIVATE KEY");
  });

  it("keeps the new key when it is interrupted, and goes on with it", async () => {
    const terminal = runInTerminal(["rotate", "--local"], { cwd: project, env: env() });
    await terminal.until("Add the public key to the app in Okta");
    terminal.type(KEYS.ctrlC);
    expect(await terminal.ended).toBe(130);
    const { OKTA_PRIVATE_KEY, OKTA_PRIVATE_KEY_NEXT, OKTA_KEY_ID_NEXT } = await devVars();
    expect(OKTA_PRIVATE_KEY).toBe(trimmed(org.privateKey));
    expect(OKTA_PRIVATE_KEY_NEXT).toContain("PRIVATE KEY");
    expect(JSON.parse((await rotate(["--local"])).stdout).newKeyId).toBe(OKTA_KEY_ID_NEXT);
  });

  it("stops when the wrong key was set Inactive", async () => {
    app.keys = [registered.old, registered.fresh];
    const terminal = runInTerminal(["rotate", "--local", ...newKey()], { cwd: project, env: env() });
    await terminal.until(`Set the old key ${org.keyId} Inactive in Okta`);
    app.keys = [];
    terminal.type(KEYS.enter);
    await terminal.until("Okta rejects both keys.");
    expect(await terminal.ended).toBe(1);
    expect(await devVars()).toMatchObject({ OKTA_KEY_ID: org.keyId, OKTA_KEY_ID_NEXT: fresh.keyId });
  });
});
