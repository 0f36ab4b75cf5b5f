import type { Org } from "../api/operation.ts";
import { isObject, malformedBody } from "../api/request-body.ts";
import { attributeOf, groupSchema, valueCauses } from "../directory/profile-schema.ts";
import type { Group } from "../org/model.ts";
import { validation } from "../org/okta-error.ts";

/**
 * Reads the profile that a group is made or replaced with.
 *
 * @param except - The group that it is for, which may keep its name.
 * @throws {OktaError} E0000003 for a body without a profile, E0000001 for a profile that a group cannot have.
 */
export function readGroupProfile(body: Record<string, unknown>, { store }: Org, except?: Group): Group["profile"] {
  const { profile } = body;
  if (!isObject(profile)) throw malformedBody();
  const schema = groupSchema(store);
  for (const name of Object.keys(profile)) {
    if (!attributeOf(schema, name)) throw validation("profile", `Property name '${name}' is not defined in profile`);
  }
  const [cause] = valueCauses(schema, profile);
  if (cause !== undefined) throw validation(cause.split(":")[0] ?? "profile", cause);
  const { name, description, ...custom } = profile;
  if (typeof name !== "string" || name.trim() === "") {
    throw validation("name", "name: The field cannot be left blank");
  }
  // The name of a group that an app brought along is the app's affair.
  const isTaken = [...store.groups.values()].some(
    (group) => group !== except && group.type !== "APP_GROUP" && sameName(group.profile.name, name),
  );
  if (isTaken) throw validation("name", "name: An object with this field already exists in the current organization");
  return { name, description: typeof description === "string" ? description : null, ...custom };
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
