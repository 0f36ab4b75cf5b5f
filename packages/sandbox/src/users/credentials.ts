import type { Call, Operation } from "../api/operation.ts";
import { recordEvent, userParty } from "../api/record-event.ts";
import { isObject, readBody, readFlag } from "../api/request-body.ts";
import { findUser, showCredentials } from "../directory/user.ts";
import type { User, UserStatus } from "../org/model.ts";
import { OktaError, validation } from "../org/okta-error.ts";
import type { Permission } from "../org/roles.ts";
import { readRecoveryQuestion } from "./credential-values.ts";
import { makeOneTimeToken } from "./one-time-token.ts";
import { findPasswordFault } from "./password.ts";
import { clearSessions } from "./sessions.ts";
import { changeStatus, givePassword } from "./status.ts";

const PERMISSION: Permission = { resource: "users", access: "help" };
const COMMON = { method: "POST", scope: "okta.users.manage", permission: PERMISSION, bucket: "users" } as const;

/** The operations on what users sign in with. */
export const userCredentialOperations: readonly Operation[] = [
  { ...COMMON, path: "/api/v1/users/{userId}/credentials/change_password", handle: changePassword },
  { ...COMMON, path: "/api/v1/users/{userId}/credentials/change_recovery_question", handle: changeRecoveryQuestion },
  { ...COMMON, path: "/api/v1/users/{userId}/credentials/forgot_password", handle: forgotPassword },
  {
    ...COMMON,
    path: "/api/v1/users/{userId}/credentials/forgot_password_recovery_question",
    handle: answerRecoveryQuestion,
  },
];

async function changePassword(call: Call): Promise<Response> {
  const { org, url } = call;
  const user = findUser(org, call.params.userId ?? "");
  const body = await readBody(call);
  const oldPassword = readValue(body.oldPassword, "oldPassword");
  const newPassword = readValue(body.newPassword, "newPassword");
  const may = isOneOf(user, "STAGED", "ACTIVE", "PASSWORD_EXPIRED", "RECOVERY");
  if (!may || !user.hasPassword) throw notAllowed("E0000035", "Change password");
  checkPassword(user, oldPassword, "Old Password is not correct");
  const isUsedAgain = readFlag(url, "strict", false) && newPassword === oldPassword;
  const fault = isUsedAgain
    ? "Password has been used too recently"
    : findPasswordFault(newPassword, user.profile.login);
  if (fault) throw updateFailed(fault);

  givePassword(org, user, newPassword);
  if (isOneOf(user, "PASSWORD_EXPIRED", "RECOVERY")) changeStatus(org, user, "ACTIVE");
  recordEvent(call, {
    eventType: "user.account.update_password",
    displayMessage: "User update password for Okta",
    targets: [userParty(user)],
  });
  if (body.revokeSessions === true) clearSessions(call, user);
  return Response.json(showCredentials(user));
}

async function changeRecoveryQuestion(call: Call): Promise<Response> {
  const user = findUser(call.org, call.params.userId ?? "");
  const body = await readBody(call);
  const password = readValue(body.password, "password");
  const recoveryQuestion = readRecoveryQuestion(body.recovery_question);
  if (!isOneOf(user, "STAGED", "ACTIVE", "RECOVERY") || !user.hasPassword) {
    throw notAllowed("E0000036", "Change recovery question");
  }
  checkPassword(user, password, "Password is not correct");
  user.recoveryQuestion = recoveryQuestion;
  recordEvent(call, {
    eventType: "user.account.update_profile",
    displayMessage: "Update user profile for Okta",
    targets: [userParty(user)],
  });
  return Response.json(showCredentials(user));
}

function forgotPassword(call: Call): Response {
  const { org, url } = call;
  const user = findUser(org, call.params.userId ?? "");
  if (!isOneOf(user, "ACTIVE") || !user.recoveryQuestion) throw notAllowed("E0000034", "Forgot password");
  recordEvent(call, {
    eventType: "user.account.reset_password",
    displayMessage: "User reset password for Okta",
    targets: [userParty(user)],
  });
  return Response.json(
    readFlag(url, "sendEmail", true)
      ? {}
      : { resetPasswordUrl: `${org.orgUrl}/signin/reset-password/${makeOneTimeToken(org)}` },
  );
}

/** Sets a new password for a user whose recovery question is answered. */
async function answerRecoveryQuestion(call: Call): Promise<Response> {
  const { org } = call;
  const user = findUser(org, call.params.userId ?? "");
  const body = await readBody(call);
  const password = readValue(body.password, "password");
  const { answer } = isObject(body.recovery_question) ? body.recovery_question : {};
  if (!isOneOf(user, "ACTIVE", "RECOVERY", "PASSWORD_EXPIRED") || !user.recoveryQuestion)
    throw notAllowed("E0000034", "Forgot password");
  if (answer !== user.recoveryQuestion.answer)
    throw updateFailed("The recovery question answer did not match our records.");
  const fault = findPasswordFault(password, user.profile.login);
  if (fault) throw updateFailed(fault);
  givePassword(org, user, password);
  if (user.status !== "ACTIVE") changeStatus(org, user, "ACTIVE");
  recordEvent(call, {
    eventType: "user.account.reset_password",
    displayMessage: "User reset password for Okta",
    targets: [userParty(user)],
  });
  return Response.json(showCredentials(user));
}

function isOneOf({ status }: User, ...statuses: readonly UserStatus[]): boolean {
  return statuses.includes(status);
}

/** The `value` of a password that a request must name. */
function readValue(password: unknown, name: string): string {
  const value = isObject(password) ? password.value : undefined;
  if (typeof value !== "string" || value === "") throw validation(name, `${name}: The field cannot be left blank`);
  return value;
}

function checkPassword({ password }: User, value: string, cause: string): void {
  if (password !== value) throw updateFailed(cause);
}

function updateFailed(cause: string): OktaError {
  return new OktaError({ status: 403, code: "E0000014", summary: "Update of credentials failed", causes: [cause] });
}

function notAllowed(code: string, what: string): OktaError {
  return new OktaError({ status: 403, code, summary: `${what} not allowed on specified user.` });
}
