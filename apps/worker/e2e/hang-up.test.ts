import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FaultLab, type FaultOrg, startFaultLab } from "./support/fault-lab.ts";

let lab: FaultLab;

beforeAll(async () => {
  lab = await startFaultLab({
    silent: {},
    held: {},
    waiting: {},
    paging: { users: 64 },
    exchange: {},
    writing: {},
    queued: {},
  });
});
afterAll(() => lab?.close());

/** An org that the Worker has a token for. */
async function warmOrg(name: string): Promise<FaultOrg> {
  const org = lab.org(name);
  const response = await org.call("/api/v1/users?limit=1");
  expect(response.status, await response.text()).toBe(200);
  org.sandbox.requests.clear();
  return org;
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const calls = ({ sandbox }: FaultOrg) => sandbox.requests.list.map(({ status, aborted }) => ({ status, aborted }));

describe("a client that hangs up", () => {
  it.concurrent("stops the call that waits for Okta's answer", async ({ expect }) => {
    const org = await warmOrg("silent");
    org.sandbox.faults.set({ on: "api", fault: "noResponse" });
    const client = org.open("/api/v1/users");
    await expect.poll(() => calls(org)).toEqual([{ status: undefined, aborted: undefined }]);
    client.hangUp();
    await expect.poll(() => calls(org)).toEqual([{ status: undefined, aborted: true }]);
  });

  it.concurrent("stops an answer in the middle of its body", async ({ expect }) => {
    const org = await warmOrg("held");
    org.sandbox.faults.set({ on: "api", fault: "bodyHeld" });
    const client = org.open("/api/v1/users");
    await client.answered;
    expect(calls(org)).toEqual([{ status: 200, aborted: undefined }]);
    client.hangUp();
    await expect.poll(() => calls(org)).toEqual([{ status: 200, aborted: true }]);
  });

  it.concurrent("keeps a call from being repeated when a rate limit is over", async ({ expect }) => {
    const org = await warmOrg("waiting");
    org.sandbox.faults.set({ on: "api", fault: "rateLimited", reset: 1, times: 1 });
    const client = org.open("/api/v1/users");
    await expect.poll(() => calls(org)).toEqual([{ status: 429, aborted: undefined }]);
    client.hangUp();
    await pause(3000);
    expect(calls(org)).toEqual([{ status: 429, aborted: undefined }]);
  });

  it.concurrent("ends a stream of pages", async ({ expect }) => {
    const org = await warmOrg("paging");
    org.sandbox.faults.set({ on: "api", fault: "slow", milliseconds: 200 });
    const client = org.open("/api/v1/users?limit=1", { accept: "application/x-ndjson" });
    await client.answered;
    client.hangUp();
    await pause(500);
    const asked = org.sandbox.requests.count("api");
    await pause(1500);
    expect(org.sandbox.requests.count("api")).toBe(asked);
    expect(asked).toBeLessThan(6);
  });

  it.concurrent("does not stop a write that Okta is processing, and the audit line has its outcome", async ({
    expect,
  }) => {
    const org = lab.org("writing");
    expect((await org.callAsOther("/api/v1/users?limit=1")).status).toBe(200);
    org.sandbox.requests.clear();
    org.sandbox.faults.set({ on: "api", fault: "slow", milliseconds: 700 });
    const client = org.open(
      "/api/v1/users/ada.lovelace@example.com/lifecycle/suspend",
      { "content-length": "0" },
      "POST",
    );
    await expect.poll(() => org.sandbox.requests.count("api")).toBe(1);
    client.hangUp();
    const ada = [...org.sandbox.store.users.values()].find(({ profile }) => profile.login.startsWith("ada."));
    await expect.poll(() => ada?.status).toBe("SUSPENDED");
    const lineOf = () =>
      lab.audit().find(({ connection, action }) => connection === "writing" && action === "users.suspend");
    await expect.poll(lineOf).toMatchObject({ status: 200, sent: 1, aborted: true, caller: "other" });
    expect(org.sandbox.requests.count("api")).toBe(1);
  });

  it.concurrent("keeps a write from being sent again after a rate limit, and the audit line says so", async ({
    expect,
  }) => {
    const org = lab.org("queued");
    expect((await org.callAsOther("/api/v1/users?limit=1")).status).toBe(200);
    org.sandbox.requests.clear();
    org.sandbox.faults.set({ on: "api", fault: "rateLimited", reset: 1, times: 1 });
    const client = org.open(
      "/api/v1/users/ada.lovelace@example.com/lifecycle/suspend",
      { "content-length": "0" },
      "POST",
    );
    await expect.poll(() => calls(org)).toEqual([{ status: 429, aborted: undefined }]);
    client.hangUp();
    const lineOf = () =>
      lab.audit().find(({ connection, action }) => connection === "queued" && action === "users.suspend");
    await expect.poll(lineOf).toMatchObject({ status: 499, code: "client_closed", sent: 1, aborted: true });
    await pause(2000);
    expect(calls(org)).toEqual([{ status: 429, aborted: undefined }]);
  });

  it.concurrent("takes no token away from those who wait for the same", async ({ expect }) => {
    const org = lab.org("exchange");
    org.sandbox.faults.set({ on: "token", fault: "slow", milliseconds: 700 });
    const client = org.open("/api/v1/users?limit=1");
    await expect.poll(() => org.sandbox.requests.count("token")).toBe(1);
    const other = org.call("/api/v1/users?limit=1");
    await pause(200);
    client.hangUp();
    const response = await other;
    expect(response.status, await response.text()).toBe(200);
    expect(org.sandbox.requests.count("token")).toBe(2);
    expect(org.sandbox.requests.count("api")).toBe(1);
  });
});
