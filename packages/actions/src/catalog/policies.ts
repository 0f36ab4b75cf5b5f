import * as v from "valibot";
import { defineAction } from "../action.ts";
import { app } from "./app.ts";
import { anyObject, happened, oktaObject } from "./okta-object.ts";
import { expand, id, oneOf, paging, text } from "./parameters.ts";

/** The types of policies that Okta knows. */
const POLICY_TYPES = [
  "ACCESS_POLICY",
  "CLIENT_UPDATE",
  "DEVICE_SIGNAL_COLLECTION",
  "ENTITY_RISK",
  "IDENTITY_CLAIM_SOURCING",
  "IDP_DISCOVERY",
  "MFA_ENROLL",
  "OKTA_SIGN_ON",
  "PASSWORD",
  "POST_AUTH_SESSION",
  "PROFILE_ENROLLMENT",
  "SESSION_VIOLATION_DETECTION",
] as const;

export const policy = oktaObject("Policy", {
  id: v.string(),
  type: v.string(),
  name: v.string(),
  status: v.optional(v.string()),
  priority: v.optional(v.number()),
  system: v.optional(v.boolean()),
  conditions: v.optional(v.nullable(anyObject)),
  created: happened,
  lastUpdated: happened,
});

export const list = defineAction({
  id: "policies.list",
  method: "GET",
  path: "/api/v1/policies",
  scope: "okta.policies.read",
  risk: "read",
  summary: "List the policies of a type",
  description:
    "One type a call. What decides is in their rules: policies.listRules. To ask what would happen to a user use policies.simulate.",
  query: {
    type: oneOf(POLICY_TYPES, "Which policies"),
    status: v.optional(oneOf(["ACTIVE", "INACTIVE"], "Only those")),
    q: v.optional(text("Beginning of the name")),
    expand: expand("`rules`"),
    sortBy: v.optional(text("Such as `name`")),
    resourceId: v.optional(id("the authorization server that the policies are for")),
    ...paging(),
  },
  response: policy,
  isList: true,
  example: { type: "OKTA_SIGN_ON" },
});

export const get = defineAction({
  id: "policies.get",
  method: "GET",
  path: "/api/v1/policies/{policyId}",
  scope: "okta.policies.read",
  risk: "read",
  summary: "Get a policy",
  description: "Its conditions, priority and settings; for its rules use policies.listRules.",
  params: { policyId: id("the policy") },
  query: { expand: expand("`rules`") },
  response: policy,
  example: { policyId: "00p1example" },
});

export const listApps = defineAction({
  id: "policies.listApps",
  method: "GET",
  path: "/api/v1/policies/{policyId}/app",
  scope: "okta.policies.read",
  risk: "read",
  summary: "List the apps that a policy decides on",
  description:
    "For app sign-in policies (ACCESS_POLICY) and others that are set per app. To change it use apps.assignPolicy.",
  params: { policyId: id("the policy") },
  query: paging(),
  response: app,
  isList: true,
  example: { policyId: "rst1example" },
});

export {
  activateRule,
  createRule,
  deactivateRule,
  getRule,
  listRules,
  replaceRule,
  simulate,
} from "./policy-rules.ts";
