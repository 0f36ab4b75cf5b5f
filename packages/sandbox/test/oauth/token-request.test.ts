import { beforeAll, describe, expect, it } from "vitest";
import { ask, askToken, type TokenRequestTampering } from "../support/client.ts";
import { expectOktaError, expectRefusal, type Refused } from "../support/expect.ts";
import { read } from "../support/jwt.ts";
import { appOf, makeOrg, type TestOrg } from "../support/org.ts";

let org: TestOrg;

beforeAll(async () => {
  org = await makeOrg({
    apps: [{ scopes: ["okta.users.read", "okta.groups.read"] }, { scopes: [] }],
    rateLimits: false,
  });
});

async function expectRefused(tampering: TokenRequestTampering, expected: Refused) {
  expectRefusal(await askToken(org, tampering), expected);
}

describe("the form", () => {
  const GRANT_TYPE =
    /^The token request must specify a 'grant_type'\. Valid values: \[[a-z_, ]*client_credentials[a-z_, ]*\]$/;
  const UNSUPPORTED =
    /^The authorization grant type is not supported by the authorization server\. Configured grant types: \[[a-z_, ]*client_credentials[a-z_, ]*\]\.$/;

  it.each([undefined, ""])("grant_type %j: refused", async (grantType) => {
    const { status, body } = await askToken(org, { form: { grant_type: grantType } });
    expect(status).toBe(400);
    expect(body).toEqual({ error: "invalid_request", error_description: expect.stringMatching(GRANT_TYPE) });
  });

  it("unknown grant_type: refused", async () => {
    const { status, body } = await askToken(org, { form: { grant_type: "magic" } });
    expect(status).toBe(400);
    expect(body).toEqual({ error: "unsupported_grant_type", error_description: expect.stringMatching(UNSUPPORTED) });
  });

  it.each(["authorization_code", "refresh_token", "password", "implicit"])("grant_type %s: not for an app", (type) =>
    expectRefused({ form: { grant_type: type } }, [
      400,
      "unauthorized_client",
      "The client is not authorized to use the provided grant type. Configured grant types: [client_credentials].",
    ]),
  );

  it.each(["&scope=okta.groups.read", "&grant_type=client_credentials", "&x=1&x=1"])("%s once more: refused", (more) =>
    expectRefused({ more }, [400, "invalid_request", "The request contained multiple parameters with the same name."]),
  );

  it.each(["client_id", "client_secret", "client_assertion", "client_assertion_type"])(
    "%s in the query: refused",
    (name) =>
      expectRefused({ query: `?${name}=x` }, [
        400,
        "invalid_request",
        "Client credentials cannot be supplied via query parameters.",
      ]),
  );

  it.each(["application/json", "text/plain", "multipart/form-data; boundary=x"])(
    "content type %s: refused",
    async (type) => {
      expectOktaError(await askToken(org, { headers: { "content-type": type } }), [
        400,
        "E0000021",
        "Bad request.  Accept and/or Content-Type headers likely do not match supported values.",
      ]);
    },
  );

  it("a content type with a charset: taken", async () => {
    const headers = { "content-type": "application/x-www-form-urlencoded; charset=UTF-8" };
    expect((await askToken(org, { headers })).status).toBe(200);
  });

  it("GET: no token", async () => {
    expect((await ask(org, "/oauth2/v1/token")).status).toBeGreaterThanOrEqual(404);
  });
});

describe("the scopes", () => {
  const UNKNOWN = "One or more scopes are not configured for the authorization server resource.";

  it.each([undefined, "", "  "])("%j: refused", (scope) =>
    expectRefused({ form: { scope } }, [400, "invalid_scope", "No scopes were requested."]),
  );

  it.each(["okta.nonsense.read", "okta.users.write", "OKTA.USERS.READ", "okta.users.read okta.nonsense.read"])(
    "%s: unknown, refused",
    (scope) => expectRefused({ form: { scope } }, [400, "invalid_scope", UNKNOWN]),
  );

  it.each(["openid", "profile", "offline_access", "okta.users.read openid"])("%s: for people, refused", (scope) =>
    expectRefused({ form: { scope } }, [
      400,
      "invalid_scope",
      "Cannot request 'openid' scopes using client credentials.",
    ]),
  );

  it.each(["okta.users.read.self", "okta.users.read okta.users.manage.self"])("%s: of oneself, refused", (scope) =>
    expectRefused({ form: { scope } }, [
      400,
      "client_credentials_self_scope_requested",
      "The 'client_credentials' grant type may not request .self scopes.",
    ]),
  );

  it.each(["okta.apps.read", "okta.apps.read okta.logs.read", "okta.users.manage"])(
    "%s: none granted, refused",
    (scope) =>
      expectRefused({ form: { scope } }, [400, "consent_required", "You are not allowed any of the requested scopes."]),
  );

  it("an app without grants gets no token at all", () =>
    expectRefused({ app: appOf(org.sandbox, 1) }, [
      400,
      "consent_required",
      "You are not allowed any of the requested scopes.",
    ]));

  it.each([
    ["okta.users.read okta.apps.read", "okta.users.read"],
    ["okta.apps.read okta.groups.read okta.logs.read okta.users.read", "okta.groups.read okta.users.read"],
    ["okta.users.read okta.users.manage", "okta.users.read"],
    ["okta.users.read okta.users.read", "okta.users.read"],
    [" okta.users.read  okta.groups.read ", "okta.users.read okta.groups.read"],
  ])("%j: those granted are given, the others dropped", async (scope, given) => {
    const { status, body } = await askToken(org, { form: { scope } });
    expect(status).toBe(200);
    expect(body.scope).toBe(given);
    expect(read(body.access_token).claims.scp).toEqual(given.split(" "));
  });
});
