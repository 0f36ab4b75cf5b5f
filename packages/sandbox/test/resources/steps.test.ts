import { beforeAll, expect, test as it } from "vitest";
import { call, getToken } from "../support/client.ts";
import { makeOrg, type TestOrg } from "../support/org.ts";

let org: TestOrg;
let token: string;

beforeAll(async () => {
  org = await makeOrg({ rateLimits: false });
  const names = `agentPools apps apps.interclientTrust customTelephonyProvider deviceIntegrations devicePostureChecks emailServers roles`;
  const scope = names
    .split(" ")
    .map((name) => `okta.${name}.manage`)
    .join(" ");
  token = await getToken(org, { form: { scope } });
});

const send = (method: string, path: string, body?: unknown) =>
  call(org, token, path, method, body === undefined ? {} : { body });

it("an update of an agent pool is paused, resumed and stopped, and only then retried", async () => {
  const [{ id, name, type }] = (await send("GET", "/api/v1/agentPools")).body;
  const path = `/api/v1/agentPools/${id}/updates`;
  const { body } = await send("POST", path, { name: "Nightly", agentType: type });
  const step = async (end: string) => {
    const answer = await send("POST", `${path}/${body.id}/${end}`);
    return [answer.status, answer.body.status ?? answer.body.errorCode];
  };
  expect([body.status, await step("resume")]).toEqual(["Scheduled", [400, "E0000001"]]);
  for (const [end, status] of Object.entries({ pause: "Paused", resume: "InProgress", stop: "Cancelled" }))
    expect(await step(end)).toEqual([201, status]);
  expect(await step("retry")).toEqual([201, "InProgress"]);

  const settings = await send("POST", `${path}/settings`, { agentType: type, releaseChannel: "EA" });
  expect([settings.status, (await send("GET", `${path}/settings`)).body]).toMatchObject([
    201,
    { poolId: id, poolName: name, agentType: type, releaseChannel: "EA" },
  ]);
  const unknown = await send("GET", "/api/v1/agentPools/invalid-pool-id-12345/updates/settings");
  expect(unknown.body.errorSummary).toBe("Not found: Resource not found: invalid-pool-id-12345 (AppInstance)");
});

it("one active telephony provider is the primary one", async () => {
  const path = "/api/v1/telephony-providers";
  const make = async (providerSid: string): Promise<string> =>
    (
      await send("POST", path, {
        providerName: "TWILIO",
        providerSid,
        providerAuthToken: "t",
        providerSettings: { sms: { type: "TWILIO_VERIFY" } },
      })
    ).body.id;
  const ids = [await make("AC1"), await make("AC2")];
  expect((await send("POST", `${path}/${ids[0]}/setAsPrimary`)).status).toBe(400);
  for (const id of ids) {
    await send("POST", `${path}/${id}/lifecycle/activate`);
    expect((await send("POST", `${path}/${id}/setAsPrimary`)).body.isPrimaryProvider).toBe(true);
  }
  const listed: { id: string; isPrimaryProvider: boolean }[] = (await send("GET", path)).body;
  expect(listed.filter((one) => one.isPrimaryProvider).map(({ id }) => id)).toEqual([ids[1]]);
  expect((await send("DELETE", `${path}/${ids[1]}`)).status).toBe(400);
  expect((await send("POST", `${path}/${ids[1]}/test`, { phoneNumber: "+14155550123", factor: "SMS" })).status).toBe(
    204,
  );
});

it("Okta's own posture checks are listed apart, and neither changed nor deleted", async () => {
  const path = "/api/v1/device-posture-checks";
  const { body: builtIn } = await send("GET", `${path}/default`);
  expect(builtIn.map(({ type }: { type: string }) => type)).toEqual(["BUILTIN", "BUILTIN"]);
  expect((await send("PUT", `${path}/${builtIn[0].id}`, builtIn[0])).status).toBe(403);
  expect((await send("DELETE", `${path}/${builtIn[0].id}`)).status).toBe(403);
});

it("a device integration is switched on and off", async () => {
  const [{ id, status }] = (await send("GET", "/api/v1/device-integrations")).body;
  const path = `/api/v1/device-integrations/${id}`;
  expect([status, (await send("POST", `${path}/lifecycle/activate`)).body.status]).toEqual(["DEACTIVATED", "ACTIVE"]);
  expect((await send("POST", `${path}/lifecycle/deactivate`)).body.status).toBe("DEACTIVATED");
});

it("the entitlements of a governance bundle have values", async () => {
  const path = "/api/v1/iam/governance";
  const entitlements = [{ role: "USER_ADMIN", targets: ["orn:okta:directory:o:groups:g"] }];
  const { body } = await send("POST", `${path}/bundles`, { name: "Groups", entitlements });
  const all = (await send("GET", `${path}/bundles/${body.id}/entitlements`)).body.entitlements;
  const values = await send("GET", `${path}/bundles/${body.id}/entitlements/${all[0].id}/values`);
  expect([all[0].role, values.body.entitlementValues[0].value]).toEqual([
    "USER_ADMIN",
    "orn:okta:directory:o:groups:g",
  ]);
  for (const [end, optInStatus] of Object.entries({ optIn: "OPTED_IN", optOut: "OPTED_OUT" })) {
    await send("POST", `${path}/${end}`);
    expect((await send("GET", `${path}/optIn`)).body.optInStatus).toBe(optInStatus);
  }
});

it("trust between two apps is an entry of both apps' lists", async () => {
  const [one, other] = (await send("GET", "/api/v1/apps")).body;
  const path = `/api/v1/apps/${one.id}/interclient-allowed-apps`;
  expect((await send("POST", path, { id: other.id })).status).toBe(201);
  expect((await send("POST", path, { id: other.id })).body.errorCode).toBe("E0000001");
  expect((await send("GET", path)).body).toEqual([other.id]);
  expect((await send("GET", `/api/v1/apps/${other.id}/interclient-target-apps`)).body).toEqual([one.id]);
  expect((await send("DELETE", `${path}/${other.id}`)).status).toBe(204);
  expect((await send("DELETE", `${path}/${other.id}`)).status).toBe(404);
});

it("an email server sends a test to addresses only", async () => {
  const server = { alias: "Relay", host: "smtp.example.com", port: 587, username: "u", enabled: true };
  expect((await send("POST", "/api/v1/email-servers", server)).body.errorSummary).toBe(
    "Api validation failed: password",
  );
  const { body } = await send("POST", "/api/v1/email-servers", { ...server, password: "p" });
  const path = `/api/v1/email-servers/${body.id}/test`;
  expect((await send("POST", path, { from: "a@example.com", to: "b@example.com" })).status).toBe(204);
  expect((await send("POST", path, { from: "a@example.com", to: "b" })).status).toBe(400);
});
