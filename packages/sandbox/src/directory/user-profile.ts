import type { Org } from "../api/operation.ts";
import type { User } from "../org/model.ts";
import { validation } from "../org/okta-error.ts";

/** Okta's own attributes of a user, and how long each may be: undefined where Okta names no limit. */
const BASE_ATTRIBUTES: Readonly<Record<string, number | undefined>> = {
  login: 100,
  firstName: 50,
  lastName: 50,
  email: 100,
  secondEmail: 100,
  middleName: undefined,
  honorificPrefix: undefined,
  honorificSuffix: undefined,
  title: undefined,
  displayName: undefined,
  nickName: undefined,
  profileUrl: undefined,
  primaryPhone: 100,
  mobilePhone: 100,
  streetAddress: 1024,
  city: 128,
  state: 128,
  zipCode: 50,
  countryCode: 2,
  postalAddress: 4096,
  preferredLanguage: undefined,
  locale: undefined,
  timezone: undefined,
  userType: undefined,
  employeeNumber: undefined,
  costCenter: undefined,
  organization: undefined,
  division: undefined,
  department: undefined,
  managerId: undefined,
  manager: undefined,
};

/** The attributes that this org's admin added, with what each holds. */
const CUSTOM_ATTRIBUTES: Readonly<Record<string, "string" | "boolean" | "number" | "array">> = {
  costCenterCode: "string",
  startDate: "string",
  badgeNumber: "number",
  isContractor: "boolean",
  skills: "array",
};

const REQUIRED = ["login", "firstName", "lastName", "email"] as const;
const EMAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;

/** A profile that Okta takes. */
export type Profile = User["profile"];

/** The attributes of users: Okta's own, and those that this org's admin added. */
export function attributeNames(): { readonly base: readonly string[]; readonly custom: readonly string[] } {
  return { base: Object.keys(BASE_ATTRIBUTES), custom: Object.keys(CUSTOM_ATTRIBUTES) };
}

/** What an attribute of users holds; undefined for one that users do not have. */
export function attributeType(name: string): "string" | "boolean" | "number" | "array" | undefined {
  if (Object.hasOwn(BASE_ATTRIBUTES, name)) return "string";
  return Object.hasOwn(CUSTOM_ATTRIBUTES, name) ? CUSTOM_ATTRIBUTES[name] : undefined;
}

/**
 * Checks a profile as a whole, as it would be after the write.
 *
 * @param self the user whose profile it is to become; undefined for a new one.
 * @throws {OktaError} E0000001 with a cause for each thing that is wrong.
 */
export function checkProfile(org: Org, profile: Record<string, unknown>, self?: User): Profile {
  const causes = REQUIRED.filter((name) => isBlank(profile[name])).map(
    (name) => `${name}: The field cannot be left blank`,
  );
  if (!isEmail(profile.login)) causes.push("login: Username must be in the form of an email address");
  for (const name of ["email", "secondEmail"]) {
    const value = profile[name];
    if (!isBlank(value) && !isEmail(value)) causes.push(`${name}: Does not match required pattern`);
  }
  for (const [name, value] of Object.entries(profile)) {
    const limit = BASE_ATTRIBUTES[name];
    if (limit !== undefined && typeof value === "string" && value.length > limit) {
      causes.push(`${name}: The field is too long`);
    }
  }
  refuse(causes);

  const strangers = Object.keys(profile).filter(
    (name) => !Object.hasOwn(BASE_ATTRIBUTES, name) && !Object.hasOwn(CUSTOM_ATTRIBUTES, name),
  );
  if (strangers.length > 0) {
    throw validation("newUser", ...strangers.map((name) => `Property name '${name}' is not defined in profile`));
  }
  refuse(
    Object.entries(profile)
      .filter(([name, value]) => value !== null && kindOf(value) !== (CUSTOM_ATTRIBUTES[name] ?? "string"))
      .map(([name]) => `${name}: The value is not of the type that the attribute has`),
  );

  const login = String(profile.login);
  const taken = [...org.store.users.values()].some(
    (user) => user !== self && user.profile.login.toLowerCase() === login.toLowerCase(),
  );
  if (taken) refuse(["login: An object with this field already exists in the current organization"]);
  return { ...profile, login };
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

function kindOf(value: unknown): string {
  return Array.isArray(value) ? "array" : typeof value;
}
