import type { Call } from "../api/operation.ts";
import { readBody } from "../api/request-body.ts";
import type { RoleAssignment } from "../org/model.ts";
import { notFound, validation } from "../org/okta-error.ts";
import { oktaId } from "../org/random.ts";

/** The standard roles that can be assigned to a user, with Okta's names for them. */
const ROLE_LABELS: Readonly<Record<string, string>> = {
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
function isIamRole(type: string): boolean {
  return IAM_ROLES.includes(type);
}

/** Makes an assignment of a standard role, with the ID that Okta would give it. */
export function makeAssignment<Draft extends Pick<RoleAssignment, "type" | "created">>(
  draft: Draft,
  random: () => number,
): Draft & Pick<RoleAssignment, "id" | "label"> {
  const { type } = draft;
  const id = TARGETED_ROLES.includes(type) ? base32(type) : oktaId(isIamRole(type) ? "irb" : "ra1", random);
  return { ...draft, id, label: ROLE_LABELS[type] ?? type };
}

/**
 * Reads the standard role that a call assigns.
 *
 * @throws {OktaError} E0000001 for what is not a role, E0000007 for a custom one: the org has none.
 */
export async function readStandardRole(call: Pick<Call, "request">): Promise<string> {
  const { type, role, "resource-set": resourceSet } = await readBody(call);
  if (type === "CUSTOM") {
    for (const [name, value] of Object.entries({ role, "resource-set": resourceSet })) {
      if (typeof value !== "string" || value === "") throw validation(name, `${name}: The field cannot be left blank`);
    }
    throw notFound(String(role), "CustomRole");
  }
  if (type === undefined || type === null || type === "") {
    throw validation("type", "type: The field cannot be left blank");
  }
  if (typeof type !== "string" || !Object.hasOwn(ROLE_LABELS, type)) {
    throw validation("type", "type: The field is not one of the known role types");
  }
  return type;
}

/** An assignment of a role as Okta shows it. */
export function showAssignment(
  { id, type, label, created }: Omit<RoleAssignment, "userId">,
  assignmentType: "USER" | "GROUP" | "CLIENT",
  assignee: string,
): Record<string, unknown> {
  return {
    id,
    ...(isIamRole(type) && { role: type }),
    label,
    type,
    status: "ACTIVE",
    created,
    lastUpdated: created,
    assignmentType,
    ...(isIamRole(type) && { "resource-set": type.replace(/ADMIN$/, "IAM_POLICY") }),
    _links: { assignee: { href: assignee } },
  };
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
