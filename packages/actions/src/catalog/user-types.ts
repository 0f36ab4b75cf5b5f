import * as v from "valibot";
import { defineAction } from "../action.ts";
import { happened, oktaObject } from "./okta-object.ts";
import { paging } from "./parameters.ts";

const userType = oktaObject("UserType", {
  id: v.string(),
  name: v.string(),
  displayName: v.optional(v.string()),
  description: v.optional(v.nullable(v.string())),
  default: v.optional(v.boolean()),
  created: happened,
  lastUpdated: happened,
});

export const list = defineAction({
  id: "userTypes.list",
  method: "GET",
  path: "/api/v1/meta/types/user",
  scope: "okta.userTypes.read",
  risk: "read",
  summary: "List the types of users",
  description: "Employees, contractors and so on, each with its schema. To change a user's type use users.replace.",
  query: paging(),
  response: userType,
  isList: true,
  example: {},
});
