import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort, startWorkerProcess } from "../local/worker-process.ts";
import { type FaultLab, type FaultOrg, startFaultLab } from "./support/fault-lab.ts";

let lab: FaultLab;
let persistTo: string;

beforeAll(async () => {
  persistTo = await mkdtemp(join(tmpdir(), "okta-edge-broken-"));
  const orgs = { proof: { keepAlive: true, users: 20 }, bearer: { keepAlive: true, users: 20, dpop: false } };
  // By wrangler, whose workerd is the newest here.
  lab = await startFaultLab(orgs, {}, async (settings) =>
    startWorkerProcess({ port: await freePort(), settings, persistTo }),
  );
});
afterAll(async () => {
  await lab?.close();
  await rm(persistTo, { recursive: true, force: true });
});

/** A user whom a first DELETE deactivates, and a second one deletes. */
function activeUser({ sandbox }: FaultOrg): string {
  const user = [...sandbox.store.users.values()].find(({ status }) => status === "ACTIVE");
  if (!user) throw new Error("No user is active.");
  return user.id;
}

/** Makes a call over a connection that has been used before, and lets that break once the call has been carried out. */
async function callAndBreak(name: string, path: (org: FaultOrg) => string, method: string) {
  const org = lab.org(name);
  await (await org.callAsOther("/api/v1/groups?limit=1")).arrayBuffer();
  org.sandbox.requests.clear();
  org.sandbox.faults.set({ on: "api", fault: "connectionResetAfterCommit", times: 1 });
  const response = await org.callAsOther(path(org), { method });
  const body = (await response.json()) as { code?: string; detail?: string };
  return { org, status: response.status, body, calls: org.sandbox.requests.count("api") };
}

describe("a connection that breaks, and has been used before", () => {
  it.each(["proof", "bearer"])(
    "lets a DELETE be carried out once, and no error says that it was not: token with %s",
    async (name) => {
      let id = "";
      const { org, status, body } = await callAndBreak(
        name,
        (org) => {
          id = activeUser(org);
          return `/api/v1/users/${id}`;
        },
        "DELETE",
      );
      expect(org.sandbox.store.users.get(id)?.status).toBe("DEPROVISIONED");
      expect(status).toBe(502);
      expect(body.code).toBe("network_error");
      expect(body.detail).toContain("The request may have been processed");
    },
  );

  it.each(["proof", "bearer"])("lets a GET be made again: token with %s", async (name) => {
    const { status, calls } = await callAndBreak(name, () => "/api/v1/users?limit=1", "GET");
    expect(status).toBe(200);
    expect(calls).toBeGreaterThanOrEqual(2);
  });
});
