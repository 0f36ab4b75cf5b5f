import {
  coversScope,
  effectiveScopes,
  judgeGroup,
  judgeUser,
  type Missing,
  type ProtectedTargets,
  type TargetToResolve,
} from "@okta-edge/actions/policy";
import type { OktaApiError, OktaClient, OktaClientObserver } from "@okta-edge/core";
import type { Connection } from "../connections/connection.ts";
import type { Problem } from "../http/problem.ts";

/** The scopes of the Worker's own reads, which no caller receives. */
const SCOPES: Readonly<Record<TargetToResolve["kind"], readonly string[]>> = {
  user: ["okta.users.read", "okta.roles.read"],
  group: ["okta.roles.read"],
  rule: ["okta.groups.read", "okta.roles.read"],
};

/** Milliseconds that an isolate uses what Okta said of a target. */
const FRESH_FOR = 30_000;
const MAX_FACTS = 1000;

/** Groups of a user that are read. */
const MAX_GROUPS = 2000;

/** Users, groups and group rules that the Worker asks about for one call. Each costs up to three of Okta's calls. */
const MAX_TARGETS = 20;

/** What can be a segment of a path: `.` and `..` are not. */
const REFERENCE = /^(?!\.{1,2}$).{1,512}$/s;

/** What Okta says of a user, a group or a group rule. */
interface Facts {
  readonly id: string;
  /** The groups of a user, or those that a rule assigns. */
  readonly groups: readonly string[];
  readonly hasAdminRole: boolean;
}

/** What is known at a connection, by kind and reference. */
const known = new WeakMap<Connection, Map<string, { readonly facts: Facts; readonly until: number }>>();

/** How the Worker reads. */
export interface ReadOptions {
  readonly connection: Connection;
  readonly signal: AbortSignal;
  /** Milliseconds for all reads. */
  readonly timeout: number;
  readonly onEvent: OktaClientObserver;
}

/** The protected targets among those of a call, or why they cannot be found out. */
export type ResolvedTargets =
  | {
      readonly missing: readonly Missing[];
      /** The IDs of users by the place of their segment in the path. */
      readonly userIds: ReadonlyMap<number, string>;
    }
  | { readonly problem: Problem };

/**
 * Asks Okta about the users, groups and group rules of a call: who a login belongs to, which groups a user is in, who has an admin role,
 * and which groups a rule assigns. Fails closed: a target that cannot be read is not changed.
 */
export async function resolveTargets(
  targets: ProtectedTargets,
  resolve: readonly TargetToResolve[],
  { connection, signal, timeout, onEvent }: ReadOptions,
): Promise<ResolvedTargets> {
  if (resolve.length > MAX_TARGETS) return { problem: tooMany(resolve.length) };
  if (!resolve.every(({ value }) => REFERENCE.test(value)))
    return { problem: unresolved({ status: 404, requestId: undefined }) };
  const late = AbortSignal.timeout(timeout);
  const options = { connection, signal: AbortSignal.any([signal, late]), timeout, onEvent };
  const needed = [...new Set(resolve.flatMap(({ kind }) => SCOPES[kind]))];
  const lacking = needed.find((scope) => !coversScope(connection.scopes, scope));
  if (lacking) return { problem: connectionLacks(lacking, connection.name) };
  const scopes = effectiveScopes(needed, connection.scopes);
  const missing: Missing[] = [];
  const userIds = new Map<number, string>();
  try {
    await Promise.all(
      resolve.map(async (target) => {
        const facts = await factsOf(target, scopes, options);
        if (target.kind === "user") {
          missing.push(...optional(judgeUser(targets, facts)));
          if (target.segment !== undefined) userIds.set(target.segment, facts.id);
        } else if (target.kind === "group") {
          missing.push(...optional(judgeGroup(targets, facts)));
        } else {
          const assigned = facts.groups.map((value) => ({ kind: "group", value }) as const);
          const groups = await Promise.all(assigned.map((group) => factsOf(group, scopes, options)));
          missing.push(...groups.flatMap((group) => optional(judgeGroup(targets, group))));
        }
      }),
    );
  } catch (error) {
    if (late.aborted && !signal.aborted) return { problem: LATE };
    if (isApiError(error)) return { problem: unresolved(error) };
    // A next page that is not the org's.
    if (error instanceof Error && error.name === "ConfigurationError") return { problem: unresolved(unexpected()) };
    throw error;
  }
  return { missing, userIds };
}

function optional(missing: Missing | undefined): readonly Missing[] {
  return missing ? [missing] : [];
}

