import * as v from "valibot";
import { anyObject, happened, oktaObject } from "./okta-object.ts";

const factorType = v.pipe(
  v.string(),
  v.minLength(1),
  v.description("Such as `sms`, `email`, `token:software:totp`, `push`"),
);
const provider = v.pipe(v.string(), v.minLength(1), v.description("Such as `OKTA` or `GOOGLE`"));

/** A factor that is to be enrolled. */
export const newFactor = v.looseObject({ factorType, provider, profile: v.optional(anyObject) });

/** What proves that the user has the factor. */
export const factorProof = v.looseObject({
  passCode: v.optional(v.pipe(v.string(), v.minLength(1))),
  answer: v.optional(v.string()),
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
