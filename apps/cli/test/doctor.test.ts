import { writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { formatDevVars } from "../src/project/dev-vars.ts";
import { emptyFolder, runCli } from "./support/cli.ts";
import { startOrg, type TestOrg } from "./support/org.ts";
import { KEYS, runInTerminal } from "./support/terminal.ts";

let org: TestOrg;
let folder: Awaited<ReturnType<typeof emptyFolder>>;
beforeAll(async () => {
  org = await startOrg();
});
afterAll(() => org.close());
beforeEach(async () => {
  folder = await emptyFolder();
});
afterEach(() => folder.remove());

const CALLERS = JSON.stringify([{ name: "ada", keyHash: `sha256:${"ab".repeat(32)}`, scopes: ["okta.users.read"] }]);
const write = (name: string, text: string) => writeFile(join(folder.path, name), text);
const doctor = (args: string[] = [], env = {}) => runCli(["doctor", ...args], { cwd: folder.path, env });

describe("doctor in a folder", () => {
  it("prints each step, and exits with 0 when all work", async () => {
    await write(".dev.vars", formatDevVars({ ...org.settings, CALLERS }));
    const { code, stdout, stderr } = await doctor();
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^Checked \.dev\.vars\n\nconnection default\n/);
    for (const step of ["options", "key", "org", "exchange", "dpop", "scopes", "role"]) {
      expect(stdout).toMatch(new RegExp(`^✔ ${step} `, "m"));
    }
    expect(stdout).not.toContain("PRIVATE KEY");
  });

  it("names the setting and the fix for the step that fails, and exits with 1", async () => {
    await write(".dev.vars", formatDevVars({ ...org.settings, OKTA_KEY_ID: "other", CALLERS }));
    const { code, stdout } = await doctor();
    expect(code).toBe(1);
    expect(stdout).toMatch(/^✖ exchange .*kid is invalid.*\n +.*OKTA_KEY_ID/m);
    expect(stdout).toMatch(/^· role /m);
  });

  it("warns of a setting that .dev.vars sets twice", async () => {
    const example = 'OKTA_CLIENT_ID="0oaexample"\n# OKTA_ORG_URL="https://example.okta.com"\n';
    await write(".dev.vars", example + formatDevVars({ ...org.settings, CALLERS }));
    const { code, stdout } = await doctor();
    expect(stdout).toMatch(/^! settings +OKTA_CLIENT_ID is set twice; the last one counts\.\n +Remove the lines/m);
    expect(stdout).not.toContain("OKTA_ORG_URL is set");
    expect(code).toBe(0);
  });

  it("warns of a missing CALLERS, which the connection does not need", async () => {
    await write(".dev.vars", formatDevVars(org.settings));
    const { code, stdout } = await doctor();
    expect(code).toBe(0);
    expect(stdout).toMatch(/^! settings +CALLERS is missing\.\n +Add a caller with `okta-edge caller add NAME`\.$/m);
    expect(stdout).toMatch(/^✔ role /m);
    expect(stdout).not.toContain("wrangler");
    const json = JSON.parse((await doctor(["--json"])).stdout);
    expect(json).toMatchObject({ ok: true, problems: [{ setting: "CALLERS", status: "warning" }] });
  });

  it("reports a private key that cannot be read once", async () => {
    await write(".dev.vars", formatDevVars({ ...org.settings, OKTA_PRIVATE_KEY: "key.pem", CALLERS }));
    const { code, stdout } = await doctor();
    expect(code).toBe(1);
    expect(stdout.match(/is a file path/g)).toHaveLength(1);
  });

  it("lists every setting that is missing or wrong", async () => {
    const { OKTA_CLIENT_ID: _, ...rest } = org.settings;
    await write(".dev.vars", formatDevVars(rest));
    const { code, stdout } = await doctor(["--json"]);
    expect(code).toBe(1);
    const { ok, problems } = JSON.parse(stdout);
    expect(ok).toBe(false);
    expect(problems.map(({ setting }: { setting: string }) => setting)).toEqual(
      expect.arrayContaining(["CALLERS", "OKTA_CLIENT_ID"]),
    );
  });

  it.each([
    ["wrangler.jsonc", (vars: object) => `// settings\n${JSON.stringify({ name: "gw", vars })}`],
    [
      "wrangler.toml",
      (vars: object) =>
        `name = "gw"\n[vars]\n${Object.entries(vars)
          .map(([name, value]) => `${name} = ${JSON.stringify(value)}`)
          .join("\n")}`,
    ],
  ])("reads vars of %s, callers.json and the environment", async (file, format) => {
    const { OKTA_PRIVATE_KEY = "", ...vars } = org.settings;
    await write(file, format(vars));
    await write("callers.json", CALLERS);
    const { code, stdout } = await doctor(["--json"], { OKTA_PRIVATE_KEY });
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, checked: [file, "callers.json", "$OKTA_PRIVATE_KEY"] });
    expect(code).toBe(0);
  });

  it("reads the environment that --env names, and .dev.vars of that name", async () => {
    await write(
      "wrangler.jsonc",
      JSON.stringify({ vars: { OKTA_ORG_URL: "https://wrong.example" }, env: { staging: { vars: org.settings } } }),
    );
    await write(".dev.vars.staging", formatDevVars({ CALLERS }));
    expect((await doctor(["--env", "staging"])).code).toBe(0);
    // An empty name is the top level, whatever CLOUDFLARE_ENV is.
    const top = await doctor(["--env=", "--json"], { CLOUDFLARE_ENV: "staging" });
    expect(top.code).toBe(1);
    expect(JSON.parse(top.stdout).checked).toEqual(["wrangler.jsonc"]);
    const { code, stderr } = await doctor(["--env", "prod"]);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: "✖ wrangler.jsonc has no environment prod.\n  It has staging.\n",
    });
  });

  it("checks one connection with --connection", async () => {
    const eu = {
      orgUrl: org.url,
      clientId: org.clientId,
      keyId: org.keyId,
      scopes: "okta.users.read",
      description: "The European org",
    };
    await write(
      ".dev.vars",
      formatDevVars({
        ...org.settings,
        OKTA_KEY_ID: "other",
        OKTA_CONNECTIONS: JSON.stringify({ eu }),
        OKTA_PRIVATE_KEY__EU: org.privateKey,
        CALLERS,
      }),
    );
    const { code, stdout } = await doctor(["--connection", "eu", "--json"]);
    expect(JSON.parse(stdout).connections).toMatchObject([
      { connection: "eu", description: "The European org", ok: true },
    ]);
    expect(code).toBe(0);
    const unknown = await doctor(["--connection", "us"]);
    expect(unknown).toMatchObject({ code: 2, stderr: "✖ There is no connection us.\n  There is default, eu.\n" });
  });

  it("says what to do in a folder without settings", async () => {
    const { code, stderr } = await doctor();
    expect(code).toBe(1);
    expect(stderr).toContain("Run `okta-edge init`");
  });

  it.each([
    ["wrangler.jsonc", '{ "vars": { "OKTA_SCOPES": }', "wrangler.jsonc is not valid JSON: see line 1."],
    ["wrangler.toml", "[vars\n", "wrangler.toml is not valid TOML: see line 1, column"],
  ])("reports a %s that cannot be parsed", async (file, text, message) => {
    await write(file, text);
    const { code, stderr } = await doctor();
    expect(code).toBe(1);
    expect(stderr).toContain(message);
  });
});