async function factsOf(
  { kind, value }: Pick<TargetToResolve, "kind" | "value">,
  scopes: readonly string[],
  { connection, signal, timeout, onEvent }: ReadOptions,
): Promise<Facts> {
  const facts = known.get(connection) ?? new Map();
  known.set(connection, facts);
  const key = `${kind} ${value}`;
  const found = facts.get(key);
  if (found && Date.now() < found.until) return found.facts;
  const { result } = await connection.use((okta) => READERS[kind](okta, value, { scopes, signal, timeout, onEvent }));
  if (facts.size >= MAX_FACTS) facts.clear();
  facts.set(key, { facts: result, until: Date.now() + FRESH_FOR });
  return result;
}

type ReadInit = Omit<ReadOptions, "connection"> & { readonly scopes: readonly string[] };

const READERS: Readonly<
  Record<TargetToResolve["kind"], (okta: OktaClient, value: string, init: ReadInit) => Promise<Facts>>
> = {
  async user(okta, value, init) {
    const path = `/api/v1/users/${encodeURIComponent(value)}`;
    const [user, groups, roles] = await Promise.all([
      okta.json<{ id?: unknown }>(path, init),
      readIds(okta, `${path}/groups`, init),
      okta.json<unknown>(`${path}/roles`, init),
    ]);
    if (typeof user?.id !== "string") throw unexpected();
    return { id: user.id, groups, hasAdminRole: !isEmptyList(roles) };
  },
  async group(okta, value, init) {
    const roles = await okta.json<unknown>(`/api/v1/groups/${encodeURIComponent(value)}/roles`, init);
    return { id: value, groups: [], hasAdminRole: !isEmptyList(roles) };
  },
  async rule(okta, value, init) {
    const rule = await okta.json<{ actions?: { assignUserToGroups?: { groupIds?: unknown } } }>(
      `/api/v1/groups/rules/${encodeURIComponent(value)}`,
      init,
    );
    const groups = rule?.actions?.assignUserToGroups?.groupIds;
    if (!Array.isArray(groups) || groups.length > MAX_TARGETS || !groups.every((id) => typeof id === "string"))
      throw unexpected();
    return { id: value, groups, hasAdminRole: false };
  },
};

async function readIds(okta: OktaClient, path: string, init: ReadInit): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const item of okta.items<{ readonly id?: unknown } | null>(path, init)) {
    const id = item?.id;
    if (typeof id !== "string" || ids.push(id) > MAX_GROUPS) throw unexpected();
  }
  return ids;
}

/** What is not a list says nothing about roles. */
function isEmptyList(value: unknown): boolean {
  if (!Array.isArray(value)) throw unexpected();
  return value.length === 0;
}

/** Returns the error of a response that does not show whether the target is protected. */
function unexpected(): Pick<OktaApiError, "name" | "status" | "requestId"> {
  return Object.assign(new Error(), { name: "OktaApiError", status: 200, requestId: undefined });
}

/** Recognizes an error of the core by its name: this module is loaded on demand, and has no classes of the core's. */
function isApiError(error: unknown): error is OktaApiError {
  return error instanceof Error && error.name === "OktaApiError";
}

function tooMany(count: number): Problem {
  return {
    status: 403,
    code: "target_unverified",
    title: "Protected targets cannot be excluded",
    detail: `The call names ${count} users and groups. The Worker asks Okta about at most ${MAX_TARGETS} of a call. Send several calls.`,
  };
}

const LATE: Problem = {
  status: 504,
  code: "timeout",
  title: "Timeout",
  detail: "Okta did not say in time whether the target is protected. The call was not sent.",
};

function unresolved({ status, requestId }: Pick<OktaApiError, "status" | "requestId">): Problem {
  if (status === 404) {
    return {
      status: 404,
      code: "target_not_found",
      title: "Not found",
      detail: "Okta does not know a user, group or group rule of this call. The call was not sent.",
      errorCode: "E0000007",
      members: { oktaRequestId: requestId },
    };
  }
  return {
    status: status === 429 ? 503 : 403,
    code: "target_unverified",
    title: "Protected targets cannot be excluded",
    detail: `Okta responded ${status} when the Worker asked whether the target is protected. The call was not sent. The app needs an admin role that can read users, groups and their admin roles.`,
    members: { oktaRequestId: requestId },
    ...(status === 429 && { retryAfter: 60 }),
  };
}

function connectionLacks(scope: string, name: string): Problem {
  return {
    status: 403,
    code: "insufficient_scope",
    title: "Insufficient scope",
    detail: `The connection "${name}" lacks the scope ${scope}. The Worker needs it to find out who is protected from this caller. Add it to the connection's scopes, and grant it to the app in Okta: Okta API Scopes.`,
    members: { scope, lackedBy: "connection" },
  };
}
