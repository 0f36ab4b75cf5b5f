import * as v from "valibot";
import { anyObject, happened, oktaObject } from "./okta-object.ts";

const profile = v.looseObject({
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  description: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(1024)))),
});

/** What a group is made or replaced with. */
export const groupBody = v.looseObject({ profile });

export const group = oktaObject("Group", {
  id: v.string(),
  type: v.picklist(["OKTA_GROUP", "APP_GROUP", "BUILT_IN"]),
  created: v.string(),
  lastUpdated: happened,
  lastMembershipUpdated: happened,
  objectClass: v.optional(v.array(v.string())),
  profile: v.looseObject({ name: v.string(), description: v.optional(v.nullable(v.string())) }),
  _embedded: v.optional(anyObject),
});

export const groupOwner = oktaObject("GroupOwner", {
  id: v.string(),
  type: v.optional(v.picklist(["USER", "GROUP", "UNKNOWN"])),
  displayName: v.optional(v.string()),
  originType: v.optional(v.string()),
  resolved: v.optional(v.boolean()),
});

const conditions = v.looseObject({
  expression: v.looseObject({ type: v.string(), value: v.pipe(v.string(), v.minLength(1)) }),
  people: v.optional(anyObject),
});

const ruleActions = v.looseObject({
  assignUserToGroups: v.looseObject({ groupIds: v.pipe(v.array(v.string()), v.minLength(1)) }),
});

/** What a group rule is made with. */
export const groupRuleBody = v.looseObject({
  type: v.picklist(["group_rule"]),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(50)),
  conditions,
  actions: ruleActions,
});

export const groupRule = oktaObject("GroupRule", {
  id: v.string(),
  type: v.string(),
  name: v.string(),
  status: v.picklist(["ACTIVE", "INACTIVE", "INVALID"]),
  created: v.string(),
  lastUpdated: happened,
  conditions: v.optional(anyObject),
  actions: v.optional(anyObject),
});
