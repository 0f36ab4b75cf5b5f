import { expect, it } from "vitest";
import { buildActionRequest } from "../src/action-request.ts";
import * as factors from "../src/catalog/factors.ts";
import * as users from "../src/catalog/users.ts";
import { catalogue } from "../src/catalogue.ts";
import { checkBody, checkQueryText } from "../src/input.ts";
import { riskOf } from "../src/risk.ts";

it("of many unknown parameters, the first twenty are reported", () => {
  const query = new URLSearchParams(Array.from({ length: 5000 }, (_, place) => [`p${place}`, "1"]));
  const issues = checkQueryText(users.list, query);
  expect(issues).toHaveLength(20);
  expect(issues[0]?.name).toBe("p0");
});

it("of many faults of a body, the first twenty are reported", () => {
  const body = {
    profile: { login: "a@b", email: "a@b", firstName: "a", lastName: "a" },
    groupIds: Array(5000).fill(1),
  };
  const issues = checkBody(users.create, body);
  expect(issues).toHaveLength(20);
  expect(issues[0]).toEqual({ in: "body", name: "groupIds.0", message: "must be a text" });
  expect(checkBody(users.create, body, { onlyFirst: true })).toEqual([issues[0]]);
});

it("a long name is quoted in part", () => {
  const [issue] = checkQueryText(users.list, new URLSearchParams({ ["q".repeat(5000)]: "1" }));
  expect(issue?.name).toBe(`${"q".repeat(100)}…`);
});

it("what a text must hold is said", () => {
  const profile = { login: "a@b", email: "a", firstName: "a", lastName: "a" };
  expect(checkBody(users.create, { profile })).toEqual([
    { in: "body", name: "profile.email", message: 'must hold "@"' },
  ]);
});

it("an empty parameter counts as absent", () => {
  const query = new URLSearchParams("q=&search=&filter=&limit=&after=&sortBy=&sortOrder=&fields=&expand=&unknown=");
  expect(checkQueryText(users.list, query)).toEqual([]);
  expect(checkQueryText(users.list, new URLSearchParams("limit=&limit=5"))).toEqual([]);
  expect(checkQueryText(users.resetPassword, new URLSearchParams("sendEmail="))).toEqual([
    { in: "query", name: "sendEmail", message: "is missing" },
  ]);
  expect(buildActionRequest(users.list, { q: "", limit: 5 }).path).toBe("/api/v1/users?limit=5");
});

it("parameters that older SDKs send are accepted", () => {
  expect(checkQueryText(users.expirePassword, new URLSearchParams("tempPassword=false"))).toEqual([]);
  expect(riskOf(users.expirePassword, { tempPassword: "true" }).marks).toContain("secret");
  expect(checkQueryText(users.listAppLinks, new URLSearchParams("showAll=true"))).toEqual([]);
});

it("a user's credentials alone are a whole replacement", () => {
  expect(checkBody(users.replace, { credentials: { password: { value: "Galaxy-Rotation-9" } } })).toEqual([]);
  expect(checkBody(users.replace, { type: { id: "oty1" }, profile: { login: "a@b.example" } })).toEqual([]);
});

it("every list accepts the parameters of a next link", () => {
  const lists = catalogue.filter(({ isList }) => isList);
  expect(lists.length).toBeGreaterThanOrEqual(20);
  for (const action of lists) {
    const issues = checkQueryText(action, new URLSearchParams("after=200u3c0k&limit=20"));
    expect(
      issues.filter(({ name }) => name === "after" || name === "limit"),
      action.id,
    ).toEqual([]);
  }
});

it("a larger page than Okta's largest is Okta's to bound; a code's lifetime is not", () => {
  expect(checkQueryText(users.list, new URLSearchParams("limit=1000"))).toEqual([]);
  expect(checkQueryText(factors.verify, new URLSearchParams("tokenLifetimeSeconds=86401"))).toEqual([
    { in: "query", name: "tokenLifetimeSeconds", message: "must be at most 86400" },
  ]);
});
