import * as v from "valibot";
import { defineAction } from "../action.ts";
import { anyObject, happened, oktaObject } from "./okta-object.ts";
import { id, oneOf, paging, text } from "./parameters.ts";
import { profileSchema } from "./schemas.ts";

const appId = id("the app");

const groupPush = oktaObject("GroupPush", {
  id: v.optional(v.string()),
  sourceGroupId: v.optional(v.string()),
  targetGroupId: v.optional(v.string()),
  status: v.optional(v.pipe(v.string(), v.description("ACTIVE, INACTIVE or ERROR"))),
  errorSummary: v.optional(v.nullable(v.string())),
  lastPush: happened,
  created: happened,
  lastUpdated: happened,
});

export const listGroupPush = defineAction({
  id: "apps.listGroupPush",
  method: "GET",
  path: "/api/v1/apps/{appId}/group-push/mappings",
  scope: "okta.apps.read",
  furtherScopes: ["okta.groups.read"],
  risk: "read",
  summary: "List the groups that are pushed to an app",
  description:
    "With the error of the last push, if it failed. Pushed groups are not the app's assignments: apps.listGroups.",
  params: { appId },
  query: {
    sourceGroupId: v.optional(id("the group in Okta")),
    status: v.optional(oneOf(["ACTIVE", "ERROR", "INACTIVE"], "Only this status")),
    lastUpdated: v.optional(text('Expression such as `lastUpdated gt "2026-01-31T12:00:00Z"`')),
    ...paging({ usual: 100, most: 1000 }),
  },
  response: groupPush,
  isList: true,
  example: { appId: "0oa1example" },
});

export const createGroupPush = defineAction({
  id: "apps.createGroupPush",
  method: "POST",
  path: "/api/v1/apps/{appId}/group-push/mappings",
  scope: "okta.apps.manage",
  furtherScopes: ["okta.groups.manage"],
  risk: "destructive",
  marks: ["mass", "access"],
  summary: "Push a group and its members to an app",
  description:
    "Creates the group in the app, or takes over an existing one with `targetGroupId`, whose members are then those in Okta. Give exactly one of `targetGroupId` and `targetGroupName`. Members must be assigned to the app: apps.assignGroup.",
  params: { appId },
  body: v.looseObject({
    sourceGroupId: id("the group in Okta"),
    targetGroupId: v.optional(id("an existing group of the app")),
    targetGroupName: v.optional(text("Name of a new group in the app")),
    status: v.optional(oneOf(["ACTIVE", "INACTIVE"], "Push at once. Default: ACTIVE")),
    appConfig: v.optional(anyObject),
  }),
  response: groupPush,
  example: { appId: "0oa1example", body: { sourceGroupId: "00g1example", targetGroupName: "Engineering" } },
});

export const assignPolicy = defineAction({
  id: "apps.assignPolicy",
  method: "PUT",
  path: "/api/v1/apps/{appId}/policies/{policyId}",
  scope: "okta.apps.manage",
  risk: "destructive",
  marks: ["weakens", "mass", "cutsOff"],
  summary: "Set the sign-in policy of an app",
  description:
    "Decides at once who gets into the app and with what proof. The former policy is replaced: note it first with policies.listApps. Needs Okta Identity Engine.",
  params: { appId, policyId: id("the access policy") },
  example: { appId: "0oa1example", policyId: "rst1example" },
});

export const getSchema = defineAction({
  id: "apps.getSchema",
  method: "GET",
  path: "/api/v1/meta/schemas/apps/{appId}/default",
  scope: "okta.schemas.read",
  risk: "read",
  summary: "Get the attributes that users have in an app",
  description:
    "What `profile` of apps.assignUser and apps.updateUser can hold. For Okta's own attributes use schemas.getUser.",
  params: { appId },
  response: profileSchema,
  example: { appId: "0oa1example" },
});
