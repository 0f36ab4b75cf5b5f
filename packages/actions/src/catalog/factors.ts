import * as v from "valibot";
import { defineAction } from "../action.ts";
import { factor, factorProof, factorVerification, newFactor, supportedFactor } from "./factor.ts";
import { anyObject } from "./okta-object.ts";
import { flag, id, userId, whole } from "./parameters.ts";

// Factors have no scope of their own.
const READ = "okta.users.read";
const MANAGE = "okta.users.manage";
const factorId = id("the factor");
const templateId = v.optional(id("the SMS template"));
const tokenLifetimeSeconds = v.optional(whole("Seconds that the code is good for, 1 to 86400. Default: 300"));

export const list = defineAction({
  id: "factors.list",
  method: "GET",
  path: "/api/v1/users/{userId}/factors",
  scope: READ,
  risk: "read",
  summary: "List the factors of a user",
  params: { userId },
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
  params: { userId },
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
  description: "A factor that is proven by a code is PENDING_ACTIVATION until it is activated with it.",
  params: { userId },
  query: {
    activate: v.optional(flag("Whether it is active at once, unproven. Default: false")),
    updatePhone: v.optional(flag("Whether another phone number may be enrolled over the one there. Default: false")),
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
  summary: "Activate an enrolled factor with its code",
  params: { userId, factorId },
  body: v.optional(factorProof),
  response: factor,
  example: { userId: "00u1example", factorId: "mbl1example", body: { passCode: "123456" } },
});

export const resend = defineAction({
  id: "factors.resend",
  method: "POST",
  path: "/api/v1/users/{userId}/factors/{factorId}/resend",
  scope: MANAGE,
  risk: "write",
  summary: "Send the code of an enrollment again",
  params: { userId, factorId },
  query: { templateId },
  body: newFactor,
  response: anyObject,
  example: {
    userId: "00u1example",
    factorId: "mbl1example",
    body: { factorType: "sms", provider: "OKTA", profile: { phoneNumber: "+1-555-415-1337" } },
  },
});

export const verify = defineAction({
  id: "factors.verify",
  method: "POST",
  path: "/api/v1/users/{userId}/factors/{factorId}/verify",
  scope: MANAGE,
  risk: "write",
  summary: "Verify a user by a factor",
  description: "Without a code it sends one; a push is answered 201 and is to be polled.",
  params: { userId, factorId },
  query: { templateId, tokenLifetimeSeconds },
  body: v.optional(factorProof),
  response: factorVerification,
  headers: ["Accept-Language"],
  example: { userId: "00u1example", factorId: "mbl1example", body: { passCode: "123456" } },
});

export const getTransaction = defineAction({
  id: "factors.getTransaction",
  method: "GET",
  path: "/api/v1/users/{userId}/factors/{factorId}/transactions/{transactionId}",
  scope: READ,
  risk: "read",
  summary: "See what became of a push",
  description: "To be asked again while it says WAITING.",
  params: { userId, factorId, transactionId: id("the transaction, out of the link of the verification") },
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
  params: { userId, factorId },
  query: {
    removeRecoveryEnrollment: v.optional(flag("Whether it is removed as a way to recover too. Default: false")),
  },
  example: { userId: "00u1example", factorId: "mbl1example" },
});
