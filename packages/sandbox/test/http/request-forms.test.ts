import { beforeAll, describe, expect, it } from "vitest";
import { ask, getToken } from "../support/client.ts";
import { makeOrg, type TestOrg } from "../support/org.ts";

let org: TestOrg;
let token: string;

beforeAll(async () => {
  org = await makeOrg({ apps: [{ dpop: false }], rateLimits: false });
  token = await getToken(org, { form: { scope: "okta.users.manage okta.groups.read" } });
});

const get = (path: string, scheme = "Bearer ") => ask(org, path, { headers: { authorization: scheme + token } });
const loginsOf = (body: readonly { profile: { login: string } }[]) => body.map(({ profile }) => profile.login);

describe("what real clients send, and Okta accepts", () => {
  it.each(["Bearer", "Bearer ", "bearer  "])("accepts the authorization scheme written as %j", async (scheme) => {
    expect((await get("/api/v1/users?limit=1", scheme)).status).toBe(200);
  });

  it.each(["/api/v1/users", "/api/v1/groups", "/.well-known/okta-organization"])(
    "treats %s with a trailing slash as the path without it",
    async (path) => {
      const [plain, slashed] = [await get(path), await get(`${path}/`)];
      expect(slashed.status).toBe(200);
      expect(slashed.body).toEqual(plain.body);
    },
  );

  it.each(["q=&filter=&limit=3", "search=&limit=3", "limit=3&after=", "limit=3&sortBy=&sortOrder="])(
    "treats the empty parameters of ?%s as absent",
    async (query) => {
      const { status, body } = await get(`/api/v1/users?${query}`);
      expect(status).toBe(200);
      expect(loginsOf(body)).toEqual(loginsOf((await get("/api/v1/users?limit=3")).body));
    },
  );
});
