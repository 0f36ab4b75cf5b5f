import * as v from "valibot";
import { anyObject, happened, oktaObject } from "./okta-object.ts";

const factorType = v.pipe(
  v.string(),
  v.minLength(1),
  v.description("Such as `sms`, `email`, `token:software:totp`, `push`"),
);
const provider = v.pipe(v.string(), v.minLength(1), v.description("Such as `OKTA` or `GOOGLE`"));

/** A factor to enroll. */
export const newFactor = v.looseObject({
  factorType,
  provider: v.optional(provider),
  profile: v.optional(anyObject),
});

/** The factor whose code is sent again. */
export const resentFactor = v.looseObject({
  factorType: v.picklist(["call", "email", "sms"]),
  provider: v.optional(provider),
  profile: v.optional(anyObject),
});

const numberMatching = v.optional(
  v.pipe(v.boolean(), v.description("The user must choose the number that `_embedded.challenge` of the poll contains")),
);
const passCode = v.optional(v.pipe(v.string(), v.minLength(1), v.description("The code that was sent or is shown")));
const text = v.optional(v.string());

/** Proof that the user has the factor. */
export const factorProof = v.looseObject({
  passCode,
  answer: v.optional(v.pipe(v.string(), v.minLength(4), v.description("Answer to the security question"))),
  useNumberMatchingChallenge: numberMatching,
  clientData: text,
  signatureData: text,
  authenticatorData: text,
});

/** Proof that activates a factor. */
export const factorActivation = v.looseObject({
  passCode,
  useNumberMatchingChallenge: numberMatching,
  clientData: text,
  registrationData: text,
  attestation: text,
});

export const factor = oktaObject("Factor", {
  id: v.string(),
  factorType,
  provider,
  vendorName: v.optional(v.string()),
  status: v.string(),
  created: happened,
  lastUpdated: happened,
  profile: v.optional(anyObject),
});

/** A factor after an activation; of a push that is pending, the result to poll. */
export const activatedFactor = oktaObject("ActivatedFactor", {
  id: v.optional(v.string()),
  factorType: v.optional(v.string()),
  provider: v.optional(v.string()),
  status: v.optional(v.string()),
  factorResult: v.optional(v.string()),
  expiresAt: v.optional(v.string()),
});

export const supportedFactor = oktaObject("SupportedFactor", {
  factorType,
  provider,
  vendorName: v.optional(v.string()),
  status: v.optional(v.string()),
  enrollment: v.optional(v.string()),
});

export const factorVerification = oktaObject("FactorVerification", {
  factorResult: v.string(),
  expiresAt: v.optional(v.string()),
});
