import { nameOf, type PolicyCall, type PolicyTarget } from "./call.ts";
import type { Missing } from "./caller-policy.ts";
import { isRecord, isUserId, pathParameters } from "./references.ts";

/** The members of a response that a caller with `fields` receives, if it is an object or a list of objects. */
type Shape = "user" | "group" | "appUser" | "appGroup" | "app" | "role" | "oneTimeSecret" | "nothing";

const MEMBERS: Readonly<Record<Shape, readonly string[]>> = {
  // Of `profile`, the attributes in `fields`.
  user: words(
    "id status created activated statusChanged lastLogin lastUpdated passwordChanged transitioningToStatus type realmId profile",
  ),
  group: words("id created lastUpdated lastMembershipUpdated objectClass type profile"),
  appUser: words("id status created lastUpdated statusChanged passwordChanged scope syncState lastSync"),
  appGroup: words("id lastUpdated priority"),
  app: words("id orn name label status created lastUpdated features signOnMode"),
  role: words("id type label status assignmentType created lastUpdated"),
  oneTimeSecret: words("activationUrl activationToken resetPasswordUrl tempPassword"),
  nothing: [],
};

/** The operations whose response is known: only these are open to a caller with `fields`. */
const SHAPES: ReadonlyMap<string, Shape> = new Map(
  Object.entries({
    "GET /api/v1/users": "user",
    "POST /api/v1/users": "user",
    "GET /api/v1/users/{}": "user",
    "POST /api/v1/users/{}": "user",
    "PUT /api/v1/users/{}": "user",
    "DELETE /api/v1/users/{}": "nothing",
    "POST /api/v1/users/{}/lifecycle/activate": "oneTimeSecret",
    "POST /api/v1/users/{}/lifecycle/reactivate": "oneTimeSecret",
    "POST /api/v1/users/{}/lifecycle/deactivate": "nothing",
    "POST /api/v1/users/{}/lifecycle/suspend": "nothing",
    "POST /api/v1/users/{}/lifecycle/unsuspend": "nothing",
    "POST /api/v1/users/{}/lifecycle/unlock": "nothing",
    "POST /api/v1/users/{}/lifecycle/reset_factors": "nothing",
    "POST /api/v1/users/{}/lifecycle/expire_password": "user",
    "POST /api/v1/users/{}/lifecycle/expire_password_with_temp_password": "oneTimeSecret",
    "POST /api/v1/users/{}/lifecycle/reset_password": "oneTimeSecret",
    "DELETE /api/v1/users/{}/sessions": "nothing",
    "GET /api/v1/users/{}/groups": "group",
    "GET /api/v1/users/{}/roles": "role",
    "GET /api/v1/groups": "group",
    "POST /api/v1/groups": "group",
    "GET /api/v1/groups/{}": "group",
    "PUT /api/v1/groups/{}": "group",
    "DELETE /api/v1/groups/{}": "nothing",
    "GET /api/v1/groups/{}/users": "user",
    "PUT /api/v1/groups/{}/users/{}": "nothing",
    "DELETE /api/v1/groups/{}/users/{}": "nothing",
    "GET /api/v1/groups/{}/roles": "role",
    "GET /api/v1/groups/{}/apps": "app",
    "GET /api/v1/apps": "app",
    "GET /api/v1/apps/{}": "app",
    "GET /api/v1/apps/{}/users": "appUser",
    "POST /api/v1/apps/{}/users": "appUser",
    "GET /api/v1/apps/{}/users/{}": "appUser",
    "POST /api/v1/apps/{}/users/{}": "appUser",
    "DELETE /api/v1/apps/{}/users/{}": "nothing",
    "GET /api/v1/apps/{}/groups": "appGroup",
    "GET /api/v1/apps/{}/groups/{}": "appGroup",
    "PUT /api/v1/apps/{}/groups/{}": "appGroup",
    "DELETE /api/v1/apps/{}/groups/{}": "nothing",
  } satisfies Record<string, Shape>),
);

function words(text: string): readonly string[] {
  return text.split(" ");
}

function shapeOf({ operation: { method, path } }: PolicyTarget): Shape | undefined {
  return SHAPES.get(`${method} ${path.replaceAll(/\{\w+\}/g, "{}")}`);
}

