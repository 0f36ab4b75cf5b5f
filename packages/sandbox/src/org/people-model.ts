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
  /** Their ID, such as `00u…`. */
  readonly id: string;
  /** Where they are in their life cycle, such as `ACTIVE`. */
  status: UserStatus;
  /** When they were created, in ISO 8601. */
  readonly created: string;
  /** When they were activated, in ISO 8601; null if never. */
  activated: string | null;
  /** When their status was changed last, in ISO 8601; null if never. */
  statusChanged: string | null;
  /** When they signed in last, in ISO 8601; null if never. */
  lastLogin: string | null;
  /** When they were changed last, in ISO 8601. */
  lastUpdated: string;
  /** When their password was changed last, in ISO 8601; null if never. */
  passwordChanged: string | null;
  /** Their attributes, such as `login` and `email`. */
  profile: Record<string, unknown> & { login: string };
  /** Whether they have a password. */
  hasPassword: boolean;
  /** Kept in clear, to be compared when it is changed: it is a sandbox. Undefined for those whose password is not known. */
  password?: string | undefined;
  /** The question for a forgotten password, with its answer in clear; undefined for none. */
  recoveryQuestion?: { readonly question: string; readonly answer: string } | undefined;
  /** Who signs them in; undefined for Okta itself. */
  provider?: { readonly type: string; readonly name: string } | undefined;
  /**
   * The ID of the realm they are in.
   *
   * @defaultValue the default realm
   */
  realmId?: string | undefined;
  /**
   * The ID of the type they are of.
   *
   * @defaultValue the default type
   */
  typeId?: string | undefined;
}

/** What the org does to a user later, as it was asked to. */
export interface UserTransition {
  /** The status that the user shows to be on the way to; undefined for deletion. */
  readonly to: "DEPROVISIONED" | undefined;
  /** In seconds since the epoch. */
  readonly completesAt: number;
  complete(): void;
}

/** A group as the org keeps it. */
export interface Group {
  /** Its ID, such as `00g…`. */
  readonly id: string;
  /** What made it: the org itself, an admin, or an app. */
  readonly type: "BUILT_IN" | "OKTA_GROUP" | "APP_GROUP";
  /** When it was created, in ISO 8601. */
  readonly created: string;
  /** When its profile was changed last, in ISO 8601. */
  lastUpdated: string;
  /** When its members were changed last, in ISO 8601. */
  lastMembershipUpdated: string;
  /** Its attributes, such as `name` and `description`. */
  profile: Record<string, unknown> & { name: string };
  /** IDs of users. */
  readonly members: Set<string>;
  /** By the ID of the user or the group, in the order in which they became owners. */
  readonly owners: Map<string, GroupOwner>;
}

/** Who answers for a group. */
export interface GroupOwner {
  readonly type: "USER" | "GROUP";
  /** When they became it. */
  readonly lastUpdated: string;
}

/** A rule that puts users into groups. */
export interface GroupRule {
  readonly id: string;
  status: "ACTIVE" | "INACTIVE" | "INVALID";
  name: string;
  readonly created: string;
  lastUpdated: string;
  /** As it was sent: `people` and `expression`. */
  conditions: Record<string, unknown>;
  /** IDs of groups. */
  groupIds: readonly string[];
  /** IDs of the users that it put there, by the group's ID. */
  readonly assigned: Map<string, Set<string>>;
}

/** What a user proves that it is them with, beside the password. */
export interface Factor {
  readonly id: string;
  readonly userId: string;
  readonly factorType: string;
  readonly provider: string;
  readonly vendorName: string;
  status: "PENDING_ACTIVATION" | "ACTIVE";
  readonly created: string;
  lastUpdated: string;
  profile: Record<string, unknown>;
  /** The code that activates or verifies it, where a code does. Of an authenticator app, the one when it was enrolled. */
  passCode?: string | undefined;
  /** When a code was sent and until when it is good, in seconds since the epoch. */
  codeSent?: { readonly at: number; readonly expiresAt: number } | undefined;
  /** What an authenticator app makes its codes from, in base 32. */
  sharedSecret?: string | undefined;
  /** The time step of the last of the app's codes that was taken. */
  usedStep?: number | undefined;
  /** The push that is out; `result` says what the user has made of it. */
  push?: { readonly id: string; readonly expiresAt: number; result: "WAITING" | "SUCCESS" | "REJECTED" } | undefined;
}

/** A device that people sign in with. */
export interface Device {
  readonly id: string;
  status: "CREATED" | "ACTIVE" | "SUSPENDED" | "DEACTIVATED";
  readonly created: string;
  lastUpdated: string;
  profile: Record<string, unknown> & { displayName: string };
  /** IDs of users. */
  readonly userIds: readonly string[];
}

/** An admin role that a user has. */
export interface RoleAssignment {
  readonly id: string;
  readonly userId: string;
  readonly type: string;
  readonly label: string;
  readonly created: string;
}

/** An admin role that a group gives its members. */
export interface GroupRoleAssignment {
  readonly id: string;
  readonly groupId: string;
  readonly type: string;
  readonly label: string;
  readonly created: string;
}

/** A temporary access code: what a user signs in with who has lost everything else. */
export interface TemporaryCode {
  readonly id: string;
  readonly userId: string;
  readonly tac: string;
  readonly multiUse: boolean;
  readonly created: string;
  readonly expiresAt: string;
}

/** How likely it is that someone else uses a user's account. */
export interface UserRisk {
  readonly riskLevel: "LOW" | "MEDIUM" | "HIGH";
  readonly reason: string;
}

/** What a user has let an app see. */
export interface Grant {
  readonly id: string;
  readonly userId: string;
  readonly clientId: string;
  readonly scopeId: string;
  readonly created: string;
}

/** A signed-in user's session. */
export interface Session {
  readonly id: string;
  readonly userId: string;
  readonly createdAt: string;
  readonly expiresAt: string;
}
