import { beforeEach, describe, expect, it } from "vitest";
import type { Device } from "../../src/org/model.ts";
import { type Answer, call, getToken } from "../support/client.ts";
import { eventsOf } from "../support/events.ts";
import { expectOktaError } from "../support/expect.ts";
import { makeOrg, START, type TestOrg } from "../support/org.ts";

let org: TestOrg;
let token: string;

beforeEach(async () => {
  org = await makeOrg({ rateLimits: false });
  token = await getToken(org, { form: { scope: "okta.devices.manage" } });
});

const PATH = "/api/v1/devices";
const send = (path: string, method = "GET") => call(org, token, path, method);
const list = (query: Readonly<Record<string, string>>) => send(`${PATH}?${new URLSearchParams(query)}`);
const devices = () => [...org.sandbox.store.devices.values()];
const idsOf = ({ body }: Answer): string[] => body.map(({ id }: { id: string }) => id);

function deviceIn(status: Device["status"]): Device {
  const device = devices().find((found) => found.status === status);
  if (!device) throw new Error(`No device is ${status}.`);
  return device;
}

/** What may be done in each status. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  CREATED: ["activate"],
  ACTIVE: ["deactivate", "suspend"],
  SUSPENDED: ["deactivate", "unsuspend"],
  DEACTIVATED: ["activate", "delete"],
};

describe("devices", () => {
  it("are listed, each with what can be done with it", async () => {
    const answer = await send(PATH);
    expect(answer.status).toBe(200);
    expect(idsOf(answer)).toEqual(devices().map(({ id }) => id));
    expect(new Set(devices().map(({ status }) => status))).toEqual(new Set(["ACTIVE", "SUSPENDED", "DEACTIVATED"]));
    for (const device of answer.body) {
      const { self, users, ...lifecycle } = device._links;
      expect(self.href).toBe(`https://sandbox.okta.example${PATH}/${device.id}`);
      const isGone = device.status === "DEACTIVATED";
      expect(self.hints.allow).toEqual(isGone ? ["GET", "DELETE"] : ["GET", "PATCH", "PUT"]);
      expect(users?.href).toBe(isGone ? undefined : `${self.href}/users`);
      expect(Object.keys(lifecycle).sort()).toEqual(
        ALLOWED[device.status]?.filter((name) => name !== "delete").toSorted(),
      );
      expect(device).not.toHaveProperty("_embedded");
      expect(device).not.toHaveProperty("userIds");
    }
  });

  it("are each found by ID", async () => {
    const [device] = devices();
    const { status, body } = await send(`${PATH}/${device?.id}`);
    expect(status).toBe(200);
    const { _embedded, ...members } = body;
    expect(members).toEqual((await send(PATH)).body[0]);
    expect(_embedded.originatedFrom).toMatchObject([{ name: "Okta Verify", key: "okta_verify" }]);
    expect(body).toMatchObject({
      id: device?.id,
      status: "ACTIVE",
      profile: { displayName: expect.any(String), platform: "MACOS", registered: true },
      resourceType: "UDDevice",
      resourceDisplayName: { value: device?.profile.displayName, sensitive: false },
      resourceId: device?.id,
    });
  });

  it.each<[string, (device: Device) => boolean]>([
    ['status eq "ACTIVE"', ({ status }) => status === "ACTIVE"],
    ['profile.platform eq "windows"', ({ profile }) => profile.platform === "WINDOWS"],
    ['profile.sid sw "S-1"', ({ profile }) => "sid" in profile],
    ['profile.displayName co "ADA"', ({ profile }) => profile.displayName.includes("Ada")],
    [
      'lastUpdated gt "2020-01-01T00:00:00.000Z" and profile.managed eq true',
      ({ profile }) => profile.managed === true,
    ],
    ['profile.displayName eq "missing"', () => false],
  ])("are searched by %s", async (search, wanted) => {
    const found = idsOf(await list({ search }));
    expect(found).toEqual(
      devices()
        .filter(wanted)
        .map(({ id }) => id),
    );
    expect(found.length).toBeLessThan(devices().length);
  });

  it.each(['status ne "ACTIVE"', 'profile.model co "Pixel"', 'userIds eq "00u1"', "created", 'lastUpdated gt "now"'])(
    "are not searched by %s",
    async (search) => {
      const { status, body } = await list({ search });
      expect([status, body.errorCode]).toEqual([400, "E0000031"]);
    },
  );

  it("come in pages", async () => {
    const first = await list({ limit: "8" });
    const next = /<https:\/\/sandbox\.okta\.example([^>]+)>; rel="next"/.exec(first.headers.get("link") ?? "")?.[1];
    const second = await send(next ?? "");
    expect([...idsOf(first), ...idsOf(second)]).toEqual(devices().map(({ id }) => id));
    expect(second.headers.get("link")).not.toContain("next");
  });

  it("a cursor of no device: refused in the words recorded", async () => {
    expectOktaError(
      await list({ after: "nonsense" }),
      [400, "E0000031", "Invalid search criteria."],
      "Invalid cursor.",
    );
  });

  it("have people, shown whole, in short or in a list of their own", async () => {
    const [device] = devices();
    const id = device?.userIds[0] ?? "";
    const { login } = org.sandbox.store.users.get(id)?.profile ?? {};
    const whole = (await list({ expand: "user" })).body[0]._embedded.users;
    const short = (await list({ expand: "userSummary" })).body[0]._embedded.users;
    const alone = await send(`${PATH}/${device?.id}/users`);
    expect(alone.status).toBe(200);
    expect(alone.body).toEqual(whole);
    expect(whole).toEqual([
      {
        created: device?.created,
        managementStatus: "MANAGED",
        screenLockType: "BIOMETRIC",
        user: expect.objectContaining({ id, status: "ACTIVE", profile: expect.objectContaining({ login }) }),
      },
    ]);
    expect(short[0].user).toEqual({
      id,
      profile: { firstName: "Ada", lastName: "Lovelace", login, email: login },
      _links: { self: { href: `https://sandbox.okta.example/api/v1/users/${id}` } },
    });
  });

  it("unknown: not found, in the words recorded", async () => {
    const device = [404, "E0000007", "Not found: Resource not found: non-existent-device-id (Device)"] as const;
    const object = [
      404,
      "E0000007",
      "Not found: Resource not found: non-existent-device-id (GenericUDObject)",
    ] as const;
    const path = `${PATH}/non-existent-device-id`;
    expectOktaError(await send(path), device);
    expectOktaError(await send(path, "DELETE"), device);
    expectOktaError(await send(`${path}/users`), object);
    for (const name of ["activate", "deactivate", "suspend", "unsuspend"]) {
      expectOktaError(await send(`${path}/lifecycle/${name}`, "POST"), device);
    }
  });
});

describe("the life of a device", () => {
  it.each(Object.keys(ALLOWED))("%s: what is allowed is done, the rest refused", async (status) => {
    for (const name of ["activate", "deactivate", "suspend", "unsuspend", "delete"]) {
      const device = { ...deviceIn("ACTIVE"), status: status as Device["status"] };
      org.sandbox.store.devices.set(device.id, device);
      org.clock.now = START + 60;
      const path = `${PATH}/${device.id}`;
      const events = await eventsOf(org, async () => {
        const answer = name === "delete" ? await send(path, "DELETE") : await send(`${path}/lifecycle/${name}`, "POST");
        if (ALLOWED[status]?.includes(name)) {
          expect([answer.status, answer.text], name).toEqual([204, ""]);
        } else {
          expectOktaError(answer, [403, "E0000152", "Illegal device status, cannot perform action."]);
        }
      });
      const isDone = ALLOWED[status]?.includes(name);
      expect(events).toEqual(isDone ? [`device.lifecycle.${name} ${device.id}`] : []);
      const after = (await send(path)).body;
      const become: Record<string, string> = {
        activate: "ACTIVE",
        deactivate: "DEACTIVATED",
        suspend: "SUSPENDED",
        unsuspend: "ACTIVE",
      };
      if (isDone && name === "delete") expect(after.errorCode).toBe("E0000007");
      else expect(after.status, name).toBe(isDone ? become[name] : status);
      if (isDone && name !== "delete") expect(after.lastUpdated).toBe("2027-01-15T08:01:00.000Z");
    }
  });

  it("deactivated, it has no users, and gets none back", async () => {
    const { id } = deviceIn("ACTIVE");
    const usersOf = async () => (await send(`${PATH}/${id}/users`)).body;
    expect(await usersOf()).toHaveLength(1);
    await send(`${PATH}/${id}/lifecycle/suspend`, "POST");
    expect(await usersOf()).toHaveLength(1);
    await send(`${PATH}/${id}/lifecycle/deactivate`, "POST");
    expect(await usersOf()).toEqual([]);
    await send(`${PATH}/${id}/lifecycle/activate`, "POST");
    expect(await usersOf()).toEqual([]);
  });

  it("is not changed by who may only read", async () => {
    const reader = await getToken(org, { form: { scope: "okta.devices.read" } });
    const { id } = deviceIn("ACTIVE");
    const suspended = await call(org, reader, `${PATH}/${id}/lifecycle/suspend`, "POST");
    expect([suspended.status, suspended.headers.get("www-authenticate")]).toEqual([
      403,
      expect.stringContaining('scope="okta.devices.manage"'),
    ]);
    expect(deviceIn("ACTIVE").id).toBe(id);
    const other = await makeOrg({ apps: [{ roles: ["READ_ONLY_ADMIN"] }] });
    const key = await getToken(other, { form: { scope: "okta.devices.manage" } });
    expect((await call(other, key, `${PATH}/${id}/lifecycle/suspend`, "POST")).body.errorCode).toBe("E0000006");
    expect((await call(other, key, `${PATH}/${id}`)).status).toBe(200);
  });
});
