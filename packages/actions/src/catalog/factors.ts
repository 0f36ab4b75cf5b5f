import * as v from "valibot";
import { defineAction } from "../action.ts";
import {
  activatedFactor,
  factor,
  factorActivation,
  factorProof,
  factorVerification,
  newFactor,
  resentFactor,
  supportedFactor,
} from "./factor.ts";
import { anyObject } from "./okta-object.ts";
import { between, flag, id, paging, userId } from "./parameters.ts";

// Factors have no scope of their own.
const READ = "okta.users.read";
const MANAGE = "okta.users.manage";
const factorId = id("the factor");
const templateId = v.optional(id("the SMS template"));
const tokenLifetimeSeconds = v.optional(between(1, 86_400, "Seconds until the code expires. Default: 300"));

export const list = defineAction({
  id: "factors.list",
  method: "GET",
  path: "/api/v1/users/{userId}/factors",
  scope: READ,
  risk: "read",
  summary: "List the enrolled factors of a user",
  description:
    "SMS, calls, email, authenticator apps, push, security keys. Passkeys, FastPass and temporary access codes are in authenticatorEnrollments.list.",
  params: { userId },
  query: paging(),
  response: factor,
  isList: true,
  example: { userId: "ada.lovelace@example.com" },
});

export const catalog = defineAction({
  id: "factors.catalog",
  method: "GET",
  path: "/api/v1/users/{userId}/factors/catalog",
  scope: READ,
  risk: "read",
  summary: "List the factors that a user could enroll",
  description: "What the org's policies allow the user, with the state of each.",
  params: { userId },
  query: paging(),
  response: supportedFactor,
  isList: true,
  example: { userId: "ada.lovelace@example.com" },
});

export const get = defineAction({
  id: "factors.get",
  method: "GET",
  path: "/api/v1/users/{userId}/factors/{factorId}",
  scope: READ,
  risk: "read",
  summary: "Get a factor of a user",
  description: "One factor, with its status and a masked phone number or address.",
  params: { userId, factorId },
  response: factor,
  example: { userId: "00u1example", factorId: "mbl1example" },
});

export const enroll = defineAction({
  id: "factors.enroll",
  method: "POST",
  path: "/api/v1/users/{userId}/factors",
  scope: MANAGE,
  risk: "destructive",
  marks: ["takeover", "secret"],
  summary: "Enroll a factor for a user",
  description:
    "The holder of the new factor can sign in as the user, with the password; the response for an authenticator app contains its shared secret. It stays PENDING_ACTIVATION until factors.activate; `activate=true` needs no proof for sms, call, email and token:hotp alone. Never Okta FastPass. Undo with factors.unenroll.",
  params: { userId },
  query: {
    activate: v.optional(flag("Activate it without proof: sms, call, email and token:hotp only. Default: false")),
    updatePhone: v.optional(flag("Replace the phone number that is enrolled. Default: false")),
    templateId,
    tokenLifetimeSeconds,
  },
  body: newFactor,
  response: factor,
  headers: ["Accept-Language"],
  example: {
    userId: "00u1example",
    body: { factorType: "sms", provider: "OKTA", profile: { phoneNumber: "+1-555-415-1337" } },
  },
});

export const activate = defineAction({
  id: "factors.activate",
  method: "POST",
  path: "/api/v1/users/{userId}/factors/{factorId}/lifecycle/activate",
  scope: MANAGE,
  risk: "destructive",
  marks: ["takeover"],
  summary: "Activate an enrolled factor",
  description:
    "With the code that was sent or that the app shows; push factors are activated on the device and are polled here. From then on the factor opens the account. Undo with factors.unenroll.",
  params: { userId, factorId },
  body: v.optional(factorActivation),
  response: activatedFactor,
  example: { userId: "00u1example", factorId: "mbl1example", body: { passCode: "123456" } },
});

export const resend = defineAction({
  id: "factors.resend",
  method: "POST",
  path: "/api/v1/users/{userId}/factors/{factorId}/resend",
  scope: MANAGE,
  risk: "write",
  summary: "Send the code of a pending enrollment again",
  description:
    "For sms, call and email, once in 30 seconds. It activates nothing. For a factor that is already active use factors.verify.",
  params: { userId, factorId },
  query: { templateId },
  body: resentFactor,
  response: anyObject,
  example: {
    userId: "00u1example",
    factorId: "mbl1example",
    body: { factorType: "sms" },
  },
});

export const verify = defineAction({
  id: "factors.verify",
  method: "POST",
  path: "/api/v1/users/{userId}/factors/{factorId}/verify",
  scope: MANAGE,
  risk: "write",
  summary: "Verify a user by a factor",
  description:
    "Without a code it sends a challenge to the user: repeated pushes train users to accept. With a code it checks it; a push responds 201 and is polled with factors.getTransaction. Send the user's own `User-Agent` and `X-Forwarded-For`: the push shows them.",
  params: { userId, factorId },
  query: { templateId, tokenLifetimeSeconds },
  body: v.optional(factorProof),
  response: factorVerification,
  headers: ["Accept-Language", "User-Agent", "X-Forwarded-For"],
  example: { userId: "00u1example", factorId: "mbl1example", body: { passCode: "123456" } },
});

export const getTransaction = defineAction({
  id: "factors.getTransaction",
  method: "GET",
  path: "/api/v1/users/{userId}/factors/{factorId}/transactions/{transactionId}",
  scope: READ,
  risk: "read",
  summary: "Get the result of a push",
  description: "Poll it every few seconds while `factorResult` is WAITING; then SUCCESS, REJECTED or TIMEOUT.",
  params: { userId, factorId, transactionId: id("the transaction, from the `poll` link of the verification") },
  response: factorVerification,
  example: { userId: "00u1example", factorId: "opf1example", transactionId: "v2mst.example" },
});

export const unenroll = defineAction({
  id: "factors.unenroll",
  method: "DELETE",
  path: "/api/v1/users/{userId}/factors/{factorId}",
  scope: MANAGE,
  risk: "destructive",
  marks: ["lasting", "weakens", "cutsOff"],
  summary: "Remove a factor of a user",
  description:
    "The factor is deleted for good, and the user must enroll it again. Removing push or signed_nonce removes the whole of Okta Verify. To remove all use users.resetFactors.",
  params: { userId, factorId },
  query: {
    removeRecoveryEnrollment: v.optional(flag("Also remove it as a way to recover the account. Default: false")),
  },
  example: { userId: "00u1example", factorId: "mbl1example" },
});
