import { describe, expect, it } from "vitest";
import { attributeType } from "../../src/directory/user-profile.ts";
import { RuleExpressionError, readRuleExpression } from "../../src/group-rules/expression.ts";
import type { RuleSubject } from "../../src/group-rules/functions.ts";
import { makeOrg } from "../support/org.ts";

const long = new Date(0).toISOString();
const group = (id: string, name: string) => ({
  id,
  type: "OKTA_GROUP" as const,
  created: long,
  lastUpdated: long,
  lastMembershipUpdated: long,
  profile: { name },
  members: new Set<string>(),
  owners: new Map(),
});

const ADA: RuleSubject = {
  user: {
    id: "00uAda",
    status: "ACTIVE",
    created: long,
    activated: long,
    statusChanged: null,
    lastLogin: null,
    lastUpdated: long,
    passwordChanged: null,
    hasPassword: true,
    profile: {
      login: "ada@example.com",
      firstName: "Ada",
      department: "Engineering",
      title: 'The "Countess"',
      badgeNumber: 42,
      isContractor: false,
      skills: ["algebra", "poetry"],
    },
  },
  groups: [group("00g1", "Engineering"), group("00g2", "West Coast")],
};

const { store } = await makeOrg().then(({ sandbox }) => sandbox);
const read = (expression: string) => readRuleExpression(expression, (name) => attributeType(store, name));
const fits = (expression: string) => read(expression)(ADA);

describe("an expression is true", () => {
  it.each([
    'user.department=="Engineering"',
    "user.department == 'Engineering'",
    'user.department != "Design"',
    "user.city == null",
    "user.firstName != null",
    'user.title == "The \\"Countess\\""',
    "user.badgeNumber > 41 and user.badgeNumber >= 42 AND user.badgeNumber < 43 && user.badgeNumber <= 42",
    "user.badgeNumber > -1.5",
    "!user.isContractor",
    "!!true",
    "user.isContractor == false",
    "true OR false AND false",
    "false and true || true",
    "(true or false) and !(false)",
    'String.startsWith(user.login,"a")',
    'String.startsWith(String.toUpperCase(user.login), "ADA@")',
    'String.stringContains(user.login, "@example.")',
    'String.substringBefore(user.login, "@") == "ada"',
    'String.substringAfter(user.login, "@") == "example.com"',
    'String.substringAfter(user.login, "#") == ""',
    'String.toLowerCase("ADA") == "ada" AND String.removeSpaces("a d a") == "ada"',
    "String.len(user.firstName) == 3",
    "String.len(user.city) == 0",
    'Arrays.contains(user.skills, "poetry")',
    "Arrays.isEmpty(Arrays.clear(user.skills))",
    'user.getInternalProperty("status") == "ACTIVE" and user.getInternalProperty("id") == "00uAda"',
    'isMemberOfGroup("00g2")',
    'isMemberOfAnyGroup("00g9", "00g1")',
    'isMemberOfGroupName("Engineering")',
    'isMemberOfGroupNameStartsWith("West")',
    'isMemberOfGroupNameContains("Coast")',
  ])("%s", (expression) => {
    expect(fits(expression)).toBe(true);
  });
});

describe("an expression is false", () => {
  it.each([
    'user.department=="engineering"',
    'user.city == "London"',
    "user.managerId != null",
    "user.badgeNumber > 42",
    "user.isContractor",
    "!(user.badgeNumber == 42)",
    "true AND true AND false",
    'String.startsWith(user.login,"A")',
    'String.startsWith(user.city,"")',
    'String.stringContains(user.city, "")',
    'String.toLowerCase(user.city) == ""',
    'Arrays.contains(user.skills, "prose")',
    'Arrays.contains(Arrays.clear(user.skills), "poetry")',
    'user.getInternalProperty("created") == "x"',
    'isMemberOfAnyGroup("00g9")',
    'isMemberOfGroupName("engineering")',
    'isMemberOfGroupNameStartsWith("Coast")',
    'isMemberOfGroupNameContains("coast")',
  ])("%s", (expression) => {
    expect(fits(expression)).toBe(false);
  });

  it("a number that is not set is on neither side of another", () => {
    const unknown = { ...ADA, user: { ...ADA.user, profile: { login: "missing@example.com" } } };
    for (const sign of ["<", "<=", ">", ">=", "=="]) {
      expect(read(`user.badgeNumber ${sign} 0`)(unknown), sign).toBe(false);
    }
  });
});

describe("refused", () => {
  it.each([
    ["", "The expression ends too early."],
    ["user.department ==", "The expression ends too early."],
    ['(user.department == "x"', "The expression ends too early."],
    ['user.department == "x" AND', "The expression ends too early."],
    ['user.department = "x"', "Unexpected = at position 16."],
    ['user.department === "x"', "Unexpected = at position 18."],
    ['user.department == "x" "y"', 'Unexpected "y" at position 23.'],
    ['user.department == "x', 'Unexpected " at position 19.'],
    ["AND true", "Unexpected AND at position 0."],
    ["true)", "Unexpected ) at position 4."],
    ["true constructor", "Unexpected constructor at position 5."],
    ["user.isContractor == (true]", "Unexpected ] at position 26."],
    ['user.favoriteColor == "red"', "Invalid property user.favoriteColor in expression."],
    ['user.constructor == "red"', "Invalid property user.constructor in expression."],
    ['profile.department == "x"', "Invalid property profile.department in expression."],
    ['user.status == "ACTIVE"', "Invalid property user.status in expression."],
    ['department == "x"', "Invalid property department in expression."],
    ['Convert.toInt("2018") == 1', "The function Convert.toInt is not known."],
    ['String.matches(user.login, "a")', "The function String.matches is not known."],
    ["toString()", "The function toString is not known."],
    ["String.startsWith(user.login)", "The parameters of String.startsWith must be: string, string."],
    ['String.startsWith(user.badgeNumber, "4")', "The parameters of String.startsWith must be: string, string."],
    ["isMemberOfAnyGroup()", "The parameters of isMemberOfAnyGroup must be: string, …."],
    ['isMemberOfAnyGroup("00g1", 2)', "The parameters of isMemberOfAnyGroup must be: string, …."],
    ['isMemberOfGroup("00g1", "00g2")', "The parameters of isMemberOfGroup must be: string."],
    ["user.department == 5", "== cannot compare a string with a number."],
    ['user.department > "E"', "> cannot compare a string with a string."],
    ["user.badgeNumber > null", "> cannot compare a number with a null."],
    ["user.department", "The expression must be true or false."],
    ["String.toLowerCase(user.login)", "The expression must be true or false."],
    ["true AND user.department", "A string is neither true nor false."],
    ["user.department OR true", "A string is neither true nor false."],
    ["!user.department", "A string is neither true nor false."],
    [`${"(".repeat(51)}true${")".repeat(51)}`, "The expression nests too deep."],
  ])("%s: %s", (expression, message) => {
    expect(() => read(expression)).toThrow(new RuleExpressionError(message));
  });

  it("not for being long: only for being deep", () => {
    expect(fits(Array.from({ length: 2000 }, () => "true").join(" AND "))).toBe(true);
    expect(fits(`${"!".repeat(10_000)}true`)).toBe(true);
    expect(fits(`${"(".repeat(49)}true${")".repeat(49)}`)).toBe(true);
  });
});
