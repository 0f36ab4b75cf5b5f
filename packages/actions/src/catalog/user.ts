import * as v from "valibot";
import { anyObject, happened, oktaObject } from "./okta-object.ts";

const name = v.optional(v.nullable(v.string()));

/** Okta's own attributes of a person; an org may have more. */
const standardProfile = {
  email: v.optional(v.nullable(v.pipe(v.string(), v.includes("@")))),
  firstName: name,
  lastName: name,
  displayName: name,
  secondEmail: name,
  mobilePhone: name,
  title: name,
  department: name,
  division: name,
  organization: name,
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
  provider: v.optional(v.looseObject({ type: v.string(), name: v.optional(v.string()) })),
});

/** A user who is to be. */
export const newUser = v.looseObject({
  profile: v.looseObject({ login, ...standardProfile }),
  credentials: v.optional(credentials),
  groupIds: v.optional(v.pipe(v.array(v.string()), v.description("IDs of groups to be a member of at once"))),
  type: v.optional(v.looseObject({ id: v.string() })),
  realmId: v.optional(v.string()),
});

/** What is to change of a user. */
export const userChange = v.looseObject({
  profile: v.optional(v.looseObject({ login: v.optional(login), ...standardProfile })),
  credentials: v.optional(credentials),
  type: v.optional(v.looseObject({ id: v.string() })),
  realmId: v.optional(v.string()),
});

/** A user as a whole. */
export const wholeUser = v.looseObject({
  profile: v.looseObject({ login, ...standardProfile }),
  credentials: v.optional(credentials),
});

/** A new password for an old one. */
export const passwordChange = v.looseObject({
  oldPassword: v.optional(password),
  newPassword: password,
  revokeSessions: v.optional(v.boolean()),
});

/** A new recovery question, proven by the password. */
export const recoveryQuestionChange = v.looseObject({ password, recovery_question: recoveryQuestion });

/** The statuses of a user's life. */
export const userStatuses = [
  "STAGED",
  "PROVISIONED",
  "ACTIVE",
  "RECOVERY",
  "PASSWORD_EXPIRED",
  "LOCKED_OUT",
  "SUSPENDED",
  "DEPROVISIONED",
] as const;

export const user = oktaObject("User", {
  id: v.string(),
  status: v.picklist(userStatuses),
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

export const roleAssignment = oktaObject("RoleAssignment", {
  id: v.string(),
  type: v.string(),
  label: v.optional(v.string()),
  status: v.optional(v.string()),
  assignmentType: v.optional(v.string()),
});

export const grant = oktaObject("Grant", {
  id: v.string(),
  status: v.optional(v.string()),
  scopeId: v.string(),
  clientId: v.optional(v.string()),
  userId: v.optional(v.string()),
  issuer: v.optional(v.string()),
});
