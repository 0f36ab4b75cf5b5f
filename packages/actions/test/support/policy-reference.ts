import type { Operation } from "../../src/operations.ts";
import type { PolicyAction } from "../../src/policy.ts";
import { type Mark, type Risk, riskOf } from "../../src/risk.ts";

/**
 * The rules of docs/governance.md, written a second time and as plainly as possible: what src/policy decides is compared with this. It
 * shares nothing with src/policy but the operations, the actions and `riskOf`.
 */

export interface PlainCaller {
  readonly scopes?: readonly string[] | undefined;
  readonly actions?: readonly string[] | undefined;
  readonly maxRisk?: Risk | undefined;
  readonly deny?: readonly Mark[] | undefined;
  readonly where?: Readonly<Record<string, readonly (string | number | boolean)[]>> | undefined;
  readonly protected?: { readonly groups?: readonly string[]; readonly users?: readonly string[] } | undefined;
  readonly fields?: readonly string[] | undefined;
}

export interface PlainTarget {
  readonly operation: Operation;
  readonly action?: PolicyAction | undefined;
}

export interface PlainRequest extends PlainTarget {
  /** The values of the path's parameters, in order. */
  readonly values: readonly string[];
  readonly query: readonly (readonly [string, string])[];
  readonly body: unknown;
}

const holds = (scopes: readonly string[], scope: string) =>
  scopes.some((one) => one === scope || (scope.endsWith(".read") && one === scope.replace(".read", ".manage")));

/** Whether a caller may call something at all: rules 1 (actions), 2 (scopes), 3 (risk) and 6 (fields). */
function mayEverCall(caller: PlainCaller, { operation, action }: PlainTarget): boolean {
  if (operation.isPublic) return true;
  if (operation.scopes.length === 0) return false;
  const names = [operation.id, ...(action ? [action.id, `${action.id.split(".")[0]}.*`] : [])];
  if (caller.actions && !names.some((name) => caller.actions?.includes(name))) return false;
  if (caller.scopes || !caller.actions) {
    const returnsSecret = operation.method === "GET" && operation.marks.includes("secret");
    const needed = operation.scopes.map((scope) => (returnsSecret ? scope.replace(".read", ".manage") : scope));
    if (operation.id === "listUserIdentityProviders") needed.push("okta.idps.manage");
    if (!needed.every((scope) => holds(caller.scopes ?? [], scope))) return false;
  }
  if (isTooRisky(caller, (action ?? operation).risk, (action ?? operation).marks)) return false;
  return !caller.fields || KNOWN_RESPONSES.has(operation.id);
}

/** Every scope that a token of a caller may have. */
export function scopesFor(
  caller: PlainCaller,
  everything: readonly PlainTarget[],
  connection: readonly string[],
): ReadonlySet<string> {
  const needed = everything
    .filter((target) => mayEverCall(caller, target))
    .flatMap(({ operation }) => operation.scopes);
  const isRuled = Object.entries(caller).some(([name, value]) => name !== "scopes" && value !== undefined);
  const own = isRuled ? needed : (caller.scopes ?? []);
  return new Set(
    [...own, ...own.map((scope) => scope.replace(".manage", ".read"))].filter((scope) => holds(connection, scope)),
  );
}

/** Whether a request is allowed, before Okta is asked about protected targets. */
export function mayCall(caller: PlainCaller, request: PlainRequest, connection: readonly string[]): boolean {
  const { operation, action, query, body } = request;
  if (!mayEverCall(caller, request)) return false;
  if (operation.isPublic) return true;
  const { risk, marks } = riskOf(action ?? operation, { ...Object.fromEntries(query), body });
  if (isTooRisky(caller, risk, marks)) return false;
  for (const [name, allowed] of Object.entries(caller.where ?? {}))
    if (!isAllowedValue(name, allowed, request)) return false;
  if (caller.fields && usesHiddenAttribute(caller.fields, request)) return false;
  if (caller.protected && risk !== "read") {
    const { users = [], groups = [] } = caller.protected;
    if (refersTo(request, "user").some((id) => isAmong(id, users))) return false;
    if (refersTo(request, "group").some((id) => isAmong(id, groups))) return false;
    const namesItsTargets =
      (["/api/v1/users", "/api/v1/groups"].some(
        (start) => operation.path === start || operation.path.startsWith(`${start}/`),
      ) &&
        !operation.path.startsWith("/api/v1/groups/rules")) ||
      /^\/api\/v1\/(apps|idps)\/[^/]+\/(users|groups)(\/|$)/.test(operation.path) ||
      operation.path.startsWith("/webauthn-registration/api/v1/users/");
    if (!namesItsTargets && !(risk === "write" && marks.length === 0)) return false;
  }
  return operation.scopes.every((scope) => holds(connection, scope));
}

