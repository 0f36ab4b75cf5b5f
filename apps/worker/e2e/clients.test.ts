import { type ServedSandbox, serve } from "@okta-edge/sandbox/serve";
import { afterAll, beforeAll, expect, it } from "vitest";
import { LOCAL_CALLER_KEY, sandboxSettings } from "../local/sandbox-settings.ts";
import { AUTOMATION } from "./clients/automation-requests.ts";
import { type ClientRun, describeRuns } from "./clients/client-run.ts";
import { runOazapfts, runOpenApiFetch } from "./clients/generated-clients.ts";
import { callEquivalents, describeEquivalents } from "./clients/mcp-equivalents.ts";
import { runMcpTools } from "./clients/okta-mcp-server.ts";
import { clientOfWorker, runAdministratorsDay, runEveryClass } from "./clients/okta-sdk.ts";
import { runPostman } from "./clients/postman.ts";
import { sendRecorded } from "./clients/recorded-requests.ts";
import { startTap, type Tap } from "./clients/tap.ts";
import { expectDocumented } from "./support/documented.ts";
import { startWorkerd, type Workerd } from "./support/workerd.ts";

let served: ServedSandbox;
let worker: Workerd;
let tap: Tap;
const runs: ClientRun[] = [];

beforeAll(async () => {
  served = await serve({ port: 0, rateLimits: false });
  const settings = sandboxSettings(served.sandbox);
  // Every scope that Okta knows: no client is to fail for the lack of one, or of the right to hand out credentials.
  const scopes = served.sandbox.apps[0]?.scopes ?? [];
  const callers = JSON.parse(settings.CALLERS ?? "[]").map((caller: object) => ({
    ...caller,
    scopes,
    credentials: true,
    mcp: { destructive: true },
  }));
  worker = await startWorkerd({
    ...settings,
    PASS_THROUGH: "on",
    OKTA_SCOPES: scopes.join(" "),
    CALLERS: JSON.stringify(callers),
  });
  tap = await startTap(worker.url);
});

afterAll(async () => {
  await tap?.close();
  await worker?.stop();
  await served?.close();
});

it.each([
  ["okta-sdk-nodejs, an administrator's day", (to: Tap, key: string) => runAdministratorsDay(clientOfWorker(to, key))],
  ["okta-sdk-nodejs, every class", (to: Tap, key: string) => runEveryClass(clientOfWorker(to, key))],
  ...AUTOMATION.map(
    (recorded) => [recorded.client, (to: Tap, token: string) => sendRecorded(to, token, recorded)] as const,
  ),
  ["okta-mcp-server", runMcpTools],
  ["openapi-fetch", runOpenApiFetch],
  ["oazapfts", runOazapfts],
  ["a Postman collection", runPostman],
] as const)("no step of %s fails", async (_, start) => {
  const run = await start(tap, LOCAL_CALLER_KEY);
  runs.push(run);
  expect(run.results.length).toBeGreaterThan(5);
  const failed = run.results.filter(({ outcome }) => outcome === "failed");
  expect(failed.map(({ name, detail }) => `${name}: ${detail}`)).toEqual([]);
});

it("the key was sent in every form, without a space too", () => {
  const forms = new Set(tap.calls.map(({ authorization }) => authorization.replace(LOCAL_CALLER_KEY, "<key>")));
  expect([...forms].sort()).toEqual(["", "Bearer <key>", "Bearer<key>", "SSWS <key>", "SSWS<key>"]);
});

it("docs/clients.md has the table", () => {
  expectDocumented("clients.md", "clients", describeRuns(runs));
});

it("each tool of okta-mcp-server has its equivalent over MCP", async () => {
  const equivalents = await callEquivalents(worker.url, LOCAL_CALLER_KEY);
  expect(equivalents).toHaveLength(108);
  expect(equivalents.filter(({ failures }) => failures.length > 0)).toEqual([]);
  expectDocumented("mcp-tools.md", "mcp-tools", describeEquivalents(equivalents));
});
