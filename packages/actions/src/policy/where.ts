import { foldName, nameOf, type PolicyAction, type PolicyCall } from "./call.ts";
import type { AllowedValue, Missing } from "./caller-policy.ts";
import { isRecord, pathParameters, type ReferenceKind, referencesOf } from "./references.ts";

/** Names that restrict everything that refers to one kind of object, whatever the parameter is called. */
const KINDS: Readonly<Record<string, ReferenceKind>> = { userid: "user", groupid: "group", appid: "app" };

/** The name for the type of an admin role, which Okta's body calls `type`. */
const ROLE_TYPE = "roletype";
const ROLE_ASSIGNMENTS = /^\/(api\/v1\/(users|groups)|oauth2\/v1\/clients)\/\{\w+\}\/roles$/;

/**
 * Finds the parameters of a call whose values are not allowed.
 *
 * - A name stands for the parameter in any place: path, query and top level of the body, in any spelling and in lists.
 * - `userId`, `groupId` and `appId` stand for every user, group or app that the call refers to, under any name and at any depth.
 * - `roleType` stands for the type of an admin role that is assigned.
 * - A parameter that the action declares must be in the call: its default could be a value that is not allowed.
 */
export function checkWhere(
  where: Readonly<Record<string, readonly AllowedValue[]>>,
  call: PolicyCall,
): readonly Missing[] {
  return Object.entries(where).flatMap(([name, allowed]): readonly Missing[] => {
    const values = valuesOf(name, call);
    const permitted = new Set(allowed.map(String));
    const isAllowed = values.every((value) => typeof value !== "object" && permitted.has(String(value)));
    if (isAllowed && (values.length > 0 || !isDeclared(name, call.action))) return [];
    const detail =
      values.length === 0
        ? `${nameOf(call)} must be called with \`${name}\`, because only some of its values are allowed.`
        : `A value of \`${name}\` is not allowed.`;
    return [{ rule: "where", name, detail }];
  });
}

/** Returns the values that a call has for a name of `where`. Objects and null are values that nothing allows. */
function valuesOf(name: string, call: PolicyCall): readonly unknown[] {
  const folded = foldName(name);
  const values: unknown[] = pathParameters(call)
    .filter(({ names }) => names.some((one) => foldName(one) === folded))
    .map(({ value }) => value);
  for (const [one, value] of call.query) if (foldName(one) === folded) values.push(value);
  for (const [one, value] of isRecord(call.body) ? Object.entries(call.body) : []) {
    if (foldName(one) === folded) for (const item of itemsOf(value)) values.push(item);
  }
  const kind = KINDS[folded];
  if (kind) for (const reference of referencesOf(call, kind)) values.push(reference.value);
  if (folded === ROLE_TYPE) values.push(...roleTypesOf(call));
  return values;
}

function roleTypesOf(call: PolicyCall): readonly unknown[] {
  const { operation, body } = call;
  const inPath = pathParameters(call).filter(({ names }) => names.includes("roleRef"));
  if (operation.method !== "POST" || !ROLE_ASSIGNMENTS.test(operation.path)) return inPath.map(({ value }) => value);
  return [isRecord(body) ? (body.type ?? null) : null];
}

/** Returns a value, or the items of a list. */
function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** Reports whether an action declares a query parameter or a member of the body. */
function isDeclared(name: string, action: PolicyAction | undefined): boolean {
  if (!action) return false;
  const folded = foldName(name);
  return [...Object.keys(action.query), ...bodyNames(action)].some((one) => foldName(one) === folded);
}

/** Returns the names of the top-level members that an action's body declares. */
export function bodyNames({ body }: Pick<PolicyAction, "body">): readonly string[] {
  // A schema of valibot, which need not be loaded to read it.
  let schema = body as unknown as { readonly wrapped?: object; readonly entries?: object } | undefined;
  while (schema?.wrapped) schema = schema.wrapped;
  return Object.keys(schema?.entries ?? {});
}
