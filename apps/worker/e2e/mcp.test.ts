import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Client, type OAuthClientProvider, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { type ServedSandbox, serve } from "@okta-edge/sandbox/serve";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sandboxSettings } from "../local/sandbox-settings.ts";
import { checkSchema } from "../test/support/json-schema.ts";
import { REGISTRY_SCHEMA } from "./support/mcp-registry-schema.ts";
import { createSignInServer, type SignInServer } from "./support/sign-in-server.ts";
import { startWorkerd, type Workerd } from "./support/workerd.ts";

const MODULES = fileURLToPath(new URL("../node_modules/", import.meta.url));

/** Not the key that everyone knows: with that, requests for another host are rejected before anything else. */
const KEY = "a-key-of-this-test";

let served: ServedSandbox;
let worker: Workerd;
let signIn: SignInServer;
let proxy: Server;
/** The MCP server behind a proxy that adds the caller's key, which the conformance suites do not send. */
let url: string;

beforeAll(async () => {
  served = await serve({ port: 0 });
  const keyHash = `sha256:${createHash("sha256").update(KEY).digest("hex")}`;
  const settings = sandboxSettings(served.sandbox);
  const callers = [
    { name: "agent", keyHash, scopes: settings.OKTA_SCOPES?.split(" ") },
    { name: "ada", access: "ada@example.com", scopes: ["okta.users.read"] },
  ];
  signIn = await createSignInServer("https://login.example.com", "ada@example.com");
  worker = await startWorkerd(
    { ...settings, CALLERS: JSON.stringify(callers), MCP_AUTHORIZATION_SERVER: signIn.issuer },
    { internet: signIn.documents },
  );
  proxy = addKey(worker.url);
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/mcp`;
});
afterAll(async () => {
  proxy?.close();
  await worker?.stop();
  await served?.close();
});

function addKey(target: string): Server {
  return createServer((incoming, outgoing) => {
    const headers = { ...incoming.headers, authorization: `Bearer ${KEY}` };
    const options = { method: incoming.method ?? "GET", headers };
    const forwarded = request(new URL(incoming.url ?? "/", target), options, (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(outgoing);
    });
    incoming.pipe(forwarded);
  });
}

/** Scenarios that test what a server with tools, resources and prompts does, whatever these are. */
const APPLICABLE = [
  "caching",
  "dns-rebinding-protection",
  "http-header-validation",
  "ping",
  "prompts-list",
  "resources-list",
  "sep-2164-resource-not-found",
  "server-initialize",
  "server-stateless",
  "tools-list",
];

/** Checks that need a diagnostic tool of the suite's own server. */
const NEEDS_FIXTURE = /\btest_(missing_capability|streaming_elicitation|logging_tool)\b/;

interface Check {
  readonly id: string;
  readonly status: string;
  readonly errorMessage?: string;
}

/** Runs a suite, and returns the checks by scenario. */
async function runSuite(suite: string, args: readonly string[]): Promise<ReadonlyMap<string, readonly Check[]>> {
  const folder = await mkdtemp(join(tmpdir(), "okta-edge-mcp-"));
  try {
    const bin = join(MODULES, suite, "dist", "index.js");
    // It exits with 1: most scenarios need the tools of the suite's own server.
    await promisify(execFile)(process.execPath, [bin, "server", "--url", url, ...args, "-o", folder], {
      cwd: folder,
      maxBuffer: 1e8,
    }).catch(() => {});
    const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith("checks.json"));
    const results = files.map(async (file) => {
      const [, scenario = ""] = /server-(.+?)-\d{4}-\d\d-\d\dT[^/]*[/\\]checks\.json$/.exec(file) ?? [];
      return [scenario, JSON.parse(await readFile(join(folder, file), "utf8")) as readonly Check[]] as const;
    });
    return new Map(await Promise.all(results));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe("the official conformance suites", () => {
  it.each([
    ["mcp-conformance-2025", ["--suite", "all"], 6],
    ["@modelcontextprotocol/conformance", ["--requirements", "2025-11-25"], 6],
    ["@modelcontextprotocol/conformance", ["--requirements", "2026-07-28"], 7],
  ])("%s %j: every scenario that applies passes", async (suite, args, least) => {
    const results = await runSuite(suite, args);
    const applicable = [...results].filter(([scenario]) => APPLICABLE.includes(scenario));
    expect(applicable.length, [...results.keys()].join()).toBeGreaterThanOrEqual(least);
    const failures = applicable.flatMap(([scenario, checks]) =>
      checks
        .filter(({ status, errorMessage = "" }) => status === "FAILURE" && !NEEDS_FIXTURE.test(errorMessage))
        .map(({ id, errorMessage }) => `${scenario}: ${id}: ${errorMessage}`),
    );
    expect(failures).toEqual([]);
  });
});

it("serves the official client", async () => {
  const requestInit = { headers: { authorization: `Bearer ${KEY}` } };
  const transport = new StreamableHTTPClientTransport(new URL(`${worker.url}/mcp?toolsets=all`), { requestInit });
  const client = new Client({ name: "test", version: "1" });
  await client.connect(transport);
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toContain("users_get");
  // The client checks the structured content of each against the output schema.
  for (const [name, args] of [
    ["users_get", { userId: "ada.lovelace@example.com" }],
    ["users_list", { limit: 3 }],
    ["groups_list", {}],
    ["logs_list", { limit: 3 }],
    ["apps_list", {}],
  ] as const) {
    const result = await client.callTool({ name, arguments: args });
    expect(result.isError, name).toBeUndefined();
    expect(result.structuredContent, name).toBeDefined();
  }
  await client.close();
});

it("signs a person in with the official client, which knows the URL of the server alone", async () => {
  const saved: Record<string, unknown> = {};
  let code = "";
  const authProvider: OAuthClientProvider = {
    redirectUrl: "http://localhost:33419/callback",
    clientMetadata: { client_name: "test", redirect_uris: ["http://localhost:33419/callback"] },
    clientInformation: () => saved.client as never,
    saveClientInformation: (client) => void Object.assign(saved, { client }),
    tokens: () => saved.tokens as never,
    saveTokens: (tokens) => void Object.assign(saved, { tokens }),
    saveCodeVerifier: (verifier) => void Object.assign(saved, { verifier }),
    codeVerifier: () => String(saved.verifier),
    redirectToAuthorization: (page) => {
      code = signIn.authorize(page);
    },
  };
  const connect = () => {
    const address = new URL(`${worker.url}/mcp?toolsets=users`);
    const transport = new StreamableHTTPClientTransport(address, { authProvider, fetch: signIn.fetch });
    const client = new Client({ name: "test", version: "1" });
    return { client, transport, connected: client.connect(transport) };
  };
  const first = connect();
  await expect(first.connected).rejects.toThrow("Unauthorized");
  await first.transport.finishAuth(code);
  const { client, connected } = connect();
  await connected;
  const result = await client.callTool({ name: "users_get", arguments: { userId: "ada.lovelace@example.com" } });
  expect(result.structuredContent).toMatchObject({ profile: { login: "ada.lovelace@example.com" } });
  await client.close();
  const line = worker.lines
    ?.map((text) => (text.startsWith("{") ? JSON.parse(text) : {}))
    .find(({ tool, caller }) => tool === "users_get" && caller === "ada");
  expect(line).toMatchObject({ identity: "ada@example.com", via: "mcp", scope: "okta.users.read" });
});

it("serves the Inspector's command line", async () => {
  const manifest = JSON.parse(await readFile(join(MODULES, "@modelcontextprotocol/inspector/package.json"), "utf8"));
  const [bin] = Object.values(manifest.bin as Record<string, string>);
  const inspect = async (...args: string[]) => {
    const all = [
      join(MODULES, "@modelcontextprotocol/inspector", bin ?? ""),
      "--cli",
      url,
      "--transport",
      "http",
      ...args,
    ];
    return JSON.parse((await promisify(execFile)(process.execPath, all)).stdout);
  };
  const { tools } = await inspect("--method", "tools/list");
  expect(tools.map(({ name }: { name: string }) => name)).toContain("users_get");
  const result = await inspect(
    "--method",
    "tools/call",
    "--tool-name",
    "users_get",
    "--tool-arg",
    "userId=ada.lovelace@example.com",
  );
  expect(result.structuredContent.profile.login).toBe("ada.lovelace@example.com");
});

describe("docs/mcp.md", () => {
  const document = readFileSync(new URL("../../../docs/mcp.md", import.meta.url), "utf8");
  const here = (text: string) =>
    text.replaceAll("http://127.0.0.1:8787", worker.url.replace(/\/$/, "")).replaceAll("local-development-key", KEY);

  it("has commands that list tools and call one", async () => {
    const commands = [...document.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, command = ""]) => here(command));
    const run = promisify(execFile);
    const [list, call] = await Promise.all(commands.map((command) => run("sh", ["-c", command])));
    expect(JSON.parse(list?.stdout ?? "").result.tools.map(({ name }: { name: string }) => name)).toContain(
      "users_get",
    );
    expect(JSON.parse(call?.stdout ?? "")).toMatchObject({
      result: { structuredContent: { profile: { login: "ada.lovelace@example.com" } } },
    });
  });

  it("has a configuration that the official client connects with", async () => {
    const [, json = ""] = /^```json\n([\s\S]*?)^```/m.exec(document) ?? [];
    const { url: address, headers } = JSON.parse(here(json)).mcpServers.okta;
    const client = new Client({ name: "docs", version: "1" });
    await client.connect(new StreamableHTTPClientTransport(new URL(address), { requestInit: { headers } }));
    expect((await client.listTools()).tools.length).toBeGreaterThan(5);
    await client.close();
  });
});

describe("server.json", () => {
  const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
  const read = async (folder: string) => JSON.parse(await readFile(join(folder, "server.json"), "utf8"));

  it("lacks nothing of what the MCP registry's schema requires but a name, and has the Worker's version", async () => {
    const nameless = await read(ROOT);
    expect(checkSchema(REGISTRY_SCHEMA, nameless)).toHaveLength(1);
    const server = { ...nameless, name: "io.github.my-company/okta-edge" };
    expect(checkSchema(REGISTRY_SCHEMA, server)).toEqual([]);
    expect(server.version).toBe(JSON.parse(await readFile(join(ROOT, "apps/worker/package.json"), "utf8")).version);
    // What is misspelled is found.
    expect(checkSchema(REGISTRY_SCHEMA, { ...server, remote: [] })).toEqual([
      "the line: has the unknown member remote",
    ]);
  });

  it("leads the official client to the tools once its variables are filled in", async () => {
    const {
      remotes: [remote],
    } = await read(ROOT);
    const values: Record<string, string> = { host: new URL(worker.url).host, key: KEY };
    const fill = (template: string, variables: object) =>
      template.replaceAll(/\{(\w+)\}/g, (text, name: string) => (name in variables ? (values[name] ?? text) : text));
    const headers = remote.headers.map((header: { name: string; value: string; variables: object }) => [
      header.name,
      fill(header.value, header.variables),
    ]);
    const address = new URL(fill(remote.url, remote.variables).replace("https:", "http:"));
    const client = new Client({ name: "registry", version: "1" });
    const requestInit = { headers: Object.fromEntries(headers) };
    await client.connect(new StreamableHTTPClientTransport(address, { requestInit }));
    expect((await client.listTools()).tools.length).toBeGreaterThan(5);
    await client.close();
  });

  it("gets its name from the release, by scripts/mcp-registry.ts", async () => {
    const folder = await mkdtemp(join(tmpdir(), "okta-edge-registry-"));
    try {
      await cp(join(ROOT, "server.json"), join(folder, "server.json"));
      await cp(join(ROOT, "scripts/mcp-registry.ts"), join(folder, "scripts/mcp-registry.ts"));
      const run = (address: string) =>
        promisify(execFile)(process.execPath, [join(folder, "scripts/mcp-registry.ts"), address]);
      await run("my-company/gateway");
      const server = await read(folder);
      expect(checkSchema(REGISTRY_SCHEMA, server)).toEqual([]);
      const repository = { url: "https://github.com/my-company/gateway", source: "github", subfolder: "apps/worker" };
      expect(server).toMatchObject({ name: "io.github.my-company/okta-edge", repository });
      await run("other/gateway");
      expect((await read(folder)).name).toBe("io.github.other/okta-edge");
      for (const address of ["", "my-company", "my-company/okta/edge"]) {
        await expect(run(address)).rejects.toMatchObject({ code: 2 });
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
