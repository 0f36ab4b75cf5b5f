import * as v from "valibot";
import { anyObject, happened, oktaObject } from "./okta-object.ts";

const profile = v.looseObject({
  name: v.pipe(v.string(), v.minLength(1)),
  description: v.optional(v.nullable(v.string())),
});

/** What a group is made or replaced with. */
export const groupBody = v.looseObject({ profile });

export const group = oktaObject("Group", {
  id: v.string(),
  type: v.pipe(v.string(), v.description("OKTA_GROUP, APP_GROUP or BUILT_IN")),
  created: v.string(),
  lastUpdated: happened,
  lastMembershipUpdated: happened,
  objectClass: v.optional(v.array(v.string())),
  profile: v.looseObject({ name: v.string(), description: v.optional(v.nullable(v.string())) }),
  _embedded: v.optional(anyObject),
});

export const groupOwner = oktaObject("GroupOwner", {
  id: v.string(),
  type: v.optional(v.pipe(v.string(), v.description("USER, GROUP or UNKNOWN"))),
  displayName: v.optional(v.string()),
  originType: v.optional(v.string()),
  resolved: v.optional(v.boolean()),
});

const conditions = v.looseObject({
  expression: v.looseObject({ type: v.optional(v.string()), value: v.pipe(v.string(), v.minLength(1)) }),
  people: v.optional(anyObject),
});

const ruleActions = v.looseObject({
  assignUserToGroups: v.looseObject({ groupIds: v.pipe(v.array(v.string()), v.minLength(1)) }),
});

/** What a group rule is made with. */
export const groupRuleBody = v.looseObject({
  type: v.optional(v.pipe(v.string(), v.description("`group_rule`"))),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(50)),
  conditions,
  actions: ruleActions,
});

export const groupRule = oktaObject("GroupRule", {
  id: v.string(),
  type: v.string(),
  name: v.string(),
  status: v.pipe(v.string(), v.description("ACTIVE, INACTIVE or INVALID")),
  created: v.string(),
  lastUpdated: happened,
  conditions: v.optional(anyObject),
  actions: v.optional(anyObject),
});
