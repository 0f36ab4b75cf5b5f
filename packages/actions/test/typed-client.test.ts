import { createOktaClient, OktaApiError } from "@okta-edge/core";
import { createSandbox } from "@okta-edge/sandbox";
import { beforeAll, describe, expect, expectTypeOf, it } from "vitest";
import * as groups from "../src/catalog/groups.ts";
import * as users from "../src/catalog/users.ts";
import { ActionInputError, withActions } from "../src/index.ts";

const sandbox = await createSandbox({ apps: [{ algorithm: "ES256" }] });
const [app] = sandbox.apps;
const okta = withActions(
  createOktaClient({
    orgUrl: sandbox.orgUrl,
    clientId: app?.clientId ?? "",
    privateKey: app?.privateKey ?? "",
    scopes: ["okta.users.manage", "okta.groups.manage"],
    fetch: sandbox.fetch,
  }),
  { users, groups },
);

beforeAll(() => sandbox.requests.clear());

describe("actions as functions", () => {
  it("answer with what the schema says", async () => {
    const user = await okta.users.get({ userId: "ada.lovelace@example.com" });
    expect(user.profile.firstName).toBe("Ada");
    // Okta may add statuses.
    expectTypeOf(user.status).toEqualTypeOf<string>();
    expectTypeOf(user.profile.firstName).toEqualTypeOf<string | null | undefined>();
  });

  it("lists go over all pages, or a page at a time", async () => {
    const logins: string[] = [];
    for await (const user of okta.users.list({ limit: 20 })) {
      expectTypeOf(user.profile).extract<undefined>().toEqualTypeOf<undefined>();
      logins.push(user.profile?.login ?? "");
    }
    expect(logins).toHaveLength(62);
    const { pages } = okta.groups.list({ limit: 4 });
    const sizes: number[] = [];
    for await (const page of pages) {
      sizes.push(page.length);
      expectTypeOf(page[0]?.profile.name).toEqualTypeOf<string | undefined>();
    }
    expect(sizes).toEqual([4, 4, 3]);
    expect(pages.nextUrl).toBeUndefined();
  });

  it.each(["guest_contoso.com#EXT#@fabrikam.example", "a?b;c%d@example.com", "x\\y@example.com"])(
    "a user is found by the login %s",
    async (login) => {
      const profile = { login, email: "guest@example.com", firstName: "Guest", lastName: "User" };
      const { id } = await okta.users.create({ body: { profile } });
      expect((await okta.users.get({ userId: login })).id).toBe(id);
      const groups = [];
      for await (const group of okta.users.listGroups({ userId: login })) groups.push(group.profile?.name);
      expect(groups).toEqual(["Everyone"]);
    },
  );

  it("the client's own functions are still there", async () => {
    expect(okta.orgUrl).toBe(sandbox.orgUrl);
    expect((await okta.fetch("/api/v1/users?limit=1")).status).toBe(200);
    expect((await okta.token()).scopes).toContain("okta.users.manage");
  });

  it("Okta's refusals are thrown", async () => {
    const refused = okta.users.get({ userId: "missing@example.com" });
    await expect(refused).rejects.toThrow(OktaApiError);
    await expect(refused).rejects.toMatchObject({ errorCode: "E0000007" });
  });
});

describe("input is checked before anything is sent", () => {
  it.each([
    ["a path parameter that is missing", () => okta.users.get({} as never), "path userId is missing"],
    ["an empty one", () => okta.users.get({ userId: "" }), "path userId must not be empty"],
    ["one that climbs", () => okta.users.get({ userId: ".." }), "path userId must not have a segment of dots alone"],
    [
      "one with a slash",
      () => okta.users.get({ userId: "a/b" }),
      "path userId must not contain a slash within a segment: use the ID, or search",
    ],
    ["an unknown name", () => okta.users.get({ userId: "a", limt: 3 } as never), "query limt is not known"],
    ["a body where none is wanted", () => okta.users.suspend({ userId: "a", body: {} } as never), "body is not wanted"],
    ["no body where one is", () => okta.groups.create({} as never), "body is missing"],
    [
      "a wrong body",
      () => okta.groups.create({ body: { profile: { name: "" } } }),
      "body profile.name must not be empty",
    ],
    ["a query that is needed", () => okta.users.resetPassword({ userId: "a" } as never), "query sendEmail is missing"],
  ])("%s", async (_, call, message) => {
    sandbox.requests.clear();
    const error = await call().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(ActionInputError);
    expect(error).toMatchObject({ code: "invalid_input", name: "ActionInputError" });
    expect((error as ActionInputError).message).toContain(message);
    expect(sandbox.requests.count()).toBe(0);
  });

  it("a list refuses when it is called", () => {
    expect(() => okta.users.list({ limit: 0 })).toThrow("users.list: query limit must be 1 or more.");
  });

  it("the types say the same", () => {
    expectTypeOf<Parameters<typeof okta.users.suspend>[0]>().toEqualTypeOf<{ userId: string }>();
    expectTypeOf(okta.users.delete).returns.toEqualTypeOf<Promise<void>>();
    expectTypeOf(okta).not.toHaveProperty("apps");
    // @ts-expect-error sendEmail is required.
    const reset = () => okta.users.resetPassword({ userId: "a" });
    // @ts-expect-error There is no such parameter.
    const misspelt = () => okta.users.list({ limt: 3 });
    expect([reset, misspelt]).toHaveLength(2);
  });
});
