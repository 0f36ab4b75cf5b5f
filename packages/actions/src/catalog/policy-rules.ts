import * as v from "valibot";
import { defineAction } from "../action.ts";
import { anyObject, happened, oktaObject } from "./okta-object.ts";
import { flag, id, oneOf, paging, text } from "./parameters.ts";

const READ = "okta.policies.read";
const MANAGE = "okta.policies.manage";
const policyId = id("the policy");
const ruleId = id("the rule");

const policyRule = oktaObject("PolicyRule", {
  id: v.string(),
  type: v.optional(v.string()),
  name: v.string(),
  status: v.optional(v.string()),
  priority: v.optional(v.nullable(v.number())),
  system: v.optional(v.boolean()),
  conditions: v.optional(v.nullable(anyObject)),
  actions: v.optional(v.nullable(anyObject)),
  created: happened,
  lastUpdated: happened,
});

const ruleBody = v.looseObject({
  type: v.optional(v.pipe(v.string(), v.description("Such as `SIGN_ON`, `ACCESS_POLICY` or `PASSWORD`"))),
  name: v.optional(v.string()),
  priority: v.optional(v.nullable(v.pipe(v.number(), v.integer()))),
  conditions: v.optional(v.nullable(anyObject)),
  actions: v.optional(anyObject),
});

const exampleRule = {
  type: "SIGN_ON",
  name: "Offices only",
  conditions: { network: { connection: "ZONE", include: ["nzo1example"] } },
  actions: { signon: { access: "ALLOW", requireFactor: true } },
};

export const listRules = defineAction({
  id: "policies.listRules",
  method: "GET",
  path: "/api/v1/policies/{policyId}/rules",
  scope: READ,
  risk: "read",
  summary: "List the rules of a policy",
  description: "In the order in which Okta tries them: the first that matches decides.",
  params: { policyId },
  query: paging(),
  response: policyRule,
  isList: true,
  example: { policyId: "00p1example" },
});

export const getRule = defineAction({
  id: "policies.getRule",
  method: "GET",
  path: "/api/v1/policies/{policyId}/rules/{ruleId}",
  scope: READ,
  risk: "read",
  summary: "Get a rule of a policy",
  description: "Its conditions and what it does, in the form that policies.replaceRule accepts.",
  params: { policyId, ruleId },
  response: policyRule,
  example: { policyId: "00p1example", ruleId: "0pr1example" },
});

export const createRule = defineAction({
  id: "policies.createRule",
  method: "POST",
  path: "/api/v1/policies/{policyId}/rules",
  scope: MANAGE,
  risk: "destructive",
  marks: ["weakens", "mass", "cutsOff"],
  summary: "Create a rule of a policy",
  description:
    "Active at once for all users that the policy covers, unless `activate=false`: it can lock people out, admins included, or let them in with less. Undo with policies.deactivateRule. Test it with policies.simulate.",
  params: { policyId },
  query: {
    activate: v.optional(flag("Activate it at once. Default: true")),
    limit: v.optional(text("Okta describes it here too; it has no effect")),
  },
  body: ruleBody,
  response: policyRule,
  example: { policyId: "00p1example", body: exampleRule },
});

export const replaceRule = defineAction({
  id: "policies.replaceRule",
  method: "PUT",
  path: "/api/v1/policies/{policyId}/rules/{ruleId}",
  scope: MANAGE,
  risk: "destructive",
  marks: ["weakens", "mass", "cutsOff"],
  summary: "Replace a rule of a policy",
  description:
    "Takes effect at once for all users that the policy covers; what is not sent is dropped. Keep the result of policies.getRule to undo it.",
  params: { policyId, ruleId },
  body: ruleBody,
  response: policyRule,
  example: { policyId: "00p1example", ruleId: "0pr1example", body: exampleRule },
});

export const activateRule = defineAction({
  id: "policies.activateRule",
  method: "POST",
  path: "/api/v1/policies/{policyId}/rules/{ruleId}/lifecycle/activate",
  scope: MANAGE,
  risk: "destructive",
  marks: ["weakens", "mass", "cutsOff"],
  summary: "Activate a rule of a policy",
  description: "Takes effect at once for all users that the policy covers. Undo with policies.deactivateRule.",
  params: { policyId, ruleId },
  example: { policyId: "00p1example", ruleId: "0pr1example" },
});

export const deactivateRule = defineAction({
  id: "policies.deactivateRule",
  method: "POST",
  path: "/api/v1/policies/{policyId}/rules/{ruleId}/lifecycle/deactivate",
  scope: MANAGE,
  risk: "destructive",
  marks: ["weakens", "mass", "cutsOff"],
  summary: "Deactivate a rule of a policy",
  description: "The next rule that matches decides instead, which may demand less. Undo with policies.activateRule.",
  params: { policyId, ruleId },
  example: { policyId: "00p1example", ruleId: "0pr1example" },
});

const ids = v.looseObject({ ids: v.array(v.string()) });

const policyEvaluation = oktaObject("PolicyEvaluation", {
  status: v.optional(v.nullable(v.pipe(v.string(), v.description("MATCH, NOT_MATCH or UNDEFINED")))),
  policyType: v.optional(v.unknown()),
  result: v.optional(anyObject),
});

export const simulate = defineAction({
  id: "policies.simulate",
  method: "POST",
  path: "/api/v1/policies/simulate",
  scope: READ,
  risk: "read",
  isIdempotent: true,
  summary: "Simulate which policies and rules decide on a sign-in",
  description:
    "Shows why a user cannot sign in to an app, or what a new rule would do; it changes nothing. Give the user's groups and, if rules ask for them, zones, device and risk: what is not given counts as unknown. Needs Okta Identity Engine.",
  query: { expand: v.optional(text("`EVALUATED` or `RULE`: also policies that did not match")) },
  body: v.array(
    v.looseObject({
      appInstance: id("the app"),
      policyContext: v.optional(
        v.looseObject({
          user: v.looseObject({ id: v.string() }),
          groups: ids,
          ip: v.optional(v.string()),
          zones: v.optional(v.looseObject({ ids: v.optional(v.array(v.string())) })),
          risk: v.optional(
            v.looseObject({ level: v.optional(oneOf(["LOW", "MEDIUM", "HIGH"], "The risk of the sign-in")) }),
          ),
          device: v.optional(
            v.looseObject({
              platform: v.optional(v.string()),
              registered: v.optional(v.boolean()),
              managed: v.optional(v.boolean()),
              assuranceId: v.optional(v.string()),
            }),
          ),
        }),
      ),
      policyTypes: v.optional(
        v.array(v.picklist(["ACCESS_POLICY", "MFA_ENROLL", "OKTA_SIGN_ON", "PROFILE_ENROLLMENT"])),
      ),
    }),
  ),
  response: v.array(policyEvaluation),
  example: {
    body: [
      {
        appInstance: "0oa1example",
        policyContext: { user: { id: "00u1example" }, groups: { ids: ["00g1example"] } },
        policyTypes: ["OKTA_SIGN_ON", "ACCESS_POLICY"],
      },
    ],
  },
});
