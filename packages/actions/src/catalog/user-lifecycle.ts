import * as v from "valibot";
import { defineAction } from "../action.ts";
import type { Risk } from "../risk.ts";
import { nothing } from "./okta-object.ts";
import { flag, text, userId } from "./parameters.ts";
import { activation, passwordReset, temporaryPassword, user } from "./user.ts";

/** The differences between the steps of a user's lifecycle. */
interface Step<Name extends string> {
  /** Okta's name of it, the last segment of the path. */
  readonly step: Name;
  readonly risk?: Risk;
  readonly summary: string;
  readonly description: string;
  readonly example: Readonly<Record<string, unknown>>;
}

/** What every step of a user's lifecycle has in common. */
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
  sendEmail: optionalFlag(`Send the user the link by mail; otherwise the response contains it. Default: ${byDefault}`),
});

const revokeSessions = optionalFlag("End the user's Okta sessions; apps stay signed in. Default: false");

export const activate = defineAction({
  id: "users.activate",
  ...step({
    step: "activate",
    summary: "Activate a user",
    description:
      "For users who are STAGED or DEPROVISIONED; brings back a user who left, without individual app assignments and factors. Sends the activation mail; with `sendEmail=false` the response has the link instead, and a reader of the response can become the user.",
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
    summary: "Send a user a new activation link",
    description:
      "For users who are PROVISIONED or in RECOVERY and have not finished activation; the old link becomes invalid. Without `sendEmail=true` the response has the link. It does not bring back a deactivated or suspended user: use users.activate (DEPROVISIONED) or users.unsuspend (SUSPENDED).",
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
    summary: "Deactivate a user who leaves",
    description:
      "Ends all access, removes app assignments, and may delete the user's data in apps, such as mail and files. Group memberships stay, so users.activate brings back apps that groups give; individual assignments and factors are lost. To block sign-in for a while use users.suspend.",
    example: { userId: "grace.hopper@example.com" },
  }),
  marks: ["lasting", "cutsOff"],
  query: { sendEmail: optionalFlag("Notify the admins by mail. Default: false") },
  response: nothing,
  headers: ["Prefer"],
});

export const suspend = defineAction({
  id: "users.suspend",
  ...step({
    step: "suspend",
    summary: "Block a user's sign-in for now",
    description:
      "For ACTIVE users. Passwords, apps and memberships stay. It does not end sessions in apps. Undo with users.unsuspend.",
    example: { userId: "grace.hopper@example.com" },
  }),
  marks: ["cutsOff"],
  response: nothing,
});

export const unsuspend = defineAction({
  id: "users.unsuspend",
  ...step({
    step: "unsuspend",
    summary: "Allow a suspended user to sign in again",
    description:
      "For SUSPENDED users, who become ACTIVE with everything they had. Undo with users.suspend. For deactivated users use users.activate.",
    example: { userId: "annie.easley@example.com" },
  }),
  marks: ["access"],
  response: nothing,
});

export const unlock = defineAction({
  id: "users.unlock",
  ...step({
    step: "unlock",
    summary: "Unlock a user after failed sign-ins",
    description:
      "For LOCKED_OUT users, and for ACTIVE users blocked on unknown devices: see users.listBlocks. The password stays. Not for users from Active Directory or LDAP: unlock them there.",
    example: { userId: "alonzo.church@example.com" },
  }),
  marks: ["access", "weakens"],
  response: nothing,
});

export const expirePassword = defineAction({
  id: "users.expirePassword",
  ...step({
    step: "expire_password",
    summary: "Require a new password at the next sign-in",
    description:
      "The user must choose a new password, in Active Directory as well. Sessions stay, and the old password works for that one sign-in. No mail is sent. Use users.resetPassword if the password is compromised.",
    example: { userId: "ada.lovelace@example.com" },
  }),
  marks: ["cutsOff"],
  // Older SDKs send it; orgs that still know it respond with the temporary password.
  raisedBy: { when: ["tempPassword=true"], marks: ["secret", "takeover"] },
  query: { tempPassword: optionalFlag("Retired: use users.expirePasswordWithTempPassword. Default: false") },
  response: user,
});

export const expirePasswordWithTempPassword = defineAction({
  id: "users.expirePasswordWithTempPassword",
  ...step({
    step: "expire_password_with_temp_password",
    risk: "destructive",
    summary: "Set a temporary password and return it",
    description:
      "The response contains the temporary password: a reader of the response can become the user. The old password stops working. users.resetPassword with a mail shows no secret to the caller.",
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
    summary: "Reset a user's password and lock it until then",
    description:
      "The old password stops working at once and the user is in RECOVERY until the link is used. With `sendEmail=false` the response has the link, and a reader of the response can become the user. users.forgotPassword leaves the password valid meanwhile. users.unlock does not end it; users.reactivate makes a new link.",
    example: { userId: "ada.lovelace@example.com", sendEmail: false },
  }),
  marks: ["cutsOff"],
  raisedBy: { when: ["sendEmail=false"], marks: ["secret", "takeover"] },
  query: {
    sendEmail: flag("Send the user the link by mail; with false the response contains it"),
    revokeSessions,
    provider: v.optional(text("Retired: older SDKs send it")),
  },
  response: passwordReset,
});

export const resetFactors = defineAction({
  id: "users.resetFactors",
  ...step({
    step: "reset_factors",
    risk: "destructive",
    summary: "Remove all factors of a user",
    description:
      "Every enrolled factor is deleted for good; the user enrolls again at the next sign-in, with the password alone until then. To remove one factor use factors.unenroll; for a way in without a reset use authenticatorEnrollments.createTac.",
    example: { userId: "ada.lovelace@example.com" },
  }),
  marks: ["lasting", "weakens", "cutsOff"],
  response: nothing,
});
