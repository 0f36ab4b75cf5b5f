import { createRequire } from "node:module";
import type { Client as OktaSdkClient } from "@okta/okta-sdk-nodejs";
import { type ServedSandbox, serve } from "@okta-edge/sandbox/serve";
import { afterAll, beforeAll, expect, it } from "vitest";
import { LOCAL_CALLER_KEY, sandboxSettings } from "../local/sandbox-settings.ts";
import { freePort, startWorkerProcess, type WorkerProcess } from "../local/worker-process.ts";

const { Client }: { Client: typeof OktaSdkClient } = createRequire(import.meta.url)("@okta/okta-sdk-nodejs");

let served: ServedSandbox;
let worker: WorkerProcess;
let okta: OktaSdkClient;

// Okta's own client, with the Worker for an org and a caller's key for its API token.
beforeAll(async () => {
  served = await serve({ port: 0 });
  worker = await startWorkerProcess({ port: await freePort(), settings: sandboxSettings(served.sandbox) });
  okta = makeClient(LOCAL_CALLER_KEY);
});

afterAll(async () => {
  await worker.stop();
  await served.close();
});

function makeClient(token: string): OktaSdkClient {
  // The SDK knows the option, its types do not.
  const options = { orgUrl: worker.url, token, testing: { disableHttpsCheck: true } };
  return new Client(options);
}

/** Reads a collection of the SDK to its end, over all its pages. */
async function all<Item>(collection: { each(take: (item: Item) => void): Promise<unknown> }): Promise<Item[]> {
  const items: Item[] = [];
  await collection.each((item) => {
    items.push(item);
  });
  return items;
}

it("lists over all pages", async () => {
  const users = await all<{ profile?: { login?: string } }>(await okta.userApi.listUsers({ limit: 20 }));
  const listed = [...served.sandbox.store.users.values()].filter(({ status }) => status !== "DEPROVISIONED");
  expect(users.map(({ profile }) => profile?.login)).toEqual(listed.map(({ profile }) => profile.login));
});

it("searches", async () => {
  const found = await all<{ profile?: { department?: string } }>(
    await okta.userApi.listUsers({ search: 'profile.department eq "Engineering"' }),
  );
  expect(found.length).toBeGreaterThan(3);
  expect(new Set(found.map(({ profile }) => profile?.department))).toEqual(new Set(["Engineering"]));
});

it("creates, updates, suspends, unsuspends, groups, assigns and deletes", async () => {
  const { store } = served.sandbox;
  const created = await okta.userApi.createUser({
    activate: true,
    body: {
      profile: { login: "vera@example.com", email: "vera@example.com", firstName: "Vera", lastName: "Rubin" },
      credentials: { password: { value: "Galaxy-Rotation-9" } },
    },
  });
  const userId = created.id ?? "";
  expect(store.users.get(userId)?.status).toBe("ACTIVE");

  await okta.userApi.updateUser({ userId, user: { profile: { department: "Astronomy" } } });
  expect(store.users.get(userId)?.profile.department).toBe("Astronomy");
  await okta.userApi.suspendUser({ userId });
  expect((await okta.userApi.getUser({ userId })).status).toBe("SUSPENDED");
  await okta.userApi.unsuspendUser({ userId });
  expect((await okta.userApi.getUser({ userId })).status).toBe("ACTIVE");

  const group = await okta.groupApi.createGroup({ group: { profile: { name: "Astronomers" } } });
  const groupId = group.id ?? "";
  await okta.groupApi.assignUserToGroup({ groupId, userId });
  expect((await all<{ id?: string }>(await okta.groupApi.listGroupUsers({ groupId }))).map(({ id }) => id)).toEqual([
    userId,
  ]);

  const [app] = [...store.apps.values()].filter(({ definition }) => definition.label === "Travel Desk");
  const appId = app?.id ?? "";
  const assigned = await okta.applicationApi.assignUserToApplication({ appId, appUser: { id: userId, scope: "USER" } });
  expect(assigned.id).toBe(userId);
  await okta.applicationApi.unassignUserFromApplication({ appId, userId });

  await okta.groupApi.unassignUserFromGroup({ groupId, userId });
  await okta.groupApi.deleteGroup({ groupId });
  expect(store.groups.has(groupId)).toBe(false);
  await okta.userApi.deleteUser({ userId });
  expect(store.users.get(userId)?.status).toBe("DEPROVISIONED");
  await okta.userApi.deleteUser({ userId });
  expect(store.users.has(userId)).toBe(false);
});

it("reads the System Log", async () => {
  const events = await all<{ eventType?: string }>(
    await okta.systemLogApi.listLogEvents({
      filter: 'eventType eq "user.lifecycle.suspend"',
      since: new Date(Date.now() - 3_600_000).toISOString(),
      until: new Date(Date.now() + 60_000).toISOString(),
    }),
  );
  expect(events.map(({ eventType }) => eventType)).toContain("user.lifecycle.suspend");
});

it("understands Okta's errors, and the Worker's own", async () => {
  await expect(okta.userApi.getUser({ userId: "missing@example.com" })).rejects.toMatchObject({
    status: 404,
    errorCode: "E0000007",
  });
  const unknownCaller = makeClient("wrong");
  await expect(unknownCaller.userApi.getUser({ userId: "ada.lovelace@example.com" })).rejects.toMatchObject({
    status: 401,
    errorCode: "E0000011",
    message: "Okta HTTP 401 E0000011 Unauthorized. unauthorized: see /docs/errors#unauthorized",
  });
  await expect(okta.userApi.listUsers({ limit: -1 }).then(all)).rejects.toMatchObject({
    message: "Okta HTTP 400 E0000001 Api validation failed: users.list. limit: must be 1 or more",
  });
});
