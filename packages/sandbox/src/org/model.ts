import type { App, GroupPush } from "./app-model.ts";
import type { LogEvent, LogHistory } from "./log-model.ts";
import type {
  Device,
  Factor,
  Grant,
  Group,
  GroupRoleAssignment,
  GroupRule,
  RoleAssignment,
  Session,
  TemporaryCode,
  User,
  UserRisk,
  UserTransition,
} from "./people-model.ts";

export type { App, AppGroup, AppUser, GroupPush } from "./app-model.ts";
export type { LogEvent, LogHistory, LogParty } from "./log-model.ts";
export type {
  Device,
  Factor,
  Grant,
  Group,
  GroupOwner,
  GroupRoleAssignment,
  GroupRule,
  RoleAssignment,
  Session,
  TemporaryCode,
  User,
  UserRisk,
  UserStatus,
  UserTransition,
} from "./people-model.ts";

/** A rule of a policy. */
export interface PolicyRule extends Definition {
  readonly policyId: string;
  readonly name: string;
  readonly priority: number;
}

/** Something that the org keeps as it was defined, and shows as it is: a policy, a network zone. */
export interface Definition {
  readonly id: string;
  readonly status: "ACTIVE" | "INACTIVE";
  readonly type: string;
  readonly [member: string]: unknown;
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

/** Something of a collection that is declared, not programmed: see collections/collection.ts. */
export interface Resource {
  readonly id: string;
  readonly [member: string]: unknown;
}

/** All that the org holds, by ID, in the order in which it came. */
export interface Store {
  /** By ID. */
  readonly users: Map<string, User>;
  /** By the user's ID. */
  readonly transitions: Map<string, UserTransition>;
  /** By ID. */
  readonly groups: Map<string, Group>;
  /** By ID. */
  readonly groupRules: Map<string, GroupRule>;
  /** By ID. */
  readonly apps: Map<string, App>;
  /** By ID. */
  readonly factors: Map<string, Factor>;
  /** By ID. */
  readonly devices: Map<string, Device>;
  /** By the user's ID and their own, which may be another user's too. */
  readonly roleAssignments: Map<string, RoleAssignment>;
  /** By ID. */
  readonly grants: Map<string, Grant>;
  /** By ID. */
  readonly sessions: Map<string, Session>;
  /** By ID. */
  readonly policies: Map<string, Definition>;
  /** By ID. */
  readonly zones: Map<string, Definition>;
  /** By ID. */
  readonly policyRules: Map<string, PolicyRule>;
  /** By the group's ID and their own. */
  readonly groupRoles: Map<string, GroupRoleAssignment>;
  /** By ID. */
  readonly temporaryCodes: Map<string, TemporaryCode>;
  /** By ID. */
  readonly groupPushes: Map<string, GroupPush>;
  /** By the user's ID; users that are not here have the risk NONE. */
  readonly userRisks: Map<string, UserRisk>;
  /** The ID of each user's manager, by the user's ID. */
  readonly managers: Map<string, string>;
  /** The ID of each app's access policy, by the app's ID; apps that are not here have the default one. */
  readonly appPolicies: Map<string, string>;
  /** Email addresses that mails are not sent to any more. */
  readonly bouncedEmails: Set<string>;
  /** By ID. */
  readonly authenticators: Map<string, Definition>;
  /** By ID. */
  readonly eventHooks: Map<string, Definition>;
  /** By ID. */
  readonly apiTokens: Map<string, Definition>;
  /** By ID. */
  readonly identityProviders: Map<string, Definition>;
  /** By ID. */
  readonly agentPools: Map<string, Definition>;
  /** By ID. */
  readonly authorizationServers: Map<string, Definition>;
  /** By ID. */
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