describe("doctor --url", () => {
  const KEY = "oek_test";
  /** A server in the Worker's place that responds as a test sets it; the Worker itself responds in the tests of deploy. */
  let server: Server;
  let url: string;
  let requests: { method: string | undefined; path: string | undefined; authorization: string | undefined }[];
  let answer: { status: number; body: string; headers?: Record<string, string> };
  beforeEach(async () => {
    requests = [];
    server = createServer(({ method, url: path, headers }, response) => {
      requests.push({ method, path, authorization: headers.authorization });
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  const report = (ok: boolean) => ({
    status: 200,
    body: JSON.stringify({
      connection: "default",
      ok,
      steps: [{ step: "key", status: ok ? "ok" : "failed", detail: "\u001B[2Jx" }],
    }),
  });

  it("asks the Worker to check itself, with the key from OKTA_EDGE_KEY", async () => {
    answer = report(true);
    const { code, stdout } = await doctor(["--url", `${url}/`, "--connection", "eu"], { OKTA_EDGE_KEY: KEY });
    expect(code).toBe(0);
    expect(requests).toEqual([{ method: "POST", path: "/connections/eu/check", authorization: `Bearer ${KEY}` }]);
    expect(stdout).toBe(`Checked ${url}\n\nconnection default\n✔ key  x\n`);
  });

  it("exits with 1 when a step failed", async () => {
    answer = report(false);
    expect((await doctor(["--json"], { OKTA_EDGE_KEY: KEY, OKTA_EDGE_URL: url })).code).toBe(1);
  });

  it.each([
    {
      status: 401,
      body: '{"code":"unauthorized","detail":"Unknown key."}',
      message: "The Worker rejects the key.\n  Unknown key.",
    },
    { status: 404, body: '{"code":"not_found","detail":"No such connection."}', message: "No such connection." },
    { status: 503, body: '{"code":"not_configured","detail":"CALLERS is required."}', message: "CALLERS is required." },
    { status: 200, body: "<html>hello</html>", message: "responded with 200, and not as okta-edge does." },
    { status: 302, body: "", headers: { location: "https://elsewhere.example" }, message: "responded with 302" },
  ])("explains a $status", async ({ message, ...reported }) => {
    answer = reported;
    const { code, stderr } = await doctor(["--url", url], { OKTA_EDGE_KEY: KEY });
    expect(code).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain(KEY);
    expect(requests).toHaveLength(1);
  });

  it.each(["http://example.com", "example.com", "ftp://127.0.0.1", "https://user:pw@example.com"])(
    "rejects %s",
    async (wrong) => {
      const { code, stderr } = await doctor(["--url", wrong], { OKTA_EDGE_KEY: KEY });
      expect(code).toBe(2);
      expect(stderr).toContain("--url must be the Worker's https:// URL");
    },
  );

  it("reports a Worker that cannot be reached", async () => {
    const { code, stderr } = await doctor(["--url", "http://127.0.0.1:1"], { OKTA_EDGE_KEY: KEY });
    expect(code).toBe(1);
    expect(stderr).toMatch(/cannot be reached/);
  });

  it("needs a key without a terminal", async () => {
    const { code, stderr } = await doctor(["--url", url]);
    expect(code).toBe(2);
    expect(stderr).toContain("Set OKTA_EDGE_KEY");
    expect(requests).toEqual([]);
  });

  it("asks for the key in a terminal, and does not show it", async () => {
    answer = report(true);
    const terminal = runInTerminal(["doctor", "--url", url], { cwd: folder.path });
    await terminal.until("The key of a caller of");
    terminal.type(KEY);
    terminal.type(KEYS.enter);
    await terminal.until("✔ key");
    expect(await terminal.ended).toBe(0);
    expect(terminal.raw()).not.toContain(KEY);
    expect(requests[0]?.authorization).toBe(`Bearer ${KEY}`);
  });
});
