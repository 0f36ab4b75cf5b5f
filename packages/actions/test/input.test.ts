import { expect, test } from "vitest";
import * as users from "../src/catalog/users.ts";
import { checkBody, checkQueryText } from "../src/input.ts";

test("of many unknown parameters, the first twenty are told", () => {
  const query = new URLSearchParams(Array.from({ length: 5000 }, (_, place) => [`p${place}`, "1"]));
  const issues = checkQueryText(users.list, query);
  expect(issues).toHaveLength(20);
  expect(issues[0]?.name).toBe("p0");
});

test("of many faults of a body, the first twenty are told", () => {
  const body = {
    profile: { login: "a@b", email: "a@b", firstName: "a", lastName: "a" },
    groupIds: Array(5000).fill(1),
  };
  const issues = checkBody(users.create, body);
  expect(issues).toHaveLength(20);
  expect(issues[0]).toEqual({ in: "body", name: "groupIds.0", message: "must be a text" });
  expect(checkBody(users.create, body, { onlyFirst: true })).toEqual([issues[0]]);
});

test("a long name is quoted in part", () => {
  const [issue] = checkQueryText(users.list, new URLSearchParams({ ["q".repeat(5000)]: "1" }));
  expect(issue?.name).toBe(`${"q".repeat(100)}…`);
});

test("what a text must hold is said", () => {
  const profile = { login: "a@b", email: "a", firstName: "a", lastName: "a" };
  expect(checkBody(users.create, { profile })).toEqual([
    { in: "body", name: "profile.email", message: 'must hold "@"' },
  ]);
});
