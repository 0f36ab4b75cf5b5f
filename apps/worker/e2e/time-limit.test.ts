import { afterAll, beforeAll, describe, it } from "vitest";
import { type FaultLab, startFaultLab } from "./support/fault-lab.ts";

/** Milliseconds within which the Worker answers if nothing else is set. */
const DEFAULT_TIMEOUT = 20_000;

let lab: FaultLab;

beforeAll(async () => {
  lab = await startFaultLab({
    "token-silent": {},
    "api-silent": {},
    "api-held-504": {},
    "api-held-200": { users: 100 },
    "pages-held": {},
    "both-slow": {},
  });
});
afterAll(() => lab?.close());

/** Reads an answer to its end, and says how many milliseconds that took. */
async function time(call: Promise<Response>): Promise<{ status: number; text: string | undefined; elapsed: number }> {
  const start = performance.now();
  const response = await call;
  const text = await response.text().catch(() => undefined);
  return { status: response.status, text, elapsed: performance.now() - start };
}

describe("with the default of 20 s an answer ends before they are over", () => {
  it.concurrent("where the token endpoint is silent", async ({ expect }) => {
    const org = lab.org("token-silent");
    org.sandbox.faults.set({ on: "token", fault: "noResponse" });
    const { status, elapsed } = await time(org.call("/api/v1/users"));
    expect(status).toBe(504);
    expect(elapsed).toBeLessThan(DEFAULT_TIMEOUT);
  });

  it.concurrent("where the API is silent", async ({ expect }) => {
    const org = lab.org("api-silent");
    org.sandbox.faults.set({ on: "api", fault: "noResponse" });
    const { status, elapsed } = await time(org.call("/api/v1/users"));
    expect(status).toBe(504);
    expect(elapsed).toBeGreaterThan(0.9 * DEFAULT_TIMEOUT);
    expect(elapsed).toBeLessThan(DEFAULT_TIMEOUT);
  });

  it.concurrent("where both are as slow as they may be", async ({ expect }) => {
    const org = lab.org("both-slow");
    org.sandbox.faults.set({ on: "token", fault: "slow", milliseconds: 4000 });
    org.sandbox.faults.set({ on: "api", fault: "slow", milliseconds: 15_000 });
    const { status, elapsed } = await time(org.call("/api/v1/users"));
    expect(status).toBe(504);
    expect(elapsed).toBeLessThan(DEFAULT_TIMEOUT);
  });

  it.concurrent.for([
    ["a small response: the caller gets an error", "/api/v1/users?limit=1", 504],
    ["a large response: it is closed early", "/api/v1/users", 200],
  ] as const)("where it stops in the middle of %s", async ([, path, expected], { expect }) => {
    const org = lab.org(`api-held-${expected}`);
    org.sandbox.faults.set({ on: "api", fault: "bodyHeld" });
    const { status, text, elapsed } = await time(org.call(path));
    expect(status).toBe(expected);
    expect(text === undefined).toBe(expected === 200);
    expect(elapsed).toBeLessThan(DEFAULT_TIMEOUT);
  });

  it.concurrent("where the first page of a stream stops in the middle", async ({ expect }) => {
    const org = lab.org("pages-held");
    org.sandbox.faults.set({ on: "api", fault: "bodyHeld" });
    const { status, elapsed } = await time(org.call("/api/v1/users", { headers: { accept: "application/x-ndjson" } }));
    expect(status).toBe(502);
    expect(elapsed).toBeLessThan(DEFAULT_TIMEOUT);
  });
});
