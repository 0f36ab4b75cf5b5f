import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { catalogue } from "../src/catalogue.ts";
import {
  checkDeclaration,
  createPolicy,
  decide,
  knownTargets,
  type PolicyDeclaration,
  policyCall,
} from "../src/policy.ts";

const text = readFileSync(new URL("../../../docs/governance.md", import.meta.url), "utf8");
const callers = [...text.matchAll(/^```json\n([\s\S]*?)^```/gm)]
  .map(([, json = ""]) => JSON.parse(json) as PolicyDeclaration & { readonly name?: string })
  .filter(({ name }) => name !== undefined);
const everyScope = [...new Set(knownTargets().flatMap(({ operation }) => operation.scopes))];

/** What a caller of docs/governance.md lacks for a call; nothing for one that is allowed. */
function missing(caller: string, id: string, input: Record<string, unknown> = {}): readonly string[] {
  const declaration = callers.find(({ name }) => name === caller);
  const action = catalogue.find((one) => one.id === id);
  if (!declaration || !action) throw new Error(`There is no ${caller} or ${id}`);
  const decision = decide(createPolicy(declaration), policyCall(action, input), everyScope);
  return decision.isAllowed ? [] : decision.missing.map(({ rule, name }) => `${rule} ${name}`);
}

const userId = "00u1example";
const profile = { login: "a@example.com", email: "a@example.com", firstName: "A", lastName: "B" };

describe("the callers to copy", () => {
  it("are five, and name actions and parameters that exist", () => {
    expect(callers).toHaveLength(5);
    for (const caller of callers) expect(checkDeclaration(caller), caller.name).toEqual([]);
  });

  it.each<[string, readonly string[], string, Record<string, unknown>?]>([
    ["helpdesk-agent", [], "users.unlock", { userId }],
    ["helpdesk-agent", [], "users.resetPassword", { userId, sendEmail: true }],
    ["helpdesk-agent", ["deny secret", "deny takeover"], "users.resetPassword", { userId, sendEmail: false }],
    ["helpdesk-agent", ["deny secret", "deny takeover"], "users.expirePassword", { userId, tempPassword: true }],
    ["helpdesk-agent", ["actions users.delete"], "users.delete", { userId }],
    ["helpdesk-agent", ["protected 00uceo"], "users.unlock", { userId: "00uceo" }],
    ["helpdesk-agent", [], "users.get", { userId: "00uceo" }],
    ["software-requests", [], "groups.addMember", { groupId: "00gjira", userId }],
    ["software-requests", ["where groupId"], "groups.addMember", { groupId: "00gadmins", userId }],
    ["software-requests", ["actions users.create"], "users.create", { body: { profile, groupIds: ["00gjira"] } }],
    ["siem", [], "logs.list", {}],
    ["siem", ["actions users.list"], "users.list", {}],
    ["joiner-leaver", [], "users.create", { activate: false, body: { profile } }],
    ["joiner-leaver", ["deny takeover"], "users.create", { body: { profile, groupIds: ["00gemployees"] } }],
    ["joiner-leaver", [], "groups.addMember", { groupId: "00gemployees", userId }],
    ["joiner-leaver", ["where groupId"], "groups.addMember", { groupId: "00gadmins", userId }],
    [
      "joiner-leaver",
      ["deny takeover"],
      "users.update",
      { userId, body: { credentials: { password: { value: "x" } } } },
    ],
    ["joiner-leaver", [], "users.deactivate", { userId }],
    ["joiner-leaver", ["actions users.delete"], "users.delete", { userId }],
    ["directory", [], "users.list", { search: 'profile.department eq "R&D"' }],
    ["directory", ["fields profile.mobilePhone"], "users.list", { search: 'profile.mobilePhone eq "1"' }],
    ["directory", ["fields profile.login"], "users.get", { userId: "a@example.com" }],
    ["directory", [], "groups.listMembers", { groupId: "00g1" }],
  ])("%s lacks %j for %s", (caller, expected, id, input) => {
    expect(missing(caller, id, input)).toEqual(expected);
  });
});

it("the program prints what its comment says", async () => {
  const [, program = ""] = /^```ts\n([\s\S]*?)^```/m.exec(text) ?? [];
  const [, comment = ""] = /console\.log\(.*\); \/\/ (.*)$/m.exec(program) ?? [];
  // Beside the package, so that its name is found.
  const file = fileURLToPath(new URL(`governance-program-${process.pid}.mjs`, import.meta.url));
  try {
    await writeFile(file, program);
    const { stdout } = await promisify(execFile)(process.execPath, [file]);
    const members = [...comment.matchAll(/(\w+): ("[^"]*")/g)];
    expect(members).toHaveLength(2);
    for (const [, name, value] of members)
      expect(stdout).toMatch(new RegExp(`${name}: ${value?.replaceAll('"', "['\"]")}`));
  } finally {
    await rm(file, { force: true });
  }
});
