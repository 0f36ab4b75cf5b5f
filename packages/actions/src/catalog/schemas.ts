import * as v from "valibot";
import { defineAction } from "../action.ts";
import { anyObject, happened, oktaObject } from "./okta-object.ts";
import { text } from "./parameters.ts";

/** The attributes of users, or of an app's users. */
export const profileSchema = oktaObject("ProfileSchema", {
  id: v.optional(v.string()),
  name: v.optional(v.string()),
  title: v.optional(v.string()),
  created: happened,
  lastUpdated: happened,
  definitions: v.optional(anyObject),
  properties: v.optional(anyObject),
});

export const getUser = defineAction({
  id: "schemas.getUser",
  method: "GET",
  path: "/api/v1/meta/schemas/user/{schemaId}",
  scope: "okta.schemas.read",
  risk: "read",
  summary: "Get the attributes that users can have",
  description:
    "Okta's base attributes and the org's own, with their types, to be used in `profile`, `search` and group rules. For the attributes in an app use apps.getSchema.",
  params: { schemaId: text("`default`, or the ID of a user type's schema") },
  response: profileSchema,
  example: { schemaId: "default" },
});
