import { expect, it } from "vitest";
import { memoryTokenCache } from "../src/index.ts";
import { adminOf, createTestOrg } from "./support/org.ts";

const BOTH = ["okta.users.read", "okta.groups.read"];

/** An org whose app is granted okta.users.read only; `grant` grants okta.groups.read too. */
async function orgWithOneScope() {
  const org = await createTestOrg({ apps: [{ scopes: ["okta.users.read"] }] });
  const grant = () => {
    adminOf(org.sandbox).scopes = BOTH;
  };
  return { ...org, grant, tokenRequests: () => org.sandbox.requests.count("token") };
}

it("uses a scope that was granted after the token was issued", async () => {
  const { client, grant, tokenRequests, events } = await orgWithOneScope();
  const okta = client({ scopes: BOTH });
  await okta.token();
  grant();
  const before = tokenRequests();
  expect((await okta.fetch("/api/v1/groups")).status).toBe(200);
  expect(tokenRequests() - before).toBe(1);
  expect(events.filter(({ type }) => type === "request.retried")).toEqual([
    { type: "request.retried", method: "GET", path: "/api/v1/groups", reason: "scope_granted", wait: 0 },
  ]);
});

it("performs the write once with the scope that was granted later", async () => {
  const { client, sandbox } = await createTestOrg({ apps: [{ scopes: ["okta.groups.read"] }] });
  const okta = client({ scopes: ["okta.groups.read", "okta.groups.manage"] });
  await okta.token();
  adminOf(sandbox).scopes = ["okta.groups.read", "okta.groups.manage"];
  const response = await okta.fetch("/api/v1/groups", { method: "POST", json: { profile: { name: "Edge" } } });
  expect(response.status).toBe(200);
  const groups = await okta.json<{ profile: { name: string } }[]>("/api/v1/groups?q=Edge");
  expect(groups.filter(({ profile }) => profile.name === "Edge")).toHaveLength(1);
});

it("requests a new token at most once a minute while the scope is missing, for any number of calls", async () => {
  const { client, grant, tokenRequests, clock } = await orgWithOneScope();
  const okta = client({ scopes: BOTH });
  await okta.token();
  const before = tokenRequests();
  const statuses = await Promise.all(
    Array.from({ length: 20 }, async () => (await okta.fetch("/api/v1/groups")).status),
  );
  expect(new Set(statuses)).toEqual(new Set([403]));
  expect(tokenRequests() - before).toBe(1);
  clock.advance(59);
  grant();
  expect((await okta.fetch("/api/v1/groups")).status).toBe(403);
  expect(tokenRequests() - before).toBe(1);
  clock.advance(1);
  const later = await Promise.all(Array.from({ length: 20 }, async () => (await okta.fetch("/api/v1/groups")).status));
  expect(new Set(later)).toEqual(new Set([200]));
  expect(tokenRequests() - before).toBe(2);
});

it("requests no token if the scope was not requested", async () => {
  const { client, tokenRequests } = await orgWithOneScope();
  const okta = client({ scopes: ["okta.users.read"] });
  await okta.token();
  const before = tokenRequests();
  expect((await okta.fetch("/api/v1/groups")).status).toBe(403);
  expect(tokenRequests()).toBe(before);
});

it("replaces a token from the shared cache, and later clients find the new one there", async () => {
  const { client, grant, tokenRequests, settle } = await orgWithOneScope();
  const tokenCache = memoryTokenCache();
  await client({ scopes: BOTH, tokenCache }).token();
  await settle();
  grant();
  const before = tokenRequests();
  const other = client({ scopes: BOTH, tokenCache });
  expect((await other.token()).scopes).toEqual(["okta.users.read"]);
  expect(tokenRequests()).toBe(before);
  expect((await other.fetch("/api/v1/groups")).status).toBe(200);
  expect(tokenRequests()).toBeGreaterThan(before);
  await settle();
  const after = tokenRequests();
  expect((await client({ scopes: BOTH, tokenCache }).fetch("/api/v1/groups")).status).toBe(200);
  expect(tokenRequests()).toBe(after);
});

it("reads the new token from the shared cache if another client has replaced it already", async () => {
  const { client, grant, tokenRequests, settle } = await orgWithOneScope();
  const tokenCache = memoryTokenCache();
  const [one, two] = [client({ scopes: BOTH, tokenCache }), client({ scopes: BOTH, tokenCache })];
  await one.token();
  await two.token();
  grant();
  expect((await one.fetch("/api/v1/groups")).status).toBe(200);
  await settle();
  const before = tokenRequests();
  expect((await two.fetch("/api/v1/groups")).status).toBe(200);
  expect(tokenRequests()).toBe(before);
});

it("returns the 403 when the new token cannot be obtained, and keeps the old one", async () => {
  const { client, sandbox } = await orgWithOneScope();
  const okta = client({ scopes: BOTH });
  const { accessToken } = await okta.token();
  const app = adminOf(sandbox);
  app.active = false;
  expect((await okta.fetch("/api/v1/groups")).status).toBe(403);
  expect((await okta.token()).accessToken).toBe(accessToken);
});
