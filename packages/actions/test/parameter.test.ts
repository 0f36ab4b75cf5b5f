import { expect, it } from "vitest";
import * as apps from "../src/catalog/apps.ts";
import * as factors from "../src/catalog/factors.ts";
import * as logs from "../src/catalog/logs.ts";
import * as users from "../src/catalog/users.ts";
import { bodyMembers, readParameter } from "../src/parameter.ts";

it.each([
  [users.list.query.q, { kind: "text", isRequired: false }],
  [users.get.params.userId, { kind: "text", isRequired: true }],
  [users.list.query.limit, { kind: "number", isRequired: false, minimum: 1 }],
  [logs.list.query.limit, { kind: "number", minimum: 0, isRequired: false }],
  [users.list.query.sortOrder, { kind: "choice", values: ["asc", "desc"], isRequired: false }],
  [users.resetPassword.query.sendEmail, { kind: "boolean", isRequired: true }],
  [users.create.body, { kind: "other", isRequired: true }],
  [factors.verify.body, { kind: "other", isRequired: false }],
])("reads what a schema accepts: %#", (schema, expected) => {
  expect(readParameter(schema)).toMatchObject(expected);
});

it("describes a parameter in a line", () => {
  expect(readParameter(users.resetPassword.query.sendEmail).description).toContain("by mail");
});

it("returns the members of a body, of an optional one too", () => {
  expect(Object.keys(bodyMembers(factors.verify))).toEqual(expect.arrayContaining(["passCode", "answer"]));
  expect(readParameter(bodyMembers(apps.create).label as never)).toMatchObject({ kind: "text", isRequired: true });
  expect(bodyMembers(users.suspend)).toEqual({});
});
