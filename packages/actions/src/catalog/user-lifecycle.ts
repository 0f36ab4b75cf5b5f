import * as v from "valibot";
import { defineAction } from "../action.ts";
import type { Risk } from "../risk.ts";
import { nothing } from "./okta-object.ts";
import { flag, userId } from "./parameters.ts";
import { activation, passwordReset, temporaryPassword, user } from "./user.ts";

/** What is said of a step of a user's life, beside what all of them have alike. */
interface Step<Name extends string> {
  /** Okta's name of it, the last segment of the path. */
  readonly step: Name;
  readonly risk?: Risk;
  readonly summary: string;
  readonly description: string;
  readonly example: Readonly<Record<string, unknown>>;
}

/** What every step of a user's life has alike. */
const step = <const Name extends string>({ step, risk = "write", ...said }: Step<Name>) => ({
  method: "POST" as const,
  path: `/api/v1/users/{userId}/lifecycle/${step}` as const,
  scope: "okta.users.manage",
  risk,
  params: { userId },
  ...said,
});

const optionalFlag = (description: string) => v.optional(flag(description));

const mail = (byDefault: boolean) => ({
  sendEmail: optionalFlag(`Whether the user is told by mail, instead of you in the answer. Default: ${byDefault}`),
});

const revokeSessions = optionalFlag("Whether the user is signed out everywhere. Default: false");

export const activate = defineAction({
  id: "users.activate",
  ...step({
    step: "activate",
    summary: "Activate a user",
    description:
      "For users who are STAGED or DEPROVISIONED. Without a mail, the answer has the link for the first sign-in.",
    example: { userId: "frances.allen@example.com", sendEmail: false },
  }),
  marks: ["access"],
  raisedBy: { when: ["sendEmail=false"], marks: ["secret", "takeover"] },
  query: mail(true),
  response: activation,
});

export const reactivate = defineAction({
  id: "users.reactivate",
  ...step({
    step: "reactivate",
    summary: "Reactivate a user who has not signed in yet",
    description: "For users who are PROVISIONED or in RECOVERY: a new link, the old one is void.",
    example: { userId: "john.backus@example.com", sendEmail: false },
  }),
  marks: ["access"],
  raisedBy: { when: ["sendEmail!=true"], marks: ["secret", "takeover"] },
  query: mail(false),
  response: activation,
});

export const deactivate = defineAction({
  id: "users.deactivate",
  ...step({
    step: "deactivate",
    risk: "destructive",
    summary: "Deactivate a user",
    description: "Takes every app and password from them. Activating again does not bring these back.",
    example: { userId: "grace.hopper@example.com" },
  }),
  marks: ["lasting", "cutsOff"],
  query: { sendEmail: optionalFlag("Whether the admins are told by mail. Default: false") },
  response: nothing,
  headers: ["Prefer"],
});

export const suspend = defineAction({
  id: "users.suspend",
  ...step({
    step: "suspend",
    summary: "Suspend a user",
    description: "For ACTIVE users: they cannot sign in, and keep all that they have.",
    example: { userId: "grace.hopper@example.com" },
  }),
  marks: ["cutsOff"],
  response: nothing,
});

export const unsuspend = defineAction({
  id: "users.unsuspend",
  ...step({
    step: "unsuspend",
    summary: "Let a suspended user in again",
    description: "For SUSPENDED users, who become ACTIVE.",
    example: { userId: "annie.easley@example.com" },
  }),
  marks: ["access"],
  response: nothing,
});

export const unlock = defineAction({
  id: "users.unlock",
  ...step({
    step: "unlock",
    summary: "Unlock a user",
    description: "For users who are LOCKED_OUT after too many attempts, who become ACTIVE with the password they had.",
    example: { userId: "alonzo.church@example.com" },
  }),
  marks: ["access", "weakens"],
  response: nothing,
});

export const expirePassword = defineAction({
  id: "users.expirePassword",
  ...step({
    step: "expire_password",
    summary: "Expire a user's password",
    description: "The user must choose another at the next sign-in.",
    example: { userId: "ada.lovelace@example.com" },
  }),
  marks: ["cutsOff"],
  response: user,
});

export const expirePasswordWithTempPassword = defineAction({
  id: "users.expirePasswordWithTempPassword",
  ...step({
    step: "expire_password_with_temp_password",
    risk: "destructive",
    summary: "Expire a user's password, and get a temporary one",
    description: "The answer holds the temporary password: it is a secret.",
    example: { userId: "ada.lovelace@example.com" },
  }),
  marks: ["secret", "takeover", "cutsOff"],
  query: { revokeSessions },
  response: temporaryPassword,
});

export const resetPassword = defineAction({
  id: "users.resetPassword",
  ...step({
    step: "reset_password",
    summary: "Reset a user's password",
    description:
      "The user is in RECOVERY until they have chosen another. Without a mail, the answer has the link for that.",
    example: { userId: "ada.lovelace@example.com", sendEmail: false },
  }),
  marks: ["cutsOff"],
  raisedBy: { when: ["sendEmail=false"], marks: ["secret", "takeover"] },
  query: { sendEmail: flag("Whether the user is sent the link by mail, instead of you in the answer"), revokeSessions },
  response: passwordReset,
});

export const resetFactors = defineAction({
  id: "users.resetFactors",
  ...step({
    step: "reset_factors",
    risk: "destructive",
    summary: "Remove all factors of a user",
    description: "The user enrolls again at the next sign-in.",
    example: { userId: "ada.lovelace@example.com" },
  }),
  marks: ["lasting", "weakens", "cutsOff"],
  response: nothing,
});
