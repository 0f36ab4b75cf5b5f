import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type ServedSandbox, serve } from "@okta-edge/sandbox/serve";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { AUDIT_QUEUE, type InspectedWorkerd, startWorkerd } from "../../apps/worker/e2e/support/workerd.ts";
import { LOCAL_CALLER_KEY, sandboxSettings } from "../../apps/worker/local/sandbox-settings.ts";
import { checkSchema } from "../../apps/worker/test/support/json-schema.ts";
import { exampleFolder } from "./support/program.ts";

interface Line {
  readonly requestId: string;
  readonly action?: string;
  readonly status: number;
}

const schema = JSON.parse(await readFile(new URL("../../apps/worker/schema/audit-v1.json", import.meta.url), "utf8"));
let served: ServedSandbox;
let gateway: InspectedWorkerd;

/** Starts the okta-edge Worker with an example as the consumer of its audit lines. */
async function startWith(example: string, bindings: object) {
  const path = join(exampleFolder(example), "src", "index.ts");
  const { outputFiles } = await build({ entryPoints: [path], bundle: true, format: "esm", write: false });
  served = await serve({ port: 0 });
  gateway = await startWorkerd(sandboxSettings(served.sandbox), {
    auditConsumer: {
      name: example,
      modules: [{ type: "ESModule", path: "index.js", contents: outputFiles[0]?.text ?? "" }],
      queueConsumers: { [AUDIT_QUEUE]: { maxBatchSize: 100, maxBatchTimeout: 1, maxRetries: 100 } },
      ...bindings,
    },
  });
}

/** Calls the gateway; resolves with the ID of the request. */
async function call(path: string): Promise<string> {
  const response = await fetch(`${gateway.url}${path}`, { headers: { authorization: `Bearer ${LOCAL_CALLER_KEY}` } });
  await response.body?.cancel();
  return response.headers.get("x-request-id") ?? "";
}

afterAll(async () => {
  await gateway?.stop();
  await served?.close();
});

describe("audit-r2", () => {
  it("keeps each line in an object of its day", async () => {
    await startWith("audit-r2", { r2Buckets: ["AUDIT"] });
    const ids = [await call("/api/v1/users?limit=1"), await call("/api/v1/users/missing@example.com")];
    const bucket = await gateway.miniflare.getR2Bucket("AUDIT", "audit-r2");
    const read = async () => {
      const { objects } = await bucket.list();
      const texts = await Promise.all(objects.map(async ({ key }) => (await bucket.get(key))?.text() ?? ""));
      return { keys: objects.map(({ key }) => key), text: texts.join("") };
    };
    await vi.waitUntil(async () => (await read()).text.split("\n").length > ids.length, { timeout: 30_000 });
    const { keys, text } = await read();
    for (const key of keys) expect(key).toMatch(/^\d{4}-\d\d-\d\d\/\w+\.ndjson$/);
    const lines: Line[] = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const statuses = Object.fromEntries(lines.map(({ requestId, status }) => [requestId, status]));
    expect(statuses).toEqual({ [ids[0] ?? ""]: 200, [ids[1] ?? ""]: 404 });
    expect(lines).toHaveLength(ids.length);
    for (const line of lines) expect(checkSchema(schema, line)).toEqual([]);
  });
});

describe("audit-siem", () => {
  const AUTHORIZATION = "Splunk 00000000-0000-0000-0000-000000000000";
  /** What the collector does with the next requests; then it accepts each. */
  const script: ((events: readonly { event: Line }[]) => [status: number, headers?: Record<string, string>])[] = [];
  const requests: { authorization: string | undefined; status: number; events: { event: Line }[] }[] = [];
  const collector = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const events = Buffer.concat(chunks)
      .toString()
      .split("\n")
      .map((text) => JSON.parse(text));
    const [status, headers] = script.shift()?.(events) ?? [200];
    requests.push({ authorization: request.headers.authorization, status, events });
    response.writeHead(status, headers).end();
  });
  const accepted = () =>
    requests.filter(({ status }) => status === 200).flatMap(({ events }) => events.map(({ event }) => event));

  const acceptedIds = () =>
    accepted()
      .map(({ requestId }) => requestId)
      .sort();

  beforeAll(async () => {
    await gateway?.stop();
    await served?.close();
    await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
    const { port } = collector.address() as AddressInfo;
    const SIEM_URL = `http://127.0.0.1:${port}/services/collector/event`;
    await startWith("audit-siem", { bindings: { SIEM_URL, SIEM_AUTHORIZATION: AUTHORIZATION } });
  });
  afterAll(() => collector.close());

  it("sends each line, and sends it again when the SIEM asks to wait", async () => {
    script.push(
      () => [503, { "retry-after": "0" }],
      () => [429, { "retry-after": "1" }],
    );
    const ids = [await call("/api/v1/users?limit=1"), await call("/api/v1/groups?limit=1")];
    await vi.waitUntil(() => accepted().length === ids.length, { timeout: 30_000 });
    expect(acceptedIds()).toEqual(ids.toSorted());
    expect(requests.map(({ status }) => status)).toEqual(expect.arrayContaining([503, 429, 200]));
    for (const { authorization } of requests) expect(authorization).toBe(AUTHORIZATION);
    for (const line of accepted()) expect(checkSchema(schema, line)).toEqual([]);
  });

  it("lets no line that the SIEM rejects hold others back", async () => {
    requests.length = 0;
    let bad = "";
    const reject = (events: readonly { event: Line }[]): [number, Record<string, string>?] =>
      events.some(({ event }) => event.requestId === bad) ? [400, { "retry-after": "0" }] : [200];
    script.push(...Array.from({ length: 4 }, () => reject));
    const calls = [call("/api/v1/users?limit=1"), call("/api/v1/groups?limit=1"), call("/api/v1/apps?limit=1")];
    const ids = await Promise.all(calls);
    bad = ids[1] ?? "";
    // The collector accepts the line at last: it was kept, and delivered again.
    await vi.waitUntil(() => accepted().length >= ids.length, { timeout: 30_000 });
    expect(acceptedIds()).toEqual(ids.toSorted());
    expect(requests.filter(({ status }) => status === 400).length).toBeGreaterThan(0);
  });
});
