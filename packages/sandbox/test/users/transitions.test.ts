import { beforeEach, describe, expect, it } from "vitest";
import type { UserStatus } from "../../src/org/model.ts";
import { call, getToken } from "../support/client.ts";
import { eventsOf } from "../support/events.ts";
import { makeOrg, type TestOrg } from "../support/org.ts";
import { userOf } from "../support/people.ts";

const ASYNC = { headers: { prefer: "respond-async" } };

let org: TestOrg;
let token: string;

beforeEach(async () => {
  org = await makeOrg({ rateLimits: false });
  token = await getToken(org, { form: { scope: "okta.users.manage okta.groups.read" } });
});

const pathOf = (id: string) => `/api/v1/users/${id}`;
const get = (id: string, init = {}) => call(org, token, pathOf(id), "GET", init);
const statusesOf = async (id: string) => {
  const { body } = await get(id);
  return [body.status, body.transitioningToStatus];
};

describe("deactivation with `Prefer: respond-async`", () => {
  it.each([
    { name: "POST …/lifecycle/deactivate", method: "POST", step: "/lifecycle/deactivate", status: 200 },
    { name: "DELETE /api/v1/users/{id}", method: "DELETE", step: "", status: 204 },
  ])("shows the user in transition until it is complete: $name", async ({ method, step, status }) => {
    const { id } = userOf(org, "ACTIVE");
    expect((await call(org, token, pathOf(id) + step, method, ASYNC)).status).toBe(status);
    expect(await statusesOf(id)).toEqual(["ACTIVE", "DEPROVISIONED"]);
    org.clock.now += 0.9;
    expect(await statusesOf(id)).toEqual(["ACTIVE", "DEPROVISIONED"]);
    org.clock.now += 0.1;
    expect(await statusesOf(id)).toEqual(["DEPROVISIONED", undefined]);
  });

  it("keeps groups and the log as they are until it is complete", async () => {
    const user = userOf(org, "ACTIVE");
    const groups = async () => (await call(org, token, `${pathOf(user.id)}/groups`)).body.length;
    const before = await groups();
    const atOnce = await eventsOf(org, () =>
      call(org, token, `${pathOf(user.id)}/lifecycle/deactivate`, "POST", ASYNC),
    );
    expect([atOnce, await groups()]).toEqual([[], before]);
    org.clock.now += 1;
    const later = await eventsOf(org, () => get(user.id));
    expect(later[0]).toBe(`user.lifecycle.deactivate ${user.id}`);
    expect(await groups()).toBe(0);
  });

  it("shows the transition in lists, and hides it with `omitTransitioningToStatus`", async () => {
    const { id } = userOf(org, "ACTIVE");
    await call(org, token, pathOf(id), "DELETE", ASYNC);
    const filter = encodeURIComponent(`id eq "${id}"`);
    const [listed] = (await call(org, token, `/api/v1/users?filter=${filter}`)).body;
    expect(listed.transitioningToStatus).toBe("DEPROVISIONED");
    const headers = { "content-type": "application/json; okta-response=omitTransitioningToStatus" };
    expect((await get(id, { headers })).body).not.toHaveProperty("transitioningToStatus");
  });

  it("is not repeated by a second request, and is overtaken by one that waits", async () => {
    const { id } = userOf(org, "ACTIVE");
    const deactivate = (init = {}) => call(org, token, `${pathOf(id)}/lifecycle/deactivate`, "POST", init);
    await deactivate(ASYNC);
    await deactivate(ASYNC);
    await deactivate();
    expect(await statusesOf(id)).toEqual(["DEPROVISIONED", undefined]);
    await call(org, token, `${pathOf(id)}/lifecycle/activate`, "POST");
    org.clock.now += 1;
    expect(await statusesOf(id)).toEqual(["PROVISIONED", undefined]);
  });
});

it("deletes a deactivated user later with `Prefer: respond-async`", async () => {
  const { id } = userOf(org, "DEPROVISIONED");
  expect((await call(org, token, pathOf(id), "DELETE", ASYNC)).status).toBe(204);
  expect(await statusesOf(id)).toEqual(["DEPROVISIONED", undefined]);
  org.clock.now += 1;
  expect((await get(id)).status).toBe(404);
});

it.each(["STAGED", "PROVISIONED", "ACTIVE", "DEPROVISIONED"] as const satisfies readonly UserStatus[])(
  "shows no transition of a user that is %s: other operations are complete when they respond",
  async (status) => {
    expect((await get(userOf(org, status).id)).body).not.toHaveProperty("transitioningToStatus");
  },
);
