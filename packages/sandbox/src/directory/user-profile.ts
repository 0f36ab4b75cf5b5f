import type { Org } from "../api/operation.ts";
import type { ProfileSchema, Store, User } from "../org/model.ts";
import { validation } from "../org/okta-error.ts";
import { attributeOf, userSchema, valueCauses } from "./profile-schema.ts";
import { loginIsTaken } from "./user-index.ts";

const EMAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;

/** A profile that Okta takes. */
export type Profile = User["profile"];

/** What an attribute of users of the default type holds; undefined for one that they do not have. */
export function attributeType(store: Store, name: string): "string" | "boolean" | "number" | "array" | undefined {
  const type = attributeOf(userSchema(store), name)?.type;
  return type === "integer" ? "number" : type === "object" ? undefined : type;
}

/**
 * Checks a profile as a whole, as it would be after the write.
 *
 * @param self the user whose profile it is to become; undefined for a new one.
 * @throws {OktaError} E0000001 with a cause for each thing that is wrong.
 */
export function checkProfile(
  org: Org,
  profile: Record<string, unknown>,
  self?: User,
  typeId: string | undefined = self?.typeId,
): Profile {
  const schema = userSchema(org.store, typeId);
  const causes = requiredNames(schema)
    .filter((name) => isBlank(profile[name]))
    .map((name) => `${name}: The field cannot be left blank`);
  if (!isEmail(profile.login)) causes.push("login: Username must be in the form of an email address");
  for (const name of ["email", "secondEmail"]) {
    const value = profile[name];
    if (!isBlank(value) && !isEmail(value)) causes.push(`${name}: Does not match required pattern`);
  }
  const values = valueCauses(schema, profile);
  const tooLong = (cause: string) => cause.endsWith("too long");
  refuse([...causes, ...values.filter(tooLong)]);

  const unknown = Object.keys(profile).filter((name) => !attributeOf(schema, name));
  if (unknown.length > 0) {
    throw validation("newUser", ...unknown.map((name) => `Property name '${name}' is not defined in profile`));
  }
  refuse(values.filter((cause) => !tooLong(cause)));

  const login = String(profile.login);
  if (loginIsTaken(org.store, login, self)) {
    refuse(["login: An object with this field already exists in the current organization"]);
  }
  return { ...profile, login };
}

/** In the order in which Okta names what is missing. */
function requiredNames({ base, custom }: ProfileSchema): readonly string[] {
  return ["login", "firstName", "lastName", "email"]
    .filter((name) => base[name]?.required)
    .concat(Object.keys(custom).filter((name) => custom[name]?.required));
}

/** Throws what is wrong, named after the field that the first cause begins with. */
function refuse(causes: readonly string[]): void {
  const subject = causes[0]?.split(":")[0];
  if (subject !== undefined) throw validation(subject, ...causes);
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

function isEmail(value: unknown): boolean {
  return typeof value === "string" && EMAIL.test(value);
}
