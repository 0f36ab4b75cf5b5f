import * as v from "valibot";
import { anyObject, happened, oktaObject } from "./okta-object.ts";

const name = v.optional(v.nullable(v.string()));

/** Okta's 31 base attributes, `login` aside; an org may have more. */
const standardProfile = {
  email: v.optional(v.nullable(v.pipe(v.string(), v.includes("@")))),
  firstName: name,
  lastName: name,
  displayName: name,
  middleName: name,
  honorificPrefix: name,
  honorificSuffix: name,
  nickName: name,
  profileUrl: name,
  secondEmail: name,
  mobilePhone: name,
  primaryPhone: name,
  streetAddress: name,
  city: name,
  state: name,
  zipCode: name,
  countryCode: name,
  postalAddress: name,
  preferredLanguage: name,
  locale: name,
  timezone: name,
  title: name,
  department: name,
  division: name,
  organization: name,
  costCenter: name,
  manager: name,
  managerId: name,
  employeeNumber: name,
  userType: name,
};

const login = v.pipe(v.string(), v.minLength(1), v.description("What the user signs in with, like an email address"));

const password = v.looseObject({
  value: v.optional(v.pipe(v.string(), v.minLength(1))),
  hash: v.optional(anyObject),
  hook: v.optional(anyObject),
});

const recoveryQuestion = v.looseObject({
  question: v.optional(v.pipe(v.string(), v.minLength(1))),
  answer: v.optional(v.pipe(v.string(), v.minLength(1))),
});

const credentials = v.looseObject({
  password: v.optional(password),
  recovery_question: v.optional(recoveryQuestion),
  provider: v.optional(v.looseObject({ type: v.optional(v.string()), name: v.optional(v.string()) })),
});

/** A user to create. */
export const newUser = v.looseObject({
  profile: v.looseObject({ login, ...standardProfile }),
  credentials: v.optional(credentials),
  groupIds: v.optional(v.pipe(v.array(v.string()), v.description("IDs of groups to be a member of at once"))),
  type: v.optional(v.looseObject({ id: v.optional(v.string()) })),
  realmId: v.optional(v.string()),
});

/** The changes of a user. */
export const userChange = v.looseObject({
  profile: v.optional(v.looseObject({ login: v.optional(login), ...standardProfile })),
  credentials: v.optional(credentials),
  type: v.optional(
    v.pipe(v.looseObject({ id: v.optional(v.string()) }), v.description("The type that the user has already")),
  ),
  realmId: v.optional(v.string()),
});

/** A user as a whole; or `credentials` alone, which leave the profile as it is. */
export const wholeUser = v.looseObject({
  profile: v.optional(v.looseObject({ login: v.optional(login), ...standardProfile })),
  credentials: v.optional(credentials),
  type: v.optional(v.pipe(v.looseObject({ id: v.optional(v.string()) }), v.description("The new type of the user"))),
  realmId: v.optional(v.string()),
});

/** A new password for an old one. */
export const passwordChange = v.looseObject({
  oldPassword: v.optional(password),
  newPassword: password,
  revokeSessions: v.optional(v.boolean()),
});

/** A new recovery question, proven by the password. */
export const recoveryQuestionChange = v.looseObject({ password, recovery_question: recoveryQuestion });

const status = v.pipe(
  v.string(),
  v.description(
    "STAGED, PROVISIONED, ACTIVE, RECOVERY, PASSWORD_EXPIRED, LOCKED_OUT, SUSPENDED, DEPROVISIONED; Okta may add others",
  ),
);

export const user = oktaObject("User", {
  id: v.string(),
  status,
  created: v.string(),
  activated: happened,
  statusChanged: happened,
  lastLogin: happened,
  lastUpdated: v.string(),
  passwordChanged: happened,
  type: v.optional(v.looseObject({ id: v.string() })),
  profile: v.looseObject({ login: v.string(), ...standardProfile, email: name }),
  credentials: v.optional(anyObject),
});

/** A user in a list: with `fields`, what is not asked for is absent. */
export const listedUser = oktaObject("ListedUser", {
  id: v.string(),
  status: v.optional(status),
  created: v.optional(v.string()),
  activated: happened,
  statusChanged: happened,
  lastLogin: happened,
  lastUpdated: v.optional(v.string()),
  passwordChanged: happened,
  type: v.optional(v.looseObject({ id: v.string() })),
  profile: v.optional(v.looseObject({ login: v.optional(v.string()), ...standardProfile, email: name })),
  credentials: v.optional(anyObject),
});

/** What to give a user for their first sign-in, if it is not sent to them by mail. */
export const activation = oktaObject("Activation", {
  activationUrl: v.optional(v.string()),
  activationToken: v.optional(v.string()),
});

export const passwordReset = oktaObject("PasswordReset", { resetPasswordUrl: v.optional(v.string()) });

export const temporaryPassword = oktaObject("TemporaryPassword", { tempPassword: v.string() });

export const userCredentials = oktaObject("UserCredentials", {
  password: v.optional(anyObject),
  recovery_question: v.optional(v.looseObject({ question: v.optional(v.string()) })),
  provider: v.optional(v.looseObject({ type: v.string(), name: v.optional(v.string()) })),
});

export const appLink = oktaObject("AppLink", {
  id: v.optional(v.string()),
  label: v.string(),
  linkUrl: v.string(),
  appName: v.optional(v.string()),
  appInstanceId: v.optional(v.string()),
  appAssignmentId: v.optional(v.string()),
  hidden: v.optional(v.boolean()),
});

export const grant = oktaObject("Grant", {
  id: v.string(),
  status: v.optional(v.string()),
  scopeId: v.string(),
  clientId: v.optional(v.string()),
  userId: v.optional(v.string()),
  issuer: v.optional(v.string()),
});
