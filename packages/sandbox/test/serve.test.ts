import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { get, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { SignJWT } from "jose";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { nameFlag, readSandboxFlags, SANDBOX_FLAGS } from "../src/flags.ts";
import { type ServedSandbox, serve } from "../src/serve.ts";
import { getToken, makeApiProof } from "./support/client.ts";
import { importKey } from "./support/jwt.ts";
import { appOf, START, type TestOrg } from "./support/org.ts";

const run = promisify(execFile);
const PACKAGE = fileURLToPath(new URL("..", import.meta.url));
const BIN = join(PACKAGE, "dist/bin.js");

/** Asks by node:http, which keeps each header line. */
async function askRaw(url: string, headers: Record<string, string> = {}) {
  const request = get(url, { headers });
  const [response] = (await once(request, "response")) as [IncomingMessage];
  let text = "";
  for await (const chunk of response) text += chunk;
  const lines = response.rawHeaders.flatMap((name, place, all) =>
    place % 2 === 0 ? [[name.toLowerCase(), all[place + 1] ?? ""] as const] : [],
  );
  return { status: response.statusCode, text, lines };
}

describe("serve", () => {
  let served: ServedSandbox;
  let org: TestOrg;

  beforeEach(async () => {
    const clock = { now: START };
    served = await serve({ port: 0, apps: [{ algorithm: "ES256" }], now: () => clock.now });
    org = { sandbox: served.sandbox, clock, app: appOf(served.sandbox, 0) };
  });
  afterEach(() => served.close());

  async function listUsers(query = "") {
    const token = await getToken(org);
    const authorization = `DPoP ${token}`;
    const dpop = await makeApiProof(org, token);
    return askRaw(`${served.url}/api/v1/users${query}`, { authorization, dpop });
  }

  it("listens on loopback alone, and says where", () => {
    expect(served.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(served.sandbox.orgUrl).toBe(served.url);
  });

  it("sends two link header lines", async () => {
    const { status, lines } = await listUsers("?limit=2");
    const links = lines.filter(([name]) => name === "link").map(([, value]) => value);
    expect(status).toBe(200);
    expect(links).toEqual([
      `<${served.url}/api/v1/users?limit=2>; rel="self"`,
      expect.stringMatching(/^<http:\/\/127\.0\.0\.1:\d+\/api\/v1\/users\?after=\w+&limit=2>; rel="next"$/),
    ]);
  });

  it("sends one date, the org's", async () => {
    const { lines } = await listUsers();
    const dates = lines.filter(([name]) => name === "date").map(([, value]) => value);
    expect(dates).toEqual([new Date(START * 1000).toUTCString()]);
  });

  it("keeps connections, unless asked to close each", async () => {
    const closing = await serve({ port: 0, keepAlive: false, apps: [{ algorithm: "ES256" }], users: 1 });
    const connectionOf = async (url: string) =>
      (await askRaw(`${url}/api/v1/users`, { connection: "keep-alive" })).lines.find(([name]) => name === "connection");
    expect(await connectionOf(served.url)).toEqual(["connection", "keep-alive"]);
    expect(await connectionOf(closing.url)).toEqual(["connection", "close"]);
    await closing.close();
  });

  it("reports what the org was asked, and forgets it when asked to", async () => {
    await listUsers("?limit=2");
    const control = `${served.url}/_sandbox/requests`;
    const reported = JSON.parse((await askRaw(control)).text);
    expect(reported.counts).toEqual({ token: 1, api: 1, other: 0 });
    expect(reported.requests).toEqual([
      expect.objectContaining({ kind: "token", method: "POST", path: "/oauth2/v1/token", status: 200 }),
      expect.objectContaining({ kind: "api", method: "GET", path: "/api/v1/users?limit=2", status: 200 }),
    ]);
    expect(JSON.stringify(reported)).not.toContain("client_assertion");
    expect((await fetch(control, { method: "DELETE" })).status).toBe(204);
    const { counts, requests } = JSON.parse((await askRaw(control)).text);
    expect({ counts, requests }).toEqual({ counts: { token: 0, api: 0, other: 0 }, requests: [] });
  });

  it("describes the org and its apps at /_sandbox, without private keys", async () => {
    const { text } = await askRaw(`${served.url}/_sandbox`);
    const [app] = served.sandbox.apps;
    expect(JSON.parse(text)).toMatchObject({
      orgUrl: served.url,
      apps: [{ clientId: app?.clientId, active: true, keyIds: [app?.keyId] }],
      users: served.sandbox.store.users.size,
    });
    expect(text).not.toContain("PRIVATE");
    expect(text).not.toContain('"d"');
  });

  it("names a port that is taken", async () => {
    const port = Number(new URL(served.url).port);
    await expect(serve({ port })).rejects.toThrow(`Port ${port} is taken.`);
  });

  it("closes", async () => {
    const other = await serve({ port: 0, apps: [{ algorithm: "ES256" }] });
    await other.close();
    await expect(fetch(other.url)).rejects.toThrow();
  });
});

it("reads --roles none, --status and --keys", () => {
  const [app] = readSandboxFlags({ roles: "none", status: "inactive", keys: "2" }).apps ?? [];
  expect(app).toMatchObject({ roles: [], active: false, keys: 2, dpop: true, scopes: undefined });
});

describe("okta-sandbox", () => {
  let folder: string;
  let child: ChildProcess | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "okta-sandbox-"));
    await run(join(PACKAGE, "node_modules/.bin/tsc"), ["-p", "tsconfig.build.json"], { cwd: PACKAGE });
  }, 30_000);
  afterEach(async () => {
    if (child && child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
    child = undefined;
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** Starts it, and waits until it has said all that it says. */
  async function start(...options: string[]) {
    const started = spawn(process.execPath, [BIN, "--port", "0", ...options], { stdio: ["ignore", "pipe", "inherit"] });
    child = started;
    let output = "";
    for await (const chunk of started.stdout.iterator({ destroyOnReturn: false })) {
      output += chunk;
      if (/^private key .*\n/m.test(output)) break;
    }
    return { started, output, url: /^org URL +(\S+)$/m.exec(output)?.[1] ?? "" };
  }

  it("--help: every option", async () => {
    const { stdout } = await run(process.execPath, [BIN, "--help"]);
    const options = [...Object.keys(SANDBOX_FLAGS).map(nameFlag), "--key-file", "--help"];
    for (const option of options) expect(stdout).toMatch(new RegExp(`^  ${option}( |$)`, "m"));
  });

  it.each([
    ["--port", "many"],
    ["--port", "65536"],
    ["--port", "1.5"],
    ["--keys", "0"],
    ["--clock-offset", "soon"],
    ["--dpop", "maybe"],
    ["--status", "gone"],
    ["--scopes", "okta.user.read"],
    ["--roles", "SUPERADMIN"],
    ["--nonsense"],
  ])("%s %s: refused in a line", async (...options) => {
    const failed = await run(process.execPath, [BIN, ...options]).catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: 1, stderr: expect.stringMatching(/^okta-sandbox: .+\n$/) });
  });

  it("a port that is taken: refused in a line", async () => {
    const { url } = await start();
    const { port } = new URL(url);
    const failed = await run(process.execPath, [BIN, "--port", port]).catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: 1, stderr: expect.stringContaining(`Port ${port} is taken.`) });
  });

  it("serves until SIGTERM, and ends well", async () => {
    const { started, url, output } = await start();
    expect(output).toMatch(/^client ID +0oa\w{17}$/m);
    expect(output).not.toContain("PRIVATE KEY");
    expect((await askRaw(`${url}/api/v1/users`)).status).toBe(403);
    started.kill("SIGTERM");
    const [code, signal] = await once(started, "exit");
    expect({ code, signal }).toEqual({ code: 0, signal: null });
    await expect(fetch(url)).rejects.toThrow();
  });

  it("serves the app that the flags describe", async () => {
    const file = join(folder, "app.pem");
    const { url, output } = await start(
      ...["--key-file", file, "--algorithm", "ES256", "--dpop", "off", "--clock-offset=-7200", "--users", "3"],
      ...["--scopes", "okta.users.read,okta.groups.read", "--roles", "HELP_DESK_ADMIN READ_ONLY_ADMIN"],
    );
    const clientId = /^client ID +(\S+)$/m.exec(output)?.[1] ?? "";
    const privateKey = await importKey(await readFile(file, "utf8"), "ES256");
    const { headers } = await fetch(url);
    const now = Date.parse(headers.get("date") ?? "") / 1000;
    expect(Math.abs(Date.now() / 1000 - 7200 - now)).toBeLessThan(60);
    const assertion = await new SignJWT()
      .setProtectedHeader({ alg: "ES256" })
      .setIssuer(clientId)
      .setSubject(clientId)
      .setAudience(`${url}/oauth2/v1/token`)
      .setJti("once")
      .setIssuedAt(now)
      .setExpirationTime(now + 300)
      .sign(privateKey);
    const response = await fetch(`${url}/oauth2/v1/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        scope: "okta.users.read okta.apps.read",
        client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        client_assertion: assertion,
      }),
    });
    const { token_type, scope, access_token } = (await response.json()) as Record<string, string>;
    expect({ token_type, scope }).toEqual({ token_type: "Bearer", scope: "okta.users.read" });
    const users = await fetch(`${url}/api/v1/users`, { headers: { authorization: `Bearer ${access_token}` } });
    expect(await users.json()).toHaveLength(3);
  });

  it("writes the key for its owner alone", async () => {
    const file = join(folder, "key.pem");
    await start("--key-file", file);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await expect(importKey(await readFile(file, "utf8"), "RS256")).resolves.toBeDefined();
  });
});
