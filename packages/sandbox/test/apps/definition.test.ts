import { beforeAll, describe, expect, it } from "vitest";
import { type Answer, ask, call, getToken } from "../support/client.ts";
import { expectOktaError } from "../support/expect.ts";
import { makeOrg, type TestOrg } from "../support/org.ts";

const URL_OF_ORG = "https://acme.okta.example";

let org: TestOrg;
let token: string;

beforeAll(async () => {
  org = await makeOrg({ rateLimits: false, orgUrl: URL_OF_ORG });
  token = await getToken(org, { form: { scope: "okta.policies.read okta.networkZones.read okta.orgs.read" } });
});

const get = (path: string) => call(org, token, path);
const namesOf = ({ body }: Answer): string[] => body.map(({ name }: { name: string }) => name);
const nextOf = ({ headers }: Answer) =>
  /<([^>]+)>; rel="next"/.exec(headers.get("link") ?? "")?.[1]?.replace(URL_OF_ORG, "");

describe("policies", () => {
  it("are listed by type, those of the type only", async () => {
    const answer = await get("/api/v1/policies?type=PASSWORD");
    expect(answer.status).toBe(200);
    expect(namesOf(answer)).toEqual(["Contractors", "Default Policy"]);
    for (const type of ["OKTA_SIGN_ON", "MFA_ENROLL", "PROFILE_ENROLLMENT", "IDP_DISCOVERY"]) {
      const { body } = await get(`/api/v1/policies?type=${type}`);
      expect(body.map((policy: { type: string }) => policy.type)).toEqual([type]);
    }
    expect(namesOf(await get("/api/v1/policies?type=ACCESS_POLICY"))).toEqual([
      "Any two factors",
      "Okta Admin Console",
    ]);
    expect((await get("/api/v1/policies?type=CLIENT_UPDATE")).body).toEqual([]);
  });

  it("are shown whole, with what can be done with them", async () => {
    const [own, byDefault] = (await get("/api/v1/policies?type=PASSWORD")).body;
    const contractors = [...org.sandbox.store.groups.values()].find(({ profile }) => profile.name === "Contractors");
    expect(own).toMatchObject({
      id: expect.stringMatching(/^00p\w{17}$/),
      type: "PASSWORD",
      status: "ACTIVE",
      priority: 1,
      system: false,
      created: "2025-01-06T09:00:00.000Z",
      conditions: { people: { groups: { include: [contractors?.id] } } },
      settings: { password: { complexity: { minLength: 12 }, age: { maxAgeDays: 60 }, lockout: { maxAttempts: 10 } } },
    });
    const self = `${URL_OF_ORG}/api/v1/policies/${own.id}`;
    expect(own._links).toEqual({
      self: { href: self, hints: { allow: ["GET", "PUT", "DELETE"] } },
      rules: { href: `${self}/rules`, hints: { allow: ["GET", "POST"] } },
      deactivate: { href: `${self}/lifecycle/deactivate`, hints: { allow: ["POST"] } },
    });
    expect(Object.keys(byDefault._links)).toEqual(["self", "rules"]);
    expect((await get(`/api/v1/policies/${own.id}`)).body).toEqual(own);
  });

  it.each([
    ["status=ACTIVE", ["Contractors", "Default Policy"]],
    ["status=INACTIVE", []],
    ["q=def", ["Default Policy"]],
    ["q=policy", []],
    ["sortBy=name", ["Contractors", "Default Policy"]],
  ])("are narrowed down by %s", async (query, names) => {
    expect(namesOf(await get(`/api/v1/policies?type=PASSWORD&${query}`))).toEqual(names);
  });

  it("come in pages", async () => {
    const first = await get("/api/v1/policies?type=PASSWORD&limit=1");
    expect(namesOf(first)).toEqual(["Contractors"]);
    const second = await get(nextOf(first) ?? "");
    expect(namesOf(second)).toEqual(["Default Policy"]);
    expect(nextOf(second)).toBeUndefined();
    expect((await get("/api/v1/policies?type=PASSWORD&after=nonsense")).body.errorCode).toBe("E0000029");
  });

  it("without a type, or of none that there is: refused", async () => {
    expectOktaError(await get("/api/v1/policies"), [400, "E0000028", "The request is missing a required parameter."]);
    const { status, body } = await get("/api/v1/policies?type=NONSENSE");
    expect([status, body.errorCode]).toEqual([400, "E0000001"]);
  });

  it("unknown: not found", async () => {
    const summary = "Not found: Resource not found: 00psfbmjqA8Q5q3bg4x6 (Policy)";
    expectOktaError(await get("/api/v1/policies/00psfbmjqA8Q5q3bg4x6"), [404, "E0000007", summary]);
  });
});