/** Whether a text has one of the IDs in it as a word, in any capitals. */
function isAmong(text: string, ids: readonly string[]): boolean {
  return ids.some((id) =>
    text
      .toLowerCase()
      .match(/[a-z0-9]+/g)
      ?.includes(id.toLowerCase()),
  );
}

function isTooRisky({ maxRisk, deny = [] }: PlainCaller, risk: Risk, marks: readonly Mark[]): boolean {
  const order = ["read", "write", "destructive"];
  if (maxRisk && order.indexOf(risk) > order.indexOf(maxRisk)) return true;
  return deny.some((mark) => marks.includes(mark));
}

const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, "");

function isAllowedValue(name: string, allowed: readonly (string | number | boolean)[], request: PlainRequest): boolean {
  const { operation, action, query, body, values } = request;
  const found: unknown[] = [];
  for (const path of [operation.path, action?.path ?? ""]) {
    (path.match(/\{\w+\}/g) ?? []).forEach((parameter, place) => {
      if (plain(parameter) === plain(name)) found.push(values[place]);
    });
  }
  for (const [one, value] of query) if (plain(one) === plain(name)) found.push(value);
  if (typeof body === "object" && body !== null && !Array.isArray(body)) {
    for (const [one, value] of Object.entries(body)) if (plain(one) === plain(name)) found.push(...[value].flat());
  }
  if (plain(name) === "userid") found.push(...refersTo(request, "user"));
  if (plain(name) === "groupid") found.push(...refersTo(request, "group"));
  if (plain(name) === "appid") found.push(...refersTo(request, "app"));
  if (plain(name) === "roletype") {
    const place = operation.path.match(/\{\w+\}/g)?.indexOf("{roleRef}") ?? -1;
    if (place >= 0) found.push(values[place]);
    if (["assignRoleToUser", "assignRoleToGroup", "assignRoleToClient"].includes(operation.id)) {
      found.push((body as { type?: unknown } | undefined)?.type ?? {});
    }
  }
  const declared = action ? [...Object.keys(action.query), ...declaredMembers(action.body)] : [];
  if (found.length === 0) return !declared.some((one) => plain(one) === plain(name));
  return found.every((value) => typeof value !== "object" && allowed.some((one) => String(one) === String(value)));
}

function declaredMembers(schema: unknown): readonly string[] {
  const { wrapped, entries } = (schema ?? {}) as { wrapped?: unknown; entries?: object };
  return wrapped ? declaredMembers(wrapped) : Object.keys(entries ?? {});
}

