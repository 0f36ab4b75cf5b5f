import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ServedSandbox, serve } from "@okta-edge/sandbox/serve";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "../../apps/worker/local/worker-process.ts";
import { fillInExample, valuesOf, writeSettings } from "./support/own-org.ts";
import { curlCommandsIn, runCurl, urlsIn } from "./support/printed.ts";
import { type Program, STARTED, start } from "./support/program.ts";

/** A second sandbox, which acts as a real org. */
let org: ServedSandbox;
let folder: string;
let settings: string;
let started: Program | undefined;
let port: number;

beforeAll(async () => {
  org = await serve({ port: 0, apps: [{ roles: ["READ_ONLY_ADMIN"] }] });
  folder = await mkdtemp(join(tmpdir(), "okta-edge-own-"));
  settings = join(folder, "settings");
});

afterEach(async () => {
  await started?.interrupt();
  started = undefined;
});

afterAll(async () => {
  await org?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Runs `npm start` with the settings file until it has printed everything. */
async function startOwn(): Promise<Program> {
  port = await freePort();
  started = start({ PORT: String(port) }, ["--settings", settings, "--state", join(folder, "state")]);
  await started.until(STARTED);
  return started;
}

/** Returns the marks of the steps, by the name of the step. */
function marksIn(output: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...output.matchAll(/^ ([✔✖!·]) (\S+(?: \S+)*?) {2,}|^ ([✔✖!·]) (GET \S+) /gm)].map(
      ([, mark = "", name = "", otherMark = "", otherName = ""]) => [name || otherName, mark || otherMark],
    ),
  );
}

const isAlive = async () => (await fetch(`http://127.0.0.1:${port}/health`)).ok;

