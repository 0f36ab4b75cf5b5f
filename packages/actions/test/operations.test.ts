import { describe, expect, it } from "vitest";
import { listMoreOperations, listOperations, matchOperation, type Operation } from "../src/operations.ts";

/** A path with something in each place of its parameters. */
const filled = (path: string) => path.replaceAll(/\{\w+\}/g, "00u1example");

describe("the table", () => {
  it("holds every operation of Okta's Management API once", () => {
    const operations = listOperations();
    expect(operations).toHaveLength(732);
    expect(new Set(operations.map(({ id }) => id)).size).toBe(732);
    expect(new Set(operations.map(({ method, path }) => `${method} ${path}`)).size).toBe(732);
  });

  it("names the scopes of all but those that no OAuth token opens", () => {
    const without = listOperations().filter(({ scopes }) => scopes.length === 0);
    expect(without.map(({ path }) => path).sort()).toEqual([
      "/.well-known/app-authenticator-configuration",
      "/.well-known/apple-app-site-association",
      "/.well-known/assetlinks.json",
      "/.well-known/okta-organization",
      "/.well-known/ssf-configuration",
      "/.well-known/webauthn",
      "/api/v1/api-tokens/current",
      "/api/v1/users/{userId}/factors/questions",
      "/security/api/v1/security-events",
    ]);
    for (const { id, scopes } of listOperations()) {
      for (const scope of scopes) expect(scope, id).toMatch(/^(okta\.[A-Za-z.]+|ssf)\.(read|manage|run)$/);
    }
  });

  it("a change needs a scope that allows changes", () => {
    const lenient = listOperations().filter(
      ({ method, scopes }) => method !== "GET" && scopes.length > 0 && scopes.every((scope) => scope.endsWith(".read")),
    );
    // Two ask a question, one sends a mail to oneself.
    expect(lenient.map(({ id }) => id)).toEqual([
      "sendTestEmail",
      "submitGroupAttributeQuery",
      "createPolicySimulation",
    ]);
  });
});

describe("a request is matched to the operation that Okta takes it for", () => {
  it.each(listOperations().map((operation) => [operation.method, operation.path, operation] as const))(
    "%s %s",
    (method, path, operation) => {
      expect(matchOperation(method, filled(path))?.operation).toBe(operation);
    },
  );

  it.each([
    ["GET", "/api/v1/groups/rules", "listGroupRules"],
    ["GET", "/api/v1/groups/rules/0pr1", "getGroupRule"],
    ["GET", "/api/v1/groups/00g1", "getGroup"],
    ["GET", "/api/v1/users/me%40example.com", "getUser"],
    ["GET", "/api/v1/users/ada+test@example.com/groups", "listUserGroups"],
    ["GET", "/api/v1/users/zo%C3%AB%40example.com/groups", "listUserGroups"],
    ["GET", "/api/v1/users/guest%23EXT%23@fabrikam.example/groups", "listUserGroups"],
    ["GET", "/api/v1/users/EXAMPLE%5Cada/groups", "listUserGroups"],
    ["GET", "/api/v1/users/50%25%3Boff%3F/groups", "listUserGroups"],
    ["GET", "/api/v1/users/00u1/factors/catalog", "listSupportedFactors"],
    ["GET", "/api/v1/users/00u1/factors/mbl1", "getFactor"],
    // Guests of Azure, and what else logins contain.
    ["GET", "/api/v1/users/ada_example.com%23EXT%23%40acme.onmicrosoft.com", "getUser"],
    ["GET", "/api/v1/users/00u1%23x/groups", "listUserGroups"],
    ["GET", "/api/v1/users/a%3Fb%3Bc%40example.com/groups", "listUserGroups"],
    ["GET", "/api/v1/users/100%25%40example.com/groups", "listUserGroups"],
    ["GET", "/api/v1/users/ACME%5Cada/groups", "listUserGroups"],
  ])("%s %s is %s", (method, path, id) => {
    expect(matchOperation(method, path)?.operation?.id).toBe(id);
  });

  it("a method that the path does not know: none, and the ones that it knows", () => {
    expect(matchOperation("PATCH", "/api/v1/users")).toMatchObject({ operation: undefined, allow: ["GET", "POST"] });
    expect(matchOperation("get", "/api/v1/users")?.operation).toBeUndefined();
    expect(matchOperation("HEAD", "/api/v1/users")?.operation).toBeUndefined();
  });

  it("with its segments, decoded", () => {
    const { segments } = matchOperation("GET", "/api/v1/users/guest%23EXT%23@example.com") ?? {};
    expect(segments).toEqual(["api", "v1", "users", "guest#EXT#@example.com"]);
  });
});

it("no GET changes state in Okta: each of them gets, lists, retrieves or downloads", () => {
  const isGet = ({ method }: Operation) => method === "GET";
  // Those that no token opens are rejected.
  const more = listMoreOperations().filter((operation) => isGet(operation) && operation.scopes.length > 0);
  const gets = [...listOperations().filter(isGet), ...more];
  expect(gets).toHaveLength(288 + more.length);
  expect(more.length).toBeGreaterThan(20);
  for (const { id, path } of gets) {
    expect(id).toMatch(/^(get|list|retrieve|download|preview|is)[A-Z]/);
    expect(path).not.toMatch(
      /\/(lifecycle|logout|revoke|rotate|activate|deactivate|reset|send|resend|verify|poll)(\/|$)/,
    );
  }
});

