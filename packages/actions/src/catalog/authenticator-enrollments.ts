import * as v from "valibot";
import { defineAction } from "../action.ts";
import { anyObject, happened, oktaObject } from "./okta-object.ts";
import { id, oneOf, paging, text, userId } from "./parameters.ts";

const authenticatorEnrollment = oktaObject("AuthenticatorEnrollment", {
  id: v.string(),
  type: v.optional(v.string()),
  key: v.optional(v.string()),
  name: v.optional(v.string()),
  status: v.optional(v.string()),
  created: happened,
  lastUpdated: happened,
  profile: v.optional(v.nullable(anyObject)),
});

export const list = defineAction({
  id: "authenticatorEnrollments.list",
  method: "GET",
  path: "/api/v1/users/{userId}/authenticator-enrollments",
  scope: "okta.users.read",
  risk: "read",
  summary: "List everything that a user can sign in with",
  description:
    "Password, passkeys, FastPass, phones, email and temporary access codes, of which it shows no code. Needs Okta Identity Engine; in Classic use factors.list.",
  params: { userId },
  query: {
    discloseIdentifiers: v.optional(oneOf(["phone"], "Show phone numbers in full, if the org allows it")),
    ...paging(),
  },
  response: authenticatorEnrollment,
  isList: true,
  example: { userId: "ada.lovelace@example.com" },
});

export const createTac = defineAction({
  id: "authenticatorEnrollments.createTac",
  method: "POST",
  path: "/api/v1/users/{userId}/authenticator-enrollments/tac",
  scope: "okta.users.manage",
  risk: "destructive",
  marks: ["secret", "takeover", "weakens"],
  summary: "Create a temporary access code for a user",
  description:
    "The response contains the code: a reader of the response can sign in as the user. It recovers access without a reset of password or factors, which stay. It expires by itself; undo with authenticatorEnrollments.delete.",
  params: { userId },
  body: v.looseObject({
    authenticatorId: id("the authenticator whose `key` is `tac`, from authenticators.list"),
    profile: v.optional(
      v.looseObject({
        ttl: v.optional(text("Minutes until the code expires")),
        multiUse: v.optional(v.pipe(v.boolean(), v.description("Allow more than one sign-in. Default: false"))),
      }),
    ),
  }),
  response: authenticatorEnrollment,
  example: {
    userId: "ada.lovelace@example.com",
    body: { authenticatorId: "aut1example", profile: { ttl: "60", multiUse: false } },
  },
});

const remove = defineAction({
  id: "authenticatorEnrollments.delete",
  method: "DELETE",
  path: "/api/v1/users/{userId}/authenticator-enrollments/{enrollmentId}",
  scope: "okta.users.manage",
  risk: "destructive",
  marks: ["weakens", "lasting"],
  summary: "Delete one thing that a user signs in with",
  description:
    "For a lost phone, security key or passkey, for good: the user enrolls again. To remove all factors use users.resetFactors.",
  params: { userId, enrollmentId: id("the enrollment") },
  example: { userId: "ada.lovelace@example.com", enrollmentId: "fwf1example" },
});

export { remove as delete };