describe("network zones", () => {
  it("are those that every org has, and one of its own", async () => {
    const answer = await get("/api/v1/zones");
    expect(answer.status).toBe(200);
    expect(namesOf(answer)).toEqual(["LegacyIpZone", "BlockedIpZone", "DefaultEnhancedDynamicZone", "Offices"]);
    expect(answer.headers.get("link")).toContain('/api/v1/zones?limit=20>; rel="self"');
    const own = answer.body[3];
    expect(own).toMatchObject({
      id: expect.stringMatching(/^nzo\w{17}$/),
      type: "IP",
      status: "ACTIVE",
      usage: "POLICY",
      system: false,
      gateways: [{ type: "CIDR", value: "192.0.2.0/24" }],
      _links: { self: { href: `${URL_OF_ORG}/api/v1/zones/${own.id}` } },
    });
    expect((await get(`/api/v1/zones/${own.id}`)).body).toEqual(own);
  });

  it.each([
    ['usage eq "BLOCKLIST"', ["BlockedIpZone", "DefaultEnhancedDynamicZone"]],
    ["system eq false", ["Offices"]],
    ['system eq true and usage eq "POLICY"', ["LegacyIpZone"]],
  ])("are filtered by %s", async (filter, names) => {
    expect(namesOf(await get(`/api/v1/zones?filter=${encodeURIComponent(filter)}`))).toEqual(names);
  });

  it("are not filtered by anything else", async () => {
    expect((await get('/api/v1/zones?filter=name eq "Offices"')).body.errorCode).toBe("E0000031");
  });

  it("come in pages", async () => {
    const first = await get("/api/v1/zones?limit=3");
    expect([...namesOf(first), ...namesOf(await get(nextOf(first) ?? ""))]).toHaveLength(4);
  });

  it("unknown: not found", async () => {
    const summary = "Not found: Resource not found: nzooq43khomS7zXxt5d7 (NetworkZone)";
    expectOktaError(await get("/api/v1/zones/nzooq43khomS7zXxt5d7"), [404, "E0000007", summary]);
  });
});

describe("the org", () => {
  it("reports who it is to those who may know", async () => {
    const { status, body } = await get("/api/v1/org");
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: expect.stringMatching(/^00o\w{17}$/),
      companyName: "Example",
      status: "ACTIVE",
      subdomain: "acme",
      created: "2025-01-06T09:00:00.000Z",
    });
    const other = await getToken(org, { form: { scope: "okta.users.read" } });
    const refused = await call(org, other, "/api/v1/org");
    expect([refused.status, refused.headers.get("www-authenticate")]).toEqual([
      403,
      expect.stringContaining('scope="okta.orgs.read"'),
    ]);
  });

  it("reports to everyone where it is, with any credentials, and counts nothing", async () => {
    const { id } = (await get("/api/v1/org")).body;
    const links = { organization: { href: URL_OF_ORG } };
    const expected = { id, cell: "sandbox", _links: links, pipeline: "idx", settings: expect.any(Object) };
    for (const authorization of [undefined, "Bearer nonsense", "SSWS nonsense", `DPoP ${token}`]) {
      const headers = authorization === undefined ? {} : { authorization };
      const answer = await ask(org, "/.well-known/okta-organization", { headers });
      expect([answer.status, answer.body]).toEqual([200, expected]);
      expect(answer.headers.has("x-rate-limit-limit")).toBe(false);
      expect(answer.headers.get("x-okta-request-id")).toMatch(/^req/);
    }
  });

  it("reports it by GET only, and nothing else without a token", async () => {
    const posted = await ask(org, "/.well-known/okta-organization", { method: "POST" });
    expect([posted.status, posted.body.errorCode]).toEqual([405, "E0000022"]);
    for (const path of [
      "/api/v1/org",
      "/api/v1/policies?type=PASSWORD",
      "/api/v1/zones",
      "/api/v1/logs",
      "/api/v1/devices",
    ]) {
      expectOktaError(await ask(org, path), [403, "E0000005", "Invalid session"]);
    }
  });
});