describe("npm start with an own org", () => {
  it("checks every step and prints users after the example's four values are filled in", async () => {
    await writeFile(settings, await fillInExample(valuesOf(org.sandbox)));
    const { output } = await startOwn();
    expect(output()).toMatch(/ACTIVE +ada\.lovelace@example\.com +Ada Lovelace +Engineering/);
    expect(marksIn(output())).toEqual({
      Worker: "✔",
      options: "✔",
      key: "✔",
      org: "✔",
      clock: "✔",
      exchange: "✔",
      dpop: "✔",
      scopes: "✔",
      role: "✔",
      budget: "✔",
      "GET /api/v1/users": "✔",
    });
    expect(output()).not.toContain("PRIVATE KEY");
    const urls = urlsIn(output());
    expect(urls).toContain(`http://127.0.0.1:${port}/docs`);
    for (const url of urls) expect((await fetch(url)).status, url).toBe(200);
    const commands = curlCommandsIn(output());
    expect(commands).toHaveLength(2);
    for (const command of commands) expect((await runCurl(command)).status, command).toBe(200);
  });

  it("reports a wrong key ID although a token is in KV, keeps running, and checks again when it is corrected", async () => {
    const values = valuesOf(org.sandbox);
    await writeFile(settings, await fillInExample({ ...values, OKTA_KEY_ID: "not-a-key-of-this-app" }));
    const { output, until } = await startOwn();
    expect(marksIn(output())).toMatchObject({ exchange: "✖", "first call": "·" });
    expect(output()).toMatch(/✖ exchange .*\n.*OKTA_KEY_ID/);
    expect(await isAlive()).toBe(true);
    await writeFile(settings, await fillInExample(values));
    await until(STARTED, 2);
    expect(output()).toMatch(/ACTIVE +ada\.lovelace/);
  });

  it("warns of a line of the example that replaces the value of another", async () => {
    const text = await fillInExample(valuesOf(org.sandbox));
    await writeFile(settings, `${text}\nOKTA_CLIENT_ID="0oa1b2c3d4e5f6g7h8i9"\n`);
    const { output } = await startOwn();
    expect(output()).toMatch(/! settings file +OKTA_CLIENT_ID is set twice; the last one counts\.\n +Remove the lines/);
    expect(marksIn(output())).toMatchObject({ exchange: "✖", "first call": "·" });
  });

  it("reports an app that has been deactivated although a token is in KV", async () => {
    const [app] = org.sandbox.registeredApps;
    if (!app) throw new Error("The sandbox has no app.");
    app.active = false;
    try {
      await writeFile(settings, await fillInExample(valuesOf(org.sandbox)));
      const { output } = await startOwn();
      expect(marksIn(output())).toMatchObject({ exchange: "✖", "first call": "·" });
      expect(output()).toMatch(/✖ exchange .*\n.*active/i);
      expect(await isAlive()).toBe(true);
    } finally {
      app.active = true;
    }
  });

  it.each([
    ["okta.groups.read", "GET /api/v1/groups", "Everyone"],
    ["okta.apps.manage", "GET /api/v1/apps", "SAML_2_0"],
    ["okta.logs.read", "GET /api/v1/logs", "user.session.start"],
    ["okta.orgs.read", "GET /api/v1/org", "ACTIVE"],
  ])("calls an endpoint for %s when there is no scope for users", async (scope, call, words) => {
    await writeSettings(settings, { ...valuesOf(org.sandbox), OKTA_SCOPES: scope });
    const { output } = await startOwn();
    expect(marksIn(output())[call]).toBe("✔");
    expect(output()).toContain(words);
    for (const command of curlCommandsIn(output())) expect((await runCurl(command)).status, command).toBe(200);
  });

  it("says so when no scope allows a list", async () => {
    await writeSettings(settings, { ...valuesOf(org.sandbox), OKTA_SCOPES: "okta.sessions.manage" });
    const { output } = await startOwn();
    expect(output()).toContain("· first call        No list can be read with okta.sessions.manage.");
  });

  it("reports a missing admin role, and why the first call fails", async () => {
    const [app] = org.sandbox.registeredApps;
    if (!app) throw new Error("The sandbox has no app.");
    const { roles } = app;
    app.roles = [];
    try {
      await writeFile(settings, await fillInExample(valuesOf(org.sandbox)));
      const { output } = await startOwn();
      expect(marksIn(output())).toMatchObject({ exchange: "✔", role: "✖", "GET /api/v1/users": "✖" });
      expect(output()).toMatch(/✖ role .*\n.*admin role/i);
      expect(output()).toContain("✖ GET /api/v1/users 403: ");
    } finally {
      app.roles = roles;
    }
  });

  it("reports every problem of the example as it is committed, and keeps running", async () => {
    await writeFile(
      settings,
      await fillInExample({ OKTA_ORG_URL: "", OKTA_CLIENT_ID: "0oa...", OKTA_KEY_ID: "...", OKTA_PRIVATE_KEY: "" }),
    );
    const { output } = await startOwn();
    for (const name of ["OKTA_ORG_URL", "OKTA_PRIVATE_KEY"]) expect(output()).toMatch(new RegExp(`✖ .*${name}`));
    expect(await isAlive()).toBe(true);
  });

  it("adds its own caller whatever CALLERS contains", async () => {
    await writeSettings(settings, { ...valuesOf(org.sandbox), OKTA_SCOPES: "okta.users.read", CALLERS: "ada, grace" });
    const { output } = await startOwn();
    expect(output()).toMatch(/! settings .*CALLERS/);
    expect(marksIn(output())["GET /api/v1/users"]).toBe("✔");
  });

  it("checks every connection", async () => {
    const { OKTA_ORG_URL: orgUrl, OKTA_CLIENT_ID: clientId, OKTA_KEY_ID: keyId } = valuesOf(org.sandbox);
    const eu = { orgUrl, clientId, keyId, scopes: ["okta.groups.read"] };
    await writeSettings(settings, {
      OKTA_CONNECTIONS: JSON.stringify({ eu }),
      OKTA_PRIVATE_KEY__EU: valuesOf(org.sandbox).OKTA_PRIVATE_KEY,
    });
    const { output } = await startOwn();
    expect(marksIn(output())).toMatchObject({ exchange: "✔", role: "✔", "GET /api/v1/groups": "✔" });
    const commands = curlCommandsIn(output());
    expect(commands.join("\n")).toContain("/connections/eu/api/v1/groups");
    for (const command of commands) expect((await runCurl(command)).status, command).toBe(200);
  });

  it("reads a file in PowerShell's UTF-16 with an unquoted key over several lines", async () => {
    const { OKTA_PRIVATE_KEY: key, ...others } = valuesOf(org.sandbox);
    const lines = Object.entries(others).map(([name, value]) => `${name}=${value}`);
    const text = [...lines, "OKTA_SCOPES=okta.users.read", `OKTA_PRIVATE_KEY=${key.trim()}`, ""].join("\n");
    await writeFile(settings, `\uFEFF${text.replaceAll("\n", "\r\n")}`, "utf16le");
    const { output } = await startOwn();
    expect(marksIn(output())["GET /api/v1/users"]).toBe("✔");
  });

  it.each(["an empty file", "a missing file", "a folder"])("reports %s as a problem of the file", async (form) => {
    await rm(settings, { recursive: true, force: true });
    if (form === "an empty file") await writeFile(settings, "");
    if (form === "a folder") await mkdir(settings);
    const { output } = await startOwn();
    expect(output()).toMatch(/✖ settings file .*(contains no settings|does not exist|is a folder)/);
    expect(output()).toMatch(/✖ options .*OKTA_ORG_URL/);
    expect(await isAlive()).toBe(true);
    await rm(settings, { recursive: true, force: true });
  });
});
