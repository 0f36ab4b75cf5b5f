import { enrolled, PASSWORD, plainUser, SMS, user, withPassword } from "./scene.ts";
import type { Request } from "./walk.ts";

const onUser =
  (status: Parameters<typeof user>[1], end: string, body?: unknown): Request =>
  (walk) => [`/api/v1/users/${user(walk, status)}${end}`, body];

const onNewUser =
  (end: string, body?: unknown): Request =>
  async (walk) => [`/api/v1/users/${await withPassword(walk)}${end}`, body];

const onGrant =
  (end: string): Request =>
  ({ org }) => {
    const [grant] = org.sandbox.store.grants.values();
    return [`/api/v1/users/${grant?.userId}/clients/${grant?.clientId}${end}`];
  };

/** Requests about users that need one in a state, or something that is made for them first. */
export const USER_REQUESTS: Readonly<Record<string, Request>> = {
  "POST /api/v1/users/{}/lifecycle/activate": onUser("STAGED", "/lifecycle/activate?sendEmail=false"),
  "POST /api/v1/users/{}/lifecycle/reactivate": onUser("PROVISIONED", "/lifecycle/reactivate"),
  "POST /api/v1/users/{}/lifecycle/unsuspend": onUser("SUSPENDED", "/lifecycle/unsuspend"),
  "POST /api/v1/users/{}/lifecycle/unlock": onUser("LOCKED_OUT", "/lifecycle/unlock"),
  "POST /api/v1/users/{}/lifecycle/reset_password": onUser("ACTIVE", "/lifecycle/reset_password?sendEmail=false"),
  "POST /api/v1/users/{}/credentials/change_password": onNewUser("/credentials/change_password", {
    oldPassword: { value: PASSWORD },
    newPassword: { value: "Dark-Matter-2026" },
  }),
  "POST /api/v1/users/{}/credentials/change_recovery_question": onNewUser("/credentials/change_recovery_question", {
    password: { value: PASSWORD },
    recovery_question: { question: "Which matter?", answer: "The dark one" },
  }),
  "POST /api/v1/users/{}/credentials/forgot_password": onNewUser("/credentials/forgot_password?sendEmail=false"),
  "POST /api/v1/users/{}/credentials/forgot_password_recovery_question": onNewUser(
    "/credentials/forgot_password_recovery_question",
    { password: { value: "Dark-Matter-2026" }, recovery_question: { answer: "The flat one" } },
  ),
  "POST /api/v1/users/{}/roles": (walk) => [`/api/v1/users/${plainUser(walk)}/roles`, { type: "HELP_DESK_ADMIN" }],
  "POST /api/v1/users/{}/factors": onUser("PROVISIONED", "/factors", SMS),
  "POST /api/v1/users/{}/factors/{}/lifecycle/activate": async (walk) => {
    const { path, passCode } = await enrolled(walk);
    return [`${path}/lifecycle/activate`, { passCode }];
  },
  "POST /api/v1/users/{}/factors/{}/resend": async (walk) => {
    const { path } = await enrolled(walk);
    // Okta sends no second message within half a minute.
    walk.org.clock.now += 31;
    return [`${path}/resend`, SMS];
  },
  "POST /api/v1/users/{}/factors/{}/verify": ({ org }) => {
    const factor = [...org.sandbox.store.factors.values()].find(({ factorType }) => factorType === "sms");
    return [`/api/v1/users/${factor?.userId}/factors/${factor?.id}/verify`, {}];
  },
  "GET /api/v1/users/{}/factors/{}/transactions/{}": async ({ org, send }) => {
    const push = [...org.sandbox.store.factors.values()].find(({ factorType }) => factorType === "push");
    const { body } = await send("POST", `/api/v1/users/${push?.userId}/factors/${push?.id}/verify`);
    return [new URL(body._links.poll.href).pathname];
  },
  "DELETE /api/v1/users/{}/authenticator-enrollments/{}": ({ org }) => {
    const [factor] = org.sandbox.store.factors.values();
    return [`/api/v1/users/${factor?.userId}/authenticator-enrollments/${factor?.id}`];
  },
  "GET /api/v1/users/{}/clients/{}/grants": onGrant("/grants"),
  "DELETE /api/v1/users/{}/clients/{}/grants": onGrant("/grants"),
  "GET /api/v1/users/{}/clients/{}/tokens": onGrant("/tokens"),
  "DELETE /api/v1/users/{}/clients/{}/tokens": onGrant("/tokens"),
};