/** Returns what is missing if the response of a call cannot be limited to some attributes. */
export function checkResponseIsKnown(target: PolicyTarget): readonly Missing[] {
  if (shapeOf(target)) return [];
  const name = nameOf(target);
  const detail = `The response of ${name} may contain profile attributes that cannot be removed, so that it is not open to a caller with \`fields\`.`;
  return [{ rule: "fields", name, detail }];
}

/** The attributes that `q` looks into. */
const Q_ATTRIBUTES = ["firstName", "lastName", "email"];

/** Attributes of a user that are not of the profile, and are returned to every caller. */
const PLAIN_ATTRIBUTES = new Set(
  words("id status created activated statusChanged lastLogin lastUpdated passwordChanged type type.id realmId"),
);

const USERS_PATH = "/api/v1/users";

/**
 * Finds the attributes that a request uses and the caller may not see: in `search`, `filter`, `sortBy` and `q` of lists of users, and in the
 * path, where a user that is not named by ID is found by `login`. Their effect on the response would reveal them.
 */
export function checkRequestedFields(fields: readonly string[], call: PolicyCall): readonly Missing[] {
  const used = new Set<string>();
  const isUserList = call.operation.method === "GET" && call.operation.path === USERS_PATH;
  const isAppUserList =
    call.operation.method === "GET" && /^\/api\/v1\/apps\/\{\w+\}\/users$/.test(call.operation.path);
  for (const [name, value] of call.query) {
    if (!isUserList && !isAppUserList) continue;
    if (name === "q") for (const attribute of Q_ATTRIBUTES) used.add(`profile.${attribute}`);
    if (name === "search" || name === "filter") for (const attribute of attributesIn(value)) used.add(attribute);
    if (name === "sortBy") used.add(value);
  }
  for (const { kind, value } of pathParameters(call))
    if (kind === "user" && !isUserId(value)) used.add("profile.login");
  const visible = new Set(fields.map((field) => `profile.${field}`));
  return [...used]
    .filter((attribute) => !visible.has(attribute) && !PLAIN_ATTRIBUTES.has(attribute))
    .map((attribute) => ({
      rule: "fields",
      name: attribute,
      detail:
        attribute === "profile.login"
          ? "A user must be addressed by ID, because the caller may not see `login`."
          : `The request uses \`${attribute.slice(0, 100)}\`, which the caller may not see.`,
    }));
}

/** A part of an expression: white space, a text, a number, a bracket, or a word. */
const TOKEN = /(\s+)|("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?(?![\w.]))|([()])|([A-Za-z][\w.-]*)/y;

const KEYWORDS = new Set(words("and or not eq ne co sw ew pr gt ge lt le true false null"));

/** Returns the attributes that an expression names. What cannot be read counts as an attribute, which no caller may see. */
function attributesIn(expression: string): readonly string[] {
  const attributes: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < expression.length) {
    const start = TOKEN.lastIndex;
    const match = TOKEN.exec(expression);
    if (!match) return [...attributes, expression.slice(start)];
    const [, , , , , word] = match;
    if (word !== undefined && !KEYWORDS.has(word.toLowerCase())) attributes.push(word);
  }
  return attributes;
}

/**
 * Returns the body of a successful response as a caller with `fields` may see it. Members that are not known are removed: embedded objects,
 * credentials, links, and profiles of anything but users and groups.
 *
 * @param fields - The rule `fields`.
 * @param target - What was called.
 * @param body - The parsed body of the response.
 * @returns the body that the caller may see.
 */
export function showVisible(fields: readonly string[], target: PolicyTarget, body: unknown): unknown {
  const shape = shapeOf(target) ?? "nothing";
  return Array.isArray(body) ? body.map((item) => showOne(fields, shape, item)) : showOne(fields, shape, body);
}

function showOne(fields: readonly string[], shape: Shape, value: unknown): unknown {
  if (!isRecord(value)) return {};
  const shown = pick(value, MEMBERS[shape]);
  if (shape !== "user") return shown;
  if (isRecord(shown.type)) shown.type = pick(shown.type, ["id"]);
  return { ...shown, ...(isRecord(shown.profile) && { profile: pick(shown.profile, fields) }) };
}

function pick(value: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.flatMap((name) => (Object.hasOwn(value, name) ? [[name, value[name]]] : [])));
}
