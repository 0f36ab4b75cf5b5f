import { describe, expect, it, vi } from "vitest";
import { auditOf } from "./support/audit.ts";
import { createTestGateway, hashKey } from "./support/gateway.ts";

const ready = (method = "GET") => new Request("https://worker.example/ready", { method });

/** Runs something while errors are not printed; returns the lines. */
async function errorsOf(run: () => Promise<unknown>): Promise<readonly string[]> {
  const error = vi.spyOn(console, "error").mockImplementation(() => {});
  try {
    await run();
    return error.mock.calls.map(([line]) => String(line));
  } finally {
    error.mockRestore();
  }
}

describe("GET /ready", () => {
  it("responds to everyone that the Worker is ready, and leaves no audit line", async () => {
    const { fetch } = await createTestGateway();
    let response: Response | undefined;
    const lines = await auditOf(async () => {
      response = await fetch(ready());
    });
    expect(response?.status).toBe(200);
    expect(await response?.json()).toEqual({ ready: true });
    expect(lines).toEqual([]);
  });

  it("has the same status and no body for HEAD", async () => {
    const { fetch } = await createTestGateway();
    const response = await fetch(ready("HEAD"));
    expect(response.status).toBe(200);
    expect(await response.text()).toBe("");
  });

  it("checks once, whatever the number of requests, and again after a minute", async () => {
    const { fetch, sandbox } = await createTestGateway();
    await Promise.all(Array.from({ length: 20 }, () => fetch(ready())));
    await fetch(ready());
    const asked = sandbox.requests.count();
    expect(sandbox.requests.count("token")).toBe(2);
    expect(sandbox.requests.count("api")).toBe(0);
    const now = vi.spyOn(Date, "now");
    const later = Date.now() + 60_001;
    now.mockImplementation(() => later);
    try {
      expect((await fetch(ready())).status).toBe(200);
    } finally {
      now.mockRestore();
    }
    expect(sandbox.requests.count("token")).toBe(2);
    expect(sandbox.requests.count()).toBeLessThanOrEqual(asked + 1);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["a setting is missing", { OKTA_ORG_URL: undefined }, "not_configured"],
    ["CALLERS is missing", { CALLERS: undefined }, "not_configured"],
    ["a setting of the Worker is invalid", { TIMEOUT: "soon" }, "not_configured"],
    ["Okta rejects the app", { OKTA_CLIENT_ID: "0oaunknown" }, "token_refused"],
    ["the key is damaged", { OKTA_PRIVATE_KEY: "-----BEGIN PRIVATE KEY-----\nMIIE" }, "private_key_malformed"],
  ])("reveals nothing but 503 when %s; the log has the code", async (_, settings, code) => {
    const { fetch } = await createTestGateway({}, settings);
    let text = "";
    const lines = await errorsOf(async () => {
      for (let times = 0; times < 3; times++) {
        const response = await fetch(ready());
        expect(response.status).toBe(503);
        expect(response.headers.get("retry-after")).toBe("60");
        text = await response.text();
      }
    });
    expect(text).toBe('{"ready":false}\n');
    expect(lines).toEqual([`{"ready":false,"code":"${code}"}`]);
  });

  it("is 503 while a caller has the key that everyone knows", async () => {
    const keyHash = await hashKey("local-development-key");
    const { fetch } = await createTestGateway(
      {},
      { CALLERS: [{ name: "weak", keyHash, scopes: ["okta.users.read"] }] },
    );
    await errorsOf(async () => expect((await fetch(ready())).status).toBe(503));
  });
});
