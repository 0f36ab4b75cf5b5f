import * as v from "valibot";
import { oktaObject } from "./okta-object.ts";

/** The admin roles that can be assigned. */
const ROLE_TYPES = [
  "ACCESS_CERTIFICATIONS_ADMIN",
  "ACCESS_REQUESTS_ADMIN",
  "API_ACCESS_MANAGEMENT_ADMIN",
  "APP_ADMIN",
  "GROUP_MEMBERSHIP_ADMIN",
  "HELP_DESK_ADMIN",
  "ORG_ADMIN",
  "READ_ONLY_ADMIN",
  "REPORT_ADMIN",
  "SUPER_ADMIN",
  "USER_ADMIN",
  "WORKFLOWS_ADMIN",
  "CUSTOM",
] as const;

/** A role to assign to a user or a group. */
export const newRoleAssignment = v.looseObject({
  type: v.pipe(v.picklist(ROLE_TYPES), v.description("A standard role, or CUSTOM with `role` and `resource-set`")),
  role: v.optional(v.pipe(v.string(), v.description("ID of the custom role"))),
  "resource-set": v.optional(v.pipe(v.string(), v.description("ID of the resources that the custom role covers"))),
});

export const roleAssignment = oktaObject("RoleAssignment", {
  id: v.string(),
  type: v.string(),
  label: v.optional(v.string()),
  status: v.optional(v.string()),
  assignmentType: v.optional(v.string()),
});
