import { describe, expect, it } from "vitest";
import type { SandboxOptions } from "../../src/index.ts";
import { type Answer, ask, askToken, call, getToken } from "../support/client.ts";
import { expectOktaError } from "../support/expect.ts";
import { makeOrg, registered, START, type TestOrg } from "../support/org.ts";

const EXCEEDED = [429, "E0000047", "API call exceeded rate limit due to too many requests."] as const;

async function prepare(rateLimits: SandboxOptions["rateLimits"]) {
  const org = await makeOrg({ rateLimits });
  const token = await getToken(org, { form: { scope: "okta.users.read okta.groups.read" } });
  return { org, token, list: () => call(org, token, "/api/v1/users") };
}

const limitsOf = ({ headers }: Answer) =>
  ["limit", "remaining", "reset"].map((name) => Number(headers.get(`x-rate-limit-${name}`) ?? Number.NaN));

describe("a bucket", () => {
  it("counts down, and its window begins with its first call", async () => {
    const { org, list } = await prepare({ users: 3 });
    org.clock.now = START + 7;
    expect(limitsOf(await list())).toEqual([3, 2, START + 67]);
    org.clock.now = START + 30;
    expect(limitsOf(await list())).toEqual([3, 1, START + 67]);
    expect(limitsOf(await list())).toEqual([3, 0, START + 67]);
  });

  it("that is empty: refused, without a Retry-After", async () => {
    const { list } = await prepare({ users: 1 });
    expect((await list()).status).toBe(200);
    const answer = await list();
    expectOktaError(answer, EXCEEDED);
    expect(limitsOf(answer)).toEqual([1, 0, START + 60]);
    expect(answer.headers.get("retry-after")).toBeNull();
    expect(answer.headers.get("x-okta-request-id")).toBeTruthy();
  });

  it("is full again when its 60 seconds are over, and not before", async () => {
    const { org, list } = await prepare({ users: 1 });
    await list();
    org.clock.now = START + 59;
    expect((await list()).status).toBe(429);
    org.clock.now = START + 60;
    const answer = await list();
    expect(answer.status).toBe(200);
    expect(limitsOf(answer)).toEqual([1, 0, START + 120]);
  });

  it("never ends more than 60 seconds after the date of the answer", async () => {
    const { org, list } = await prepare({});
    org.clock.now = START + 0.4;
    const answer = await list();
    const date = Date.parse(answer.headers.get("date") ?? "") / 1000;
    expect((limitsOf(answer)[2] ?? Number.NaN) - date).toBeLessThanOrEqual(60);
  });

  it("says nothing about another", async () => {
    const { org, token, list } = await prepare({ users: 1 });
    await list();
    expect((await list()).status).toBe(429);
    expect((await call(org, token, "/api/v1/groups")).status).toBe(200);
    expect((await call(org, token, "/api/v1/users/ada.lovelace")).status).toBe(200);
  });

  it("can be set while the org runs", async () => {
    const { org, list } = await prepare({});
    org.sandbox.rateLimits.setLimit("users", 0);
    expectOktaError(await list(), EXCEEDED);
  });
});

it("the token endpoint has a bucket as well", async () => {
  const org = await makeOrg({ rateLimits: { token: 1 } });
  expect((await askToken(org)).status).toBe(200);
  expectOktaError(await askToken(org), EXCEEDED);
  org.clock.now = START + 60;
  expect((await askToken(org)).status).toBe(200);
});

it("limits that are off still count, and refuse nothing", async () => {
  const { org, list } = await prepare(false);
  org.sandbox.rateLimits.setLimit("users", 1);
  for (let turn = 0; turn < 3; turn++) expect((await list()).status).toBe(200);
});

describe("the headers come with errors too:", () => {
  it.each<[name: string, fail: (org: TestOrg, token: string) => Promise<Answer>, status: number]>([
    ["no Authorization", (org) => ask(org, "/api/v1/users"), 403],
    ["a bad token", (org) => ask(org, "/api/v1/users", { headers: { authorization: "SSWS x" } }), 401],
    ["no proof", (org, token) => ask(org, "/api/v1/users", { headers: { authorization: `DPoP ${token}` } }), 400],
    ["not found", (org, token) => call(org, token, "/api/v1/users/missing"), 404],
    ["a bad cursor", (org, token) => call(org, token, "/api/v1/users?after=x"), 400],
    ["a client refused", (org) => askToken(org, { form: { client_assertion: "x" } }), 401],
    [
      "no role",
      (org, token) => {
        registered(org).roles = [];
        return call(org, token, "/api/v1/users");
      },
      403,
    ],
  ])("%s", async (_name, fail, status) => {
    const { org, token } = await prepare({});
    const answer = await fail(org, token);
    expect(answer.status).toBe(status);
    expect(limitsOf(answer)).toEqual([expect.any(Number), expect.any(Number), START + 60]);
    expect(limitsOf(answer)).not.toContain(Number.NaN);
  });
});
