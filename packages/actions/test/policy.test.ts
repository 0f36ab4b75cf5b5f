import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addMember } from "../src/catalog/groups.ts";
import { resetPassword, suspend, update } from "../src/catalog/users.ts";
import {
  checkDeclaration,
  createPolicy,
  decide,
  knownTargets,
  type PolicyDeclaration,
  policyCall,
} from "../src/policy.ts";
import { callerFor, requestOf } from "./support/policy-cases.ts";
import { mayCall, type PlainRequest, scopesFor } from "./support/policy-reference.ts";

const TARGETS = knownTargets();
const SCOPES = [...new Set(TARGETS.flatMap(({ operation }) => operation.scopes))].sort();

/** The segments of a request's path. */
function segmentsOf({ operation, values }: PlainRequest): readonly string[] {
  const rest = [...values];
  return operation.path
    .split("/")
    .slice(1)
    .map((part) => (part.startsWith("{") ? (rest.shift() ?? "") : part));
}

it("allows exactly what a plain reference of the rules allows, for every operation, with no scope beyond it", () => {
  let allowedCases = 0;
  for (const [place, target] of TARGETS.entries()) {
    const property = fc.property(
      callerFor(target, SCOPES),
      requestOf(target),
      fc.oneof(fc.constant(SCOPES), fc.subarray([...SCOPES, ...SCOPES])),
      (caller, request, connection) => {
        const policy = createPolicy(caller);
        const decision = decide(policy, { ...request, segments: segmentsOf(request) }, connection);
        expect(decision.isAllowed).toBe(mayCall(caller, request, connection));
        if (!decision.isAllowed) {
          expect(decision.missing.length).toBeGreaterThan(0);
          return;
        }
        allowedCases++;
        const beyond = scopesFor(caller, TARGETS, connection);
        for (const scope of decision.scopes) expect(beyond).toContain(scope);
        for (const scope of request.operation.scopes) {
          expect(decision.scopes.some((one) => one === scope || one === scope.replace(/\.read$/, ".manage"))).toBe(
            true,
          );
        }
      },
    );
    fc.assert(property, { numRuns: 4, seed: place });
  }
  // Most cases would say nothing if they were all rejected.
  expect(allowedCases).toBeGreaterThan(TARGETS.length);
}, 120_000);

describe("decide", () => {
  const connection = ["okta.users.manage", "okta.groups.manage"];
  const member = { groupId: "00g1example", userId: "00u1example" };

  it("takes an action with the input of the typed client", () => {
    const policy = createPolicy({ actions: ["groups.addMember"], where: { groupId: ["00g1example"] } });
    expect(policy.scopes).toEqual(["okta.groups.manage"]);
    expect(decide(policy, policyCall(addMember, member), connection)).toMatchObject({
      isAllowed: true,
      scopes: ["okta.groups.manage"],
    });
    expect(decide(policy, policyCall(addMember, { ...member, groupId: "00g2example" }), connection)).toMatchObject({
      isAllowed: false,
      missing: [{ rule: "where", name: "groupId", detail: "A value of `groupId` is not allowed." }],
    });
  });

  it("goes by Okta's operation IDs as well", () => {
    const policy = createPolicy({ actions: ["suspendUser"] });
    expect(decide(policy, policyCall(suspend, { userId: "00u1" }), connection).isAllowed).toBe(true);
  });

  it("reports everything that is missing", () => {
    const policy = createPolicy({
      scopes: ["okta.groups.read"],
      actions: ["users.get"],
      maxRisk: "read",
      deny: ["cutsOff"],
    });
    const decision = decide(policy, policyCall(suspend, { userId: "00u1" }), connection);
    expect(decision.isAllowed || decision.missing.map(({ rule, name }) => `${rule} ${name}`)).toEqual([
      "actions users.suspend",
      "scopes okta.users.manage",
      "maxRisk write",
      "deny cutsOff",
    ]);
  });

  it("assesses the risk with the input", () => {
    const policy = createPolicy({ actions: ["users.resetPassword", "users.update"], deny: ["secret", "takeover"] });
    const isAllowed = (input: Record<string, unknown>) =>
      decide(policy, policyCall(resetPassword, { userId: "00u1", ...input }), connection).isAllowed;
    expect(isAllowed({ sendEmail: true })).toBe(true);
    expect(isAllowed({ sendEmail: false })).toBe(false);
    const body = { credentials: { password: { value: "x" } } };
    expect(decide(policy, policyCall(update, { userId: "00u1", body }), connection).isAllowed).toBe(false);
  });

  it.each(["00g1EXAMPLE", "00G1example", "00g1%65xample", "00g1example.json", "00g1example;x", "00g1example%00"])(
    "takes %s for the protected group that it may be to Okta",
    (groupId) => {
      const policy = createPolicy({
        scopes: connection,
        protected: { groups: ["00g1example"], users: ["00u1example"] },
      });
      const name = groupId;
      expect(decide(policy, policyCall(addMember, { ...member, groupId, userId: "00u2" }), connection)).toMatchObject({
        isAllowed: false,
        missing: [{ rule: "protected", name }],
      });
      const userId = groupId.replace(/^00g/i, "00U");
      expect(decide(policy, policyCall(suspend, { userId }), connection).isAllowed).toBe(false);
      const others = ["00g1exampl", "00g1example2", "x00g1example"];
      for (const other of others) {
        const call = policyCall(addMember, { groupId: other, userId: "00u2" });
        expect(decide(policy, call, connection).isAllowed).toBe(true);
      }
    },
  );

  it("reads a body with a million values", () => {
    const many = Array.from({ length: 1_000_000 }, (_, place) => `${place}`);
    const rejects = (declaration: PolicyDeclaration, body: unknown) =>
      !decide(
        createPolicy({ scopes: connection, ...declaration }),
        policyCall(update, { userId: "00u1", body }),
        connection,
      ).isAllowed;
    expect(rejects({ where: { userId: ["00u1"] } }, { userIds: many })).toBe(true);
    expect(rejects({ where: { type: ["x"] } }, { type: many })).toBe(true);
    const some = many.slice(0, 1000);
    expect(rejects({ protected: { groups: ["00g1"] } }, { groupIds: some.map((text) => `00g1;${text}`) })).toBe(true);
    expect(rejects({ protected: { groups: ["00g1"] } }, { groupIds: [...some, "00g1"] })).toBe(true);
  });

  it("finds nothing in a body that is nested too deeply for recursion", () => {
    const policy = createPolicy({ actions: ["users.update"], where: { groupId: ["00g1example"] } });
    let body: unknown = {};
    for (let depth = 0; depth < 100_000; depth++) body = [body];
    expect(decide(policy, policyCall(update, { userId: "00u1", body }), connection).isAllowed).toBe(true);
  });
});

describe("checkDeclaration", () => {
  it("finds actions and parameters that do not exist", () => {
    const declaration = {
      actions: ["users.*", "listBrands", "users.supend"],
      where: { groupId: [], roleType: [], grupId: [] },
    };
    expect(checkDeclaration(declaration)).toEqual([
      { path: ["actions", 2], message: "is not an action or an operation of Okta's; did you mean users.suspend?" },
      { path: ["where", "grupId"], message: "is not a parameter of any action; did you mean groupId?" },
    ]);
  });
});
