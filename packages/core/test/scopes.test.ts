import { describe, expect, it } from "vitest";
import { ConfigurationError, parseScopes } from "../src/index.ts";
import { oktaScopes } from "../src/scopes.ts";

function errorOf(value: unknown): ConfigurationError {
  try {
    parseScopes(value as string);
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error(`${JSON.stringify(value)} was accepted.`);
}

describe("oktaScopes", () => {
  it("contains each scope once, sorted", () => {
    expect(oktaScopes).toContain("okta.users.read");
    expect(oktaScopes).toContain("okta.logs.read");
    expect(oktaScopes).not.toContain("okta.logs.manage");
    expect(oktaScopes).toContain("ssf.manage");
    expect([...new Set(oktaScopes)].sort()).toEqual(oktaScopes);
    expect(oktaScopes.length).toBeGreaterThan(100);
  });

  it("passes through parseScopes unchanged", () => {
    expect(parseScopes(oktaScopes)).toEqual(oktaScopes);
    expect(parseScopes(oktaScopes.join(" "))).toEqual(oktaScopes);
  });
});

describe("parseScopes", () => {
  it.each([
    "okta.users.read okta.groups.read",
    "okta.users.read,okta.groups.read",
    "okta.users.read, okta.groups.read,",
    "\uFEFF okta.users.read\r\n\tokta.groups.read\n",
    ["okta.users.read", "okta.groups.read"],
    ["okta.users.read,okta.groups.read"],
    ["okta.users.read okta.groups.read", "okta.users.read"],
    '["okta.users.read","okta.groups.read"]',
    "['okta.users.read', 'okta.groups.read']",
    '[\n  "okta.users.read",\n  "okta.groups.read"\n]',
    "'okta.users.read okta.groups.read'",
    '"okta.users.read okta.groups.read',
    ['["okta.users.read"]', "`okta.groups.read`"],
    ["\uFEFFokta.users.read", " okta.groups.read "],
  ])("reads %j", (value) => {
    expect(parseScopes(value)).toEqual(["okta.users.read", "okta.groups.read"]);
  });

  it.each([
    ["okta.user.read", "okta.users.read"],
    ["okta.users.raed", "okta.users.read"],
    ["okta.Users.Read", "okta.users.read"],
    ["users.read", "okta.users.read"],
    ["okta:users:read", "okta.users.read"],
    ["okta.group.manage", "okta.groups.manage"],
    ["okta.policy.read", "okta.policies.read"],
    ["okta.users.write", "okta.users.manage"],
    ["okta.user-types.read", "okta.userTypes.read"],
    ["okta.networkzones.read", "okta.networkZones.read"],
    ["okta.users.mange", "okta.users.manage"],
  ])("suggests for %s the scope %s", (scope, suggestion) => {
    const error = errorOf(`okta.apps.read ${scope}`);
    expect(error).toMatchObject({ code: "invalid_scopes", option: "scopes" });
    expect(error.message).toBe(`Unknown scope ${scope}. Did you mean ${suggestion}?`);
  });

  it.each([
    "okta.factors.read",
    "okta.factors.manage",
    "okta.events.read",
    "okta.clients.read",
    "okta.clients.manage",
    "okta.clients.register",
    "okta.riskEvents.manage",
    "okta.riskProviders.read",
    "okta.certificateAuthorities.read",
    "okta.governance.accessRequests.manage",
    "okta.governance.entitlements.read",
    "okta.workflows.invoke.manage",
    "okta.manifests.read",
    "okta.reports.read",
    "okta.enduser.manage",
    "okta.privilegedResources.read",
    "okta.users.read.self",
    "okta.myAccount.read",
    "openid",
    "https://api.example/read",
  ])("accepts %s, which resembles no documented scope", (scope) => {
    expect(parseScopes(scope)).toEqual([scope]);
  });

  it.each([
    [""],
    [" ,\n"],
    ["[]"],
    ['[""]'],
    [[]],
    [["", " "]],
    [undefined],
    [null],
    [1],
    [[undefined]],
    [['okta."x"']],
    ["okta.üsers.read"],
  ])("rejects %j", (value) => {
    expect(errorOf(value)).toMatchObject({ code: "invalid_scopes", option: "scopes" });
  });
});
