import * as v from "valibot";
import { defineAction } from "../action.ts";
import { flag, userId } from "./parameters.ts";
import { passwordChange, passwordReset, recoveryQuestionChange, userCredentials } from "./user.ts";

const MANAGE = "okta.users.manage";

export const forgotPassword = defineAction({
  id: "users.forgotPassword",
  method: "POST",
  path: "/api/v1/users/{userId}/credentials/forgot_password",
  scope: MANAGE,
  risk: "write",
  raisedBy: { when: ["sendEmail=false"], marks: ["secret", "takeover"] },
  summary: "Send a user a link to choose a new password",
  description:
    "For ACTIVE users. Nothing changes until the link is used, and then the user must still answer the recovery question or prove a factor. With `sendEmail=false` the response has the link. To make the old password invalid at once use users.resetPassword.",
  params: { userId },
  query: {
    sendEmail: v.optional(flag("Send the user the link by mail; otherwise the response contains it. Default: true")),
  },
  response: passwordReset,
  example: { userId: "ada.lovelace@example.com", sendEmail: false },
});

export const changePassword = defineAction({
  id: "users.changePassword",
  method: "POST",
  path: "/api/v1/users/{userId}/credentials/change_password",
  scope: MANAGE,
  risk: "destructive",
  marks: ["takeover", "lasting"],
  summary: "Change a user's password with the old one",
  description:
    "Needs the old password, and ends no session unless `revokeSessions` is set. The old password is not kept. To set one without the old use users.update with `credentials.password`; to let the user choose, users.resetPassword.",
  params: { userId },
  query: { strict: v.optional(flag("Check the minimum age of the password policy. Default: false")) },
  body: passwordChange,
  response: userCredentials,
  example: {
    userId: "ada.lovelace@example.com",
    body: { oldPassword: { value: "the old one" }, newPassword: { value: "a new one" } },
  },
});

export const changeRecoveryQuestion = defineAction({
  id: "users.changeRecoveryQuestion",
  method: "POST",
  path: "/api/v1/users/{userId}/credentials/change_recovery_question",
  scope: MANAGE,
  risk: "destructive",
  marks: ["takeover", "lasting"],
  summary: "Change a user's recovery question with the password",
  description:
    "Needs the password. Someone who knows the new answer can recover the account. The old question is not kept.",
  params: { userId },
  body: recoveryQuestionChange,
  response: userCredentials,
  example: {
    userId: "ada.lovelace@example.com",
    body: {
      password: { value: "the password" },
      recovery_question: { question: "Which engine?", answer: "The analytical one" },
    },
  },
});
