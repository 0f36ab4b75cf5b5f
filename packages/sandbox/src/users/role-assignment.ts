import type { RoleAssignment } from "../org/model.ts";
import { oktaId } from "../org/random.ts";

/** The standard roles that can be given to somebody, with Okta's names for them. */
export const ROLE_LABELS: Readonly<Record<string, string>> = {
  ACCESS_CERTIFICATIONS_ADMIN: "Access Certifications Administrator",
  ACCESS_REQUESTS_ADMIN: "Access Requests Administrator",
  API_ACCESS_MANAGEMENT_ADMIN: "API Access Management Administrator",
  APP_ADMIN: "Application Administrator",
  GROUP_MEMBERSHIP_ADMIN: "Group Membership Administrator",
  HELP_DESK_ADMIN: "Help Desk Administrator",
  ORG_ADMIN: "Organization Administrator",
  READ_ONLY_ADMIN: "Read-Only Administrator",
  REPORT_ADMIN: "Report Administrator",
  SUPER_ADMIN: "Super Organization Administrator",
  USER_ADMIN: "Group Administrator",
  WORKFLOWS_ADMIN: "Workflows Administrator",
};

const IAM_ROLES = ["ACCESS_CERTIFICATIONS_ADMIN", "ACCESS_REQUESTS_ADMIN", "WORKFLOWS_ADMIN"];

/** The roles that can be narrowed to targets. The ID of their assignment is their type in base 32. */
const TARGETED_ROLES = ["APP_ADMIN", "GROUP_MEMBERSHIP_ADMIN", "HELP_DESK_ADMIN", "USER_ADMIN"];

/** Whether Okta keeps a standard role as it keeps custom ones, and shows it so. */
export function isIamRole(type: string): boolean {
  return IAM_ROLES.includes(type);
}

/** Makes an assignment of a standard role, with the ID that Okta would give it. */
export function makeAssignment(
  { userId, type, created }: Omit<RoleAssignment, "id" | "label">,
  random: () => number,
): RoleAssignment {
  const id = TARGETED_ROLES.includes(type) ? base32(type) : oktaId(isIamRole(type) ? "irb" : "ra1", random);
  return { id, userId, type, label: ROLE_LABELS[type] ?? type, created };
}

/** What the store keeps an assignment by: its ID alone may be another user's too. */
export function assignmentKey({ userId, id }: Pick<RoleAssignment, "userId" | "id">): string {
  return `${userId}/${id}`;
}

/** RFC 4648, section 6, of ASCII, without padding. */
function base32(text: string): string {
  const bits = [...text].map((letter) => letter.charCodeAt(0).toString(2).padStart(8, "0")).join("");
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[Number.parseInt(group.padEnd(5, "0"), 2)]).join("");
}
