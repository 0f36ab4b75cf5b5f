/** Okta's standard admin roles, as its API names them. */
export const ADMIN_ROLES = [
  "SUPER_ADMIN",
  "ORG_ADMIN",
  "APP_ADMIN",
  "USER_ADMIN",
  "GROUP_MEMBERSHIP_ADMIN",
  "HELP_DESK_ADMIN",
  "READ_ONLY_ADMIN",
  "REPORT_ADMIN",
  "MOBILE_ADMIN",
  "API_ACCESS_MANAGEMENT_ADMIN",
] as const;

/** One of {@link ADMIN_ROLES}. */
export type AdminRole = (typeof ADMIN_ROLES)[number];

/** What an operation is about, for the roles. `help` is what a help desk does: unlock, reset a password or factors. */
export interface Permission {
  readonly resource: "users" | "groups" | "members" | "apps" | "devices" | "logs" | "roles" | "org" | "policies";
  readonly access: "read" | "help" | "manage";
}

type Grants = Partial<Record<Permission["resource"], Permission["access"]>>;

/** What each role may do at most with each resource. */
const GRANTS: Record<AdminRole, Grants> = {
  SUPER_ADMIN: {
    users: "manage",
    groups: "manage",
    members: "manage",
    apps: "manage",
    devices: "manage",
    logs: "read",
    roles: "manage",
    org: "manage",
    policies: "manage",
  },
  ORG_ADMIN: {
    users: "manage",
    groups: "manage",
    members: "manage",
    apps: "read",
    devices: "manage",
    logs: "read",
    roles: "read",
    org: "manage",
    policies: "manage",
  },
  APP_ADMIN: { users: "read", groups: "read", members: "read", apps: "manage", org: "read" },
  USER_ADMIN: { users: "manage", groups: "manage", members: "manage", apps: "read", org: "read" },
  GROUP_MEMBERSHIP_ADMIN: { users: "read", groups: "read", members: "manage" },
  HELP_DESK_ADMIN: { users: "help", groups: "read", members: "read", org: "read" },
  READ_ONLY_ADMIN: {
    users: "read",
    groups: "read",
    members: "read",
    apps: "read",
    devices: "read",
    logs: "read",
    roles: "read",
    org: "read",
    policies: "read",
  },
  REPORT_ADMIN: { users: "read", groups: "read", members: "read", apps: "read", logs: "read", org: "read" },
  MOBILE_ADMIN: { users: "read", devices: "manage" },
  API_ACCESS_MANAGEMENT_ADMIN: { apps: "read", org: "read" },
};

const ORDER: readonly Permission["access"][] = ["read", "help", "manage"];

/** Whether any of the roles allows it. An app without a role may do nothing, whatever its scopes. */
export function rolesAllow(roles: readonly AdminRole[], { resource, access }: Permission): boolean {
  return roles.some((role) => {
    const granted = GRANTS[role]?.[resource];
    return granted !== undefined && ORDER.indexOf(granted) >= ORDER.indexOf(access);
  });
}
