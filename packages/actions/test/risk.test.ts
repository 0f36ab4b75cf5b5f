import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Action } from "../src/action.ts";
import { buildActionRequest } from "../src/action-request.ts";
import { catalogue } from "../src/catalogue.ts";
import { listOperations, matchOperation, requiredOfCaller } from "../src/operations.ts";
import { describeRisk, type Mark, type RiskAssessment, riskOf, worstRisk } from "../src/risk.ts";

const named = catalogue.map((action) => [action.id, action] as const);

function actionOf(id: string): Action {
  const action = catalogue.find((known) => known.id === id);
  if (!action) throw new Error(`There is no action ${id}.`);
  return action;
}

const DESTRUCTIVE: readonly Mark[] = ["lasting", "secret", "takeover", "privilege", "weakens", "blinds"];

/** Whether marks make a call destructive, by the definition of the levels. */
function isDestructive(marks: readonly Mark[]): boolean {
  if (marks.some((mark) => DESTRUCTIVE.includes(mark))) return true;
  return marks.includes("mass") && (marks.includes("cutsOff") || marks.includes("access"));
}

/** Actions that have a destructive mark and are a write, with the reason. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  "users.unlock": "It ends a lockout that ends by itself in most orgs, and support desks need it.",
  "apps.activate": "It restores the access that the app gave before it was deactivated.",
};

describe("the risk of an action follows from its marks", () => {
  it.each(named)("%s", (id, action) => {
    const { risk, marks } = action;
    const worst = worstRisk(action);
    if (id in EXCEPTIONS) {
      expect([risk, isDestructive(marks)]).toEqual(["write", true]);
      return;
    }
    expect(risk === "destructive").toBe(isDestructive(marks));
    expect(worst.risk === "destructive").toBe(isDestructive(worst.marks));
    if (action.method === "GET") expect(risk).toBe(marks.includes("secret") ? "destructive" : "read");
    if (risk === "read") expect(marks).toEqual([]);
  });
});

describe("the input decides", () => {
  const profile = { firstName: "Ada" };
  it.each<[string, Readonly<Record<string, unknown>>, RiskAssessment["risk"]]>([
    ["users.create", { body: { profile } }, "write"],
    ["users.create", { activate: false, body: { profile: { ...profile, login: "a@b" } } }, "write"],
    ["users.create", { body: { profile, credentials: {} } }, "destructive"],
    ["users.create", { body: { profile, credentials: null } }, "destructive"],
    ["users.create", { body: { profile, groupIds: [] } }, "destructive"],
    ["users.create", { provider: true, body: { profile } }, "destructive"],
    ["users.create", { provider: "True", body: { profile } }, "destructive"],
    ["users.create", { provider: "1", body: { profile } }, "destructive"],
    ["users.create", { provider: false, body: { profile } }, "write"],
    ["users.update", { body: { profile: { title: "Dr" } } }, "write"],
    ["users.update", { body: {} }, "write"],
    ["users.update", { body: undefined }, "write"],
    ...["credentials", "type", "realmId"].map((name): [string, Readonly<Record<string, unknown>>, "destructive"] => [
      "users.update",
      { body: { [name]: {} } },
      "destructive",
    ]),
    ...["login", "email", "secondEmail", "mobilePhone", "primaryPhone", "managerId"].map(
      (name): [string, Readonly<Record<string, unknown>>, "destructive"] => [
        "users.update",
        { body: { profile: { [name]: "x" } } },
        "destructive",
      ],
    ),
    ["users.activate", {}, "write"],
    ["users.activate", { sendEmail: true }, "write"],
    ["users.activate", { sendEmail: "TRUE" }, "write"],
    ["users.activate", { sendEmail: false }, "destructive"],
    ["users.activate", { sendEmail: "" }, "destructive"],
    ["users.reactivate", {}, "destructive"],
    ["users.reactivate", { sendEmail: "yes" }, "destructive"],
    ["users.reactivate", { sendEmail: true }, "write"],
    ["users.reactivate", { sendEmail: "true" }, "write"],
    ["users.resetPassword", { sendEmail: true }, "write"],
    ["users.resetPassword", { sendEmail: "false" }, "destructive"],
    ["users.forgotPassword", {}, "write"],
    ["users.forgotPassword", { sendEmail: false }, "destructive"],
    ["apps.assignUser", { body: { id: "00u1" } }, "write"],
    ["apps.assignUser", { body: { id: "00u1", credentials: { userName: "root" } } }, "destructive"],
    ["apps.updateUser", { body: { profile: {} } }, "write"],
    ["apps.updateUser", { body: { credentials: {} } }, "destructive"],
    ["apps.create", { body: { name: "bookmark", signOnMode: "BOOKMARK" } }, "write"],
    ["apps.create", { body: { name: "bookmark", signOnMode: "SAML_2_0" } }, "destructive"],
    ["apps.create", { body: { name: "oidc_client", signOnMode: "BOOKMARK" } }, "destructive"],
    ["apps.create", {}, "destructive"],
  ])("%s with %j is %s", (id, input, risk) => {
    expect(riskOf(actionOf(id), input).risk).toBe(risk);
  });

  it("a risk that is not raised leaves out the marks that only the raised one has", () => {
    const reset = actionOf("users.resetPassword");
    expect(riskOf(reset, { sendEmail: true }).marks).toEqual(["cutsOff"]);
    expect(riskOf(reset, { sendEmail: false }).marks).toEqual(["cutsOff", "secret", "takeover"]);
    expect(worstRisk(reset)).toEqual({ risk: "destructive", marks: ["cutsOff", "secret", "takeover"] });
    expect(riskOf(actionOf("users.assignRole"), { disableNotifications: true }).marks).toEqual(["privilege", "blinds"]);
  });

  it("an inherited member does not raise it", () => {
    expect(riskOf(actionOf("users.create"), { body: Object.create({ credentials: {} }) }).risk).toBe("write");
  });

  it("documents name the conditions", () => {
    expect(describeRisk(actionOf("users.forgotPassword"))).toBe(
      "write; destructive (secret, takeover) with `sendEmail=false`",
    );
    expect(describeRisk(actionOf("users.suspend"))).toBe("write (cutsOff)");
    expect(describeRisk(actionOf("org.get"))).toBe("read");
  });
});

describe("the table of operations fails closed", () => {
  it("a GET is read unless it returns secrets", () => {
    const secret = listOperations().filter(({ method, risk }) => method === "GET" && risk !== "read");
    expect(secret.map(({ id }) => id).sort()).toEqual([
      "getAuthenticator",
      "getEmailServer",
      "getIdentityProvider",
      "getOAuth2ClientSecret",
      "listAuthenticators",
      "listEmailServers",
      "listIdentityProviders",
      "listOAuth2ClientSecrets",
      "listSocialAuthTokens",
      "listUserIdentityProviders",
    ]);
    for (const { risk, marks } of secret) expect([risk, marks]).toEqual(["destructive", ["secret"]]);
  });

  it("a change is destructive unless it is listed", () => {
    const count = (risk: string) => listOperations().filter((operation) => operation.risk === risk).length;
    expect([count("read"), count("write"), count("destructive")]).toEqual([280, 76, 376]);
    const harmless = listOperations().filter(({ method, risk }) => method !== "GET" && risk === "read");
    expect(harmless.map(({ id }) => id)).toEqual(["submitGroupAttributeQuery", "createPolicySimulation"]);
  });

  it("a caller of an operation that returns secrets needs more than its read scope", () => {
    for (const operation of listOperations()) {
      const isSecretRead = operation.method === "GET" && operation.marks.includes("secret");
      if (!isSecretRead) expect(requiredOfCaller(operation)).toEqual(operation.scopes);
      else expect(requiredOfCaller(operation).some((scope) => scope.endsWith(".read"))).toBe(false);
    }
    const idps = matchOperation("GET", "/api/v1/users/00u1/idps")?.operation;
    expect(idps && requiredOfCaller(idps)).toEqual(["okta.users.manage", "okta.idps.manage"]);
  });
});

/** Where an action differs from its operation in the table, with the reason. */
const DIFFERENT_FROM_TABLE: Readonly<Record<string, string>> = {
  "apps.create": "The table cannot look at the body; the action lowers the risk for a bookmark.",
};

