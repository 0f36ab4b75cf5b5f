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
  summary: "Start the forgotten-password flow for a user",
  description:
    "For ACTIVE users with a recovery question or a way to be reached. Their password stays valid until they have chosen another.",
  params: { userId },
  query: { sendEmail: v.optional(flag("Whether the user is sent the link by mail. Default: true")) },
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
  summary: "Change a user's password, knowing the old one",
  params: { userId },
  query: { strict: v.optional(flag("Whether the password's age and history are checked. Default: false")) },
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
  summary: "Change a user's recovery question, knowing the password",
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