describe("what could be taken for something else on the way is not an operation", () => {
  it.each([
    "",
    "/",
    "/api/v1",
    "/api/v1/",
    "/api/v1/users/",
    "/api/v1//users",
    "//api/v1/users",
    "/API/v1/users",
    "/api/v1/Users",
    "/api/v1/users.json",
    "/api/v1/users;x=1",
    "/api/v1/users%2F00u1",
    "/api/v1/users/00u1%2Flifecycle%2Fsuspend",
    "/api/v1/users/00u1%252Flifecycle",
    "/api/v1/users/..%2F..%2Fgroups",
    "/api/v1/users/%2e%2e/groups",
    "/api/v1/users/%252e%252e/groups",
    "/api/v1/users/%25252e%25252e/groups",
    "/api/v1/users/x%5C..%5Cgroups/groups",
    "/api/v1/users/..%3B/groups",
    "/api/v1/users/..%23/groups",
    "/api/v1/groups/%72ules",
    "/api/v1/groups/%2572ules",
    "/api/v1/groups/rules%3Bx",
    "/api/v1/groups/rules%23",
    "/api/v1/groups/rules%3Fx",
    "/api/v1/groups/x%5Crules",
    "/api/v1/users/%6de/groups",
    "/api/v1/users/00u%31/groups",
    "/api/v1/users/./groups",
    "/api/v1/users/../groups",
    "/api/v1/users/00u1\\..\\x/groups",
    "/api/v1/users/00u1;/groups",
    "/api/v1/users/%EF%BC%8E%EF%BC%8E/groups",
    "/api/v1/users/%E2%80%A5/groups",
    "/api/v1/users/00u1%EF%BC%8Fx/groups",
    "/api/v1/users/00u1%E2%88%95x/groups",
    "/api/v1/users/00u1%EF%BC%BCx/groups",
    "/api/v1/users/00u1%EF%BC%852Fx/groups",
    "/api/v1/users/00u1%E2%84%80x/groups",
    "/api/v1/users/00u1%00/groups",
    "/api/v1/users/00u1%0d%0aHost:x/groups",
    "/api/v1/groups/%72ules",
    "/api/v1/groups/%2572ules",
    "/api/v1/groups/Rules",
    "/api/v1/groups/%EF%BD%92ules",
    "/api/v1/us%65rs",
    "/api/v1/users/00u1%5C..%5Cx/groups",
    "/api/v1/users/00u1%3B..%3Bx/groups",
    "/api/v1/users/..%3B/groups",
    "/api/v1/users/%20/groups",
    "/api/v1/users/00u1%E2%80%8B/groups",
    "/api/v1/users/%FF/groups",
    "/api/v1/users/%/groups",
    "/api/v1/users/%zz/groups",
    `/api/v1/users/${"x".repeat(513)}/groups`,
    "/oauth2/v1/token",
    "/oauth2/v1/authorize",
    "/api/v1/authn",
    "/api/v1/sessions/me/x",
    "/api/v1/ｕsers",
    "/api/v1/users/00u1/lifecycle",
    "/api/v1/users/00u1/lifecycle/suspend/x",
    "api/v1/users",
  ])("%j", (path) => {
    expect(matchOperation("GET", path)).toBeUndefined();
    expect(matchOperation("POST", path)).toBeUndefined();
  });
});

describe("operations beside Okta's description", () => {
  const more = listMoreOperations();

  it("are those that okta-sdk-nodejs 8.1 calls, the metadata of authorization servers, and the reads of clients", () => {
    expect(more).toHaveLength(89);
    const known = new Set(listOperations().map(({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, "{}")}`));
    for (const { method, path } of more) {
      expect(known, `${method} ${path}`).not.toContain(`${method} ${path.replaceAll(/\{\w+\}/g, "{}")}`);
    }
    expect(new Set([...more, ...listOperations()].map(({ id }) => id)).size).toBe(732 + 89);
  });

  it.each(more.map((operation) => [operation.method, operation.path, operation] as const))(
    "%s %s is found",
    (method, path, operation) => {
      expect(matchOperation(method, filled(path))?.operation).toBe(operation);
    },
  );

  it("have scopes, except those that need a session, an API token, or nothing", () => {
    const without = more.filter(({ scopes, isPublic }) => scopes.length === 0 && !isPublic);
    expect(without.map(({ id }) => id).sort()).toEqual([
      "closeCurrentSession",
      "createSession",
      "endUserSessions",
      "getCurrentSession",
      "getOAuth2AccessTokenForExpressConfiguration",
      "refreshCurrentSession",
    ]);
    for (const { id, method, scopes } of more) {
      for (const scope of scopes) expect(scope, id).toMatch(/^okta\.[A-Za-z]+\.(read|manage)$/);
      if (method === "GET") for (const scope of scopes) expect(scope, id).toMatch(/\.read$/);
    }
  });

  it("a change that has not been reviewed is destructive", () => {
    for (const { id, method, risk } of more) expect(risk, id).toBe(method === "GET" ? "read" : "destructive");
  });

  it("are public only if they publish metadata or keys", () => {
    const published = [...listOperations(), ...more].filter(({ isPublic }) => isPublic);
    expect(published).toHaveLength(12);
    for (const { id, method, path, scopes } of published) {
      expect(method, id).toBe("GET");
      expect(path, id).toMatch(/\/\.well-known\/[\w.-]+$|\/v1\/keys$/);
      expect(scopes, id).toEqual([]);
    }
  });
});