describe("an action has the risk of its operation", () => {
  it.each(named)("%s", (id, action) => {
    const { path } = buildActionRequest(action, action.example);
    const operation = matchOperation(action.method, path.replace(/\?.*/, ""))?.operation;
    if (id in DIFFERENT_FROM_TABLE) expect(operation?.risk).not.toBe(action.risk);
    else expect(operation?.risk).toBe(action.risk);
  });
});

const REVIEW = process.env.OKTA_SPEC ?? fileURLToPath(new URL("../../../../shared/okta/", import.meta.url));
const read = (name: string) => readFileSync(`${REVIEW}/${name}`, "utf8").trim().split("\n");
const sorted = (marks: readonly string[]) => [...marks].sort();

/** Where an action differs from the review, with the reason. */
const DEVIATIONS: Readonly<Record<string, string>> = {
  "apps.create":
    "The review has it destructive, and a write for a bookmark. The declaration holds the lower value, as all others do.",
  "users.expirePassword":
    "With the retired tempPassword=true, which older SDKs send, the response may contain the temporary password.",
  "users.assignRole": "The mark blinds is added for disableNotifications=true, as the review's grounds say.",
};

describe.runIf(existsSync(`${REVIEW}/risk-actions.psv`))("the risks agree with the review", () => {
  const rows = existsSync(`${REVIEW}/risk-actions.psv`) ? read("risk-actions.psv").map((line) => line.split("|")) : [];

  it.each(rows)("%s", (id = "", risk = "", marks = "", raised = "") => {
    const action = actionOf(id);
    if (id in DEVIATIONS) {
      expect([action.risk, ...sorted(worstRisk(action).marks)]).not.toEqual([risk, ...sorted(marks.split(","))]);
      expect(worstRisk(action).risk).toBe("destructive");
      if (id !== "apps.create") expect(action.risk).toBe(risk);
      return;
    }
    expect(action.risk).toBe(risk);
    expect(sorted(worstRisk(action).marks)).toEqual(sorted(marks.split(",").filter(Boolean)));
    expect(action.raisedBy !== undefined).toBe(raised !== "");
  });

  it("all 732 operations", () => {
    const reviewed = read("risk-operations.tsv").map((line) => line.split("\t"));
    const expected = reviewed.map(([risk, , , id, marks = ""]) => [
      id,
      risk,
      ...sorted(marks.split(",").filter(Boolean)),
    ]);
    const actual = listOperations().map(({ id, risk, marks }) => [id, risk, ...sorted(marks)]);
    expect(sorted(actual.map(String))).toEqual(sorted(expected.map(String)));
  });
});
