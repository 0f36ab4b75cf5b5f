import type { Org } from "../api/operation.ts";
import { isObject, malformedBody } from "../api/request-body.ts";
import type { Group } from "../org/model.ts";
import { validation } from "../org/okta-error.ts";

/** The longest value of each attribute. An org has no others until an admin adds some. */
const LONGEST: Readonly<Record<string, number>> = { name: 255, description: 1024 };

/**
 * Reads the profile that a group is made or replaced with.
 *
 * @param except - The group that it is for, which may keep its name.
 * @throws {OktaError} E0000003 for a body without a profile, E0000001 for a profile that a group cannot have.
 */
export function readGroupProfile(body: Record<string, unknown>, { store }: Org, except?: Group): Group["profile"] {
  const { profile } = body;
  if (!isObject(profile)) throw malformedBody();
  for (const name of Object.keys(profile)) {
    if (!Object.hasOwn(LONGEST, name)) throw validation("profile", `Property name '${name}' is not defined in profile`);
  }
  for (const [name, longest] of Object.entries(LONGEST)) checkText(name, profile[name], longest);
  const { name, description } = profile;
  if (typeof name !== "string" || name.trim() === "") {
    throw validation("name", "name: The field cannot be left blank");
  }
  // The name of a group that an app brought along is the app's affair.
  const isTaken = [...store.groups.values()].some(
    (group) => group !== except && group.type !== "APP_GROUP" && sameName(group.profile.name, name),
  );
  if (isTaken) throw validation("name", "name: An object with this field already exists in the current organization");
  return { name, ...(typeof description === "string" && { description }) };
}

function checkText(name: string, value: unknown, longest: number): void {
  if (value === undefined || value === null) return;
  if (typeof value !== "string") throw validation(name, `${name}: The field must be a string`);
  if (value.length > longest) throw validation(name, `${name}: The field is too long`);
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
