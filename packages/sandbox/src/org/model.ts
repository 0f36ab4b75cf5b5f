import type { LogContext } from "./log-context.ts";

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
  /** Kept in clear, to be compared when it is changed: it is a sandbox. Undefined for those whose password is not known. */
  password?: string | undefined;
  recoveryQuestion?: { readonly question: string; readonly answer: string } | undefined;
  /** Who signs them in; undefined for Okta itself. */
  provider?: { readonly type: string; readonly name: string } | undefined;
  /** The realm they are in; undefined for the default one. */
  realmId?: string | undefined;
  /** The type they are of; undefined for the default one. */
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
  readonly id: string;
  readonly type: "BUILT_IN" | "OKTA_GROUP" | "APP_GROUP";
  readonly created: string;
  lastUpdated: string;
  lastMembershipUpdated: string;
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

/** An application that people sign in to. */
export interface App {
  readonly id: string;
  status: "ACTIVE" | "INACTIVE";
  readonly created: string;
  lastUpdated: string;
  /** What its definition says: name, label, signOnMode, settings and so on, as it was sent. */
  definition: Record<string, unknown> & { name: string; label: string; signOnMode: string };
  /** By the user's ID. */
  readonly users: Map<string, AppUser>;
  /** By the group's ID. */
  readonly groups: Map<string, AppGroup>;
}

/** A user's assignment to an app. */
export interface AppUser {
  readonly userId: string;
  readonly created: string;
  lastUpdated: string;
  scope: "USER" | "GROUP";
  credentials: Record<string, unknown>;
  profile: Record<string, unknown>;
}

/** A group's assignment to an app. */
export interface AppGroup {
  readonly groupId: string;
  lastUpdated: string;
  priority: number;
  profile: Record<string, unknown>;
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

/** A rule of a policy. */
export interface PolicyRule extends Definition {
  readonly policyId: string;
  readonly name: string;
  readonly priority: number;
}

/** A group that an app is sent. */
export interface GroupPush {
  readonly id: string;
  readonly appId: string;
  readonly sourceGroupId: string;
  readonly targetGroupId: string;
  readonly status: "ACTIVE" | "INACTIVE";
  readonly created: string;
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

/** Something that the org keeps as it was defined, and shows as it is: a policy, a network zone. */
export interface Definition {
  readonly id: string;
  readonly status: "ACTIVE" | "INACTIVE";
  readonly type: string;
  readonly [member: string]: unknown;
}

/** An entry of the System Log. */
export interface LogEvent {
  readonly uuid: string;
  /** ISO 8601, in milliseconds. */
  readonly published: string;
  readonly eventType: string;
  readonly displayMessage: string;
  readonly severity: "DEBUG" | "INFO" | "WARN" | "ERROR";
  readonly outcome: { readonly result: string; readonly reason: string | null };
  readonly actor: LogParty;
  readonly target: readonly LogParty[];
  /** Undefined for what the org did by itself. */
  readonly context?: LogContext | undefined;
}

/** Events of a large org from before those that it keeps, in the order in which they were published. */
export interface LogHistory {
  readonly length: number;
  at(place: number): LogEvent;
}

/** Who did it, or to whom or what it was done. */
export interface LogParty {
  readonly id: string;
  /** Such as User, UserGroup, AppInstance, PublicClientApp. */
  readonly type: string;
  readonly alternateId: string;
  readonly displayName: string;
}

/** What an attribute of a profile may hold. `type` is a type of JSON Schema; the rest is kept as it was sent. */
export interface SchemaAttribute {
  readonly type: "string" | "boolean" | "number" | "integer" | "array" | "object";
  readonly title?: string;
  readonly required?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly enum?: readonly unknown[];
  readonly [member: string]: unknown;
}

/** The attributes of the profiles of users, groups or app users. */
export interface ProfileSchema {
  readonly created: string;
  lastUpdated: string;
  base: Readonly<Record<string, SchemaAttribute>>;
  custom: Readonly<Record<string, SchemaAttribute>>;
}

/** Something of a collection that is declared, not programmed: see resources/collection.ts. */
export interface Resource {
  readonly id: string;
  readonly [member: string]: unknown;
}

/** All that the org holds, by ID, in the order in which it came. */
export interface Store {
  readonly users: Map<string, User>;
  /** By the user's ID. */
  readonly transitions: Map<string, UserTransition>;
  readonly groups: Map<string, Group>;
  readonly groupRules: Map<string, GroupRule>;
  readonly apps: Map<string, App>;
  readonly factors: Map<string, Factor>;
  readonly devices: Map<string, Device>;
  /** By the user's ID and their own, which may be another user's too. */
  readonly roleAssignments: Map<string, RoleAssignment>;
  readonly grants: Map<string, Grant>;
  readonly sessions: Map<string, Session>;
  readonly policies: Map<string, Definition>;
  readonly zones: Map<string, Definition>;
  readonly policyRules: Map<string, PolicyRule>;
  /** By the group's ID and their own. */
  readonly groupRoles: Map<string, GroupRoleAssignment>;
  readonly temporaryCodes: Map<string, TemporaryCode>;
  readonly groupPushes: Map<string, GroupPush>;
  /** By the user's ID; users that are not here have the risk NONE. */
  readonly userRisks: Map<string, UserRisk>;
  /** The ID of each user's manager, by the user's ID. */
  readonly managers: Map<string, string>;
  /** The ID of each app's access policy, by the app's ID; apps that are not here have the default one. */
  readonly appPolicies: Map<string, string>;
  /** Email addresses that mails are not sent to any more. */
  readonly bouncedEmails: Set<string>;
  readonly authenticators: Map<string, Definition>;
  readonly eventHooks: Map<string, Definition>;
  readonly apiTokens: Map<string, Definition>;
  readonly identityProviders: Map<string, Definition>;
  readonly agentPools: Map<string, Definition>;
  readonly authorizationServers: Map<string, Definition>;
  readonly deviceAssurances: Map<string, Definition>;
  /** In the order in which they happened. */
  readonly events: LogEvent[];
  /** What was before them; undefined for a small org. */
  history?: LogHistory | undefined;
  /** By collection, and by the ID of what holds them and their own. */
  readonly resources: Map<string, Map<string, Resource>>;
  /** By `user/{typeId}`, `group` and `apps/{appId}`; made when they are first asked for. */
  readonly schemas: Map<string, ProfileSchema>;
  /** The ID of the default type of users. */
  readonly userTypeId: string;
}
