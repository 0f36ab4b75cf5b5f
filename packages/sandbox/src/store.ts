/** The statuses of a user's life. */
export type UserStatus =
  | "STAGED"
  | "PROVISIONED"
  | "ACTIVE"
  | "RECOVERY"
  | "PASSWORD_EXPIRED"
  | "LOCKED_OUT"
  | "SUSPENDED"
  | "DEPROVISIONED";

/** A user as the org keeps it. Times are ISO 8601, null for what has not happened. */
export interface User {
  readonly id: string;
  status: UserStatus;
  readonly created: string;
  activated: string | null;
  statusChanged: string | null;
  lastLogin: string | null;
  lastUpdated: string;
  passwordChanged: string | null;
  profile: Record<string, unknown> & { login: string };
  hasPassword: boolean;
}

/** A group as the org keeps it. */
export interface Group {
  readonly id: string;
  readonly type: "BUILT_IN" | "OKTA_GROUP" | "APP_GROUP";
  readonly created: string;
  lastUpdated: string;
  lastMembershipUpdated: string;
  profile: Record<string, unknown> & { name: string };
  /** IDs of users. */
  readonly members: Set<string>;
}

/** All that the org holds, by ID, in the order in which it came. */
export interface Store {
  readonly users: Map<string, User>;
  readonly groups: Map<string, Group>;
  /** The ID of the type that all users have. */
  readonly userTypeId: string;
}