/** The users, groups or apps that a request refers to. */
function refersTo(request: PlainRequest, kind: "user" | "group" | "app"): readonly string[] {
  const { operation, query, body, values } = request;
  const found: string[] = [];
  const parts = operation.path.split("/");
  let place = 0;
  for (const [at, part] of parts.entries()) {
    if (!part.startsWith("{")) continue;
    const value = values[place++] ?? "";
    const before = parts[at - 1];
    const isUser = before === "users" || part === "{primaryUserId}";
    const isApp =
      ["{appId}", "{allowedAppId}"].includes(part) ||
      (["apps", "clients", "directories"].includes(before ?? "") && part !== "{appName}");
    if (kind === "user" && (isUser || before === "owners")) found.push(value);
    if (kind === "group" && ((before === "groups" && part !== "{appName}") || before === "owners")) found.push(value);
    if (kind === "app" && isApp) found.push(value);
  }
  const start = { user: "00u", group: "00g", app: "0oa" }[kind];
  const names = {
    user: ["userid", "userids", "primaryuserid", "primaryuserids"],
    group: ["groupid", "groupids", "targetgroupid", "targetgroupids", "sourcegroupid", "sourcegroupids"],
    app: [
      "appid",
      "appids",
      "clientid",
      "appinstanceid",
      "targetappid",
      "sourceappid",
      "resourceappid",
      "requestingappid",
    ],
  }[kind];
  const walk = (name: string, value: unknown) => {
    if (names.includes(plain(name)))
      for (const text of JSON.stringify([value]).match(/(?<=")[^",:[\]{}]+(?=")/g) ?? []) found.push(text);
    if (typeof value === "object" && value !== null) {
      for (const [key, member] of Object.entries(value)) walk(Array.isArray(value) ? "" : key, member);
    }
    for (const text of [name, typeof value === "string" ? value : ""]) {
      for (const word of text.split(/[^0-9A-Za-z]+/))
        if (word.startsWith(start) && word.length === 20) found.push(word);
    }
  };
  for (const [name, value] of query) walk(name, value);
  walk("", body);
  const { id, type } = (typeof body === "object" && body !== null ? body : {}) as { id?: unknown; type?: unknown };
  if (typeof id === "string") {
    if (operation.id === "assignUserToApplication" && kind === "user") found.push(id);
    if (operation.id === "updateGroupMembership" && kind === "group") found.push(id);
    if (
      operation.id === "assignGroupOwner" &&
      ((kind === "user" && type !== "GROUP") || (kind === "group" && type !== "USER"))
    )
      found.push(id);
  }
  return found;
}

/** What a caller with `fields` may call, by Okta's names. */
const KNOWN_RESPONSES = new Set([
  ...[
    "listUsers",
    "createUser",
    "getUser",
    "updateUser",
    "replaceUser",
    "deleteUser",
    "expirePassword",
    "revokeUserSessions",
  ],
  ...["activateUser", "reactivateUser", "deactivateUser", "suspendUser", "unsuspendUser", "unlockUser", "resetFactors"],
  ...["expirePasswordWithTempPassword", "resetPassword", "listUserGroups", "listAssignedRolesForUser"],
  ...["listGroups", "addGroup", "getGroup", "replaceGroup", "deleteGroup", "listGroupUsers", "assignUserToGroup"],
  ...["unassignUserFromGroup", "listGroupAssignedRoles", "listAssignedApplicationsForGroup", "listApplications"],
  ...[
    "getApplication",
    "listApplicationUsers",
    "assignUserToApplication",
    "getApplicationUser",
    "updateApplicationUser",
  ],
  ...["unassignUserFromApplication", "listApplicationGroupAssignments", "getApplicationGroupAssignment"],
  ...["assignGroupToApplication", "unassignApplicationFromGroup"],
]);

/** What anyone may search for. */
const OPEN =
  "id status created activated statusChanged lastLogin lastUpdated passwordChanged type type.id realmId".split(" ");
const OPERATORS = "and or not eq ne co sw ew pr gt ge lt le true false null".split(" ");

function usesHiddenAttribute(fields: readonly string[], { operation, values, query }: PlainRequest): boolean {
  const isHidden = (attribute: string) =>
    !OPEN.includes(attribute) && !fields.some((field) => attribute === `profile.${field}`);
  const parts = operation.path.split("/");
  const users = parts
    .filter((part) => part.startsWith("{"))
    .flatMap((part, place) => (parts[parts.indexOf(part) - 1] === "users" ? [values[place] ?? ""] : []));
  if (!fields.includes("login") && users.some((user) => !/^00u\w{17}$/.test(user))) return true;
  if (operation.id !== "listUsers" && operation.id !== "listApplicationUsers") return false;
  return query.some(([name, value]) => {
    if (name === "q") return !["firstName", "lastName", "email"].every((field) => fields.includes(field));
    if (name === "sortBy") return isHidden(value);
    if (name !== "search" && name !== "filter") return false;
    const words = value.replace(/"[^"]*"/g, "").match(/[A-Za-z][\w.]*/g) ?? [];
    return words.some((word) => !OPERATORS.includes(word) && isHidden(word));
  });
}
