import type { Call, Operation } from "../api/operation.ts";
import { recordEvent, userParty } from "../api/record-event.ts";
import { readFlag } from "../api/request-body.ts";
import { findUser, showUser } from "../directory/user.ts";
import type { User } from "../org/model.ts";
import { OktaError } from "../org/okta-error.ts";
import type { Permission } from "../org/roles.ts";
import { makeOneTimeToken } from "./one-time-token.ts";
import { makeTemporaryPassword } from "./password.ts";
import { startDeactivation } from "./pending.ts";
import { clearSessions } from "./sessions.ts";
import { activateUser, changeStatus, givePassword } from "./status.ts";
import { checkTransition, type LifecycleOperation } from "./transitions.ts";

/** Does the operation with a user whose status allows it, and gives what is answered. */
type Step = (call: Call, user: User) => Record<string, unknown>;

/** The operations that move users through their lives. */
export const userLifecycleOperations: readonly Operation[] = [
  operation("activate", "manage", (call, user) => {
    activateUser(call, user);
    return readFlag(call.url, "sendEmail", true) ? {} : activationLink(call);
  }),
  operation("reactivate", "manage", (call, user) => {
    log(call, user, "user.lifecycle.reactivate", "Reactivate Okta user");
    return readFlag(call.url, "sendEmail", false) ? {} : activationLink(call);
  }),
  operation("deactivate", "manage", (call, user) => {
    startDeactivation(call, user);
    return {};
  }),
  operation("suspend", "manage", (call, user) => {
    changeStatus(call.org, user, "SUSPENDED");
    log(call, user, "user.lifecycle.suspend", "Suspend Okta user");
    return {};
  }),
  operation("unsuspend", "manage", (call, user) => {
    changeStatus(call.org, user, "ACTIVE");
    log(call, user, "user.lifecycle.unsuspend", "Unsuspend Okta user");
    return {};
  }),
  operation("unlock", "help", (call, user) => {
    changeStatus(call.org, user, "ACTIVE");
    log(call, user, "user.account.unlock_by_admin", "Unlock user account by admin");
    return {};
  }),
  operation("expire_password", "help", (call, user) => {
    expirePassword(call, user);
    return showUser(user, call.org, true);
  }),
  operation("expire_password_with_temp_password", "help", (call, user) => {
    const tempPassword = makeTemporaryPassword(call.org.random);
    givePassword(call.org, user, tempPassword);
    expirePassword(call, user);
    if (readFlag(call.url, "revokeSessions", false)) clearSessions(call, user);
    return { tempPassword };
  }),
  operation("reset_password", "help", (call, user) => {
    changeStatus(call.org, user, "RECOVERY");
    log(call, user, "user.account.reset_password", "User reset password for Okta");
    if (readFlag(call.url, "revokeSessions", false)) clearSessions(call, user);
    return readFlag(call.url, "sendEmail", true)
      ? {}
      : { resetPasswordUrl: `${call.org.orgUrl}/reset_password/${makeOneTimeToken(call.org)}` };
  }),
  operation("reset_factors", "help", (call, user) => {
    const { factors } = call.org.store;
    for (const [id, { userId }] of factors) if (userId === user.id) factors.delete(id);
    log(call, user, "user.mfa.factor.reset_all", "Reset all factors for user");
    return {};
  }),
];

function operation(name: LifecycleOperation, access: Permission["access"], step: Step): Operation {
  return {
    method: "POST",
    path: `/api/v1/users/{id}/lifecycle/${name}`,
    scope: "okta.users.manage",
    permission: { resource: "users", access },
    bucket: "users",
    handle(call) {
      if (name === "reset_password" && !call.url.searchParams.has("sendEmail")) {
        throw new OktaError({ status: 400, code: "E0000028", summary: "The request is missing a required parameter." });
      }
      const user = findUser(call.org, call.params.id ?? "");
      checkTransition(user, name);
      return Response.json(step(call, user));
    },
  };
}

function expirePassword(call: Call, user: User): void {
  changeStatus(call.org, user, "PASSWORD_EXPIRED");
  log(call, user, "user.account.expire_password", "Expire the user's password");
}

/** Where the user sets up what they sign in with. */
function activationLink(call: Call): Record<string, string> {
  const activationToken = makeOneTimeToken(call.org);
  return { activationUrl: `${call.org.orgUrl}/welcome/${activationToken}`, activationToken };
}

function log(call: Call, user: User, eventType: string, displayMessage: string): void {
  recordEvent(call, { eventType, displayMessage, targets: [userParty(user)] });
}
