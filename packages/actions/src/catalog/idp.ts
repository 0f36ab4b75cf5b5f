import * as v from "valibot";
import { anyObject, happened, oktaObject } from "./okta-object.ts";

export const identityProvider = oktaObject("IdentityProvider", {
  id: v.string(),
  type: v.string(),
  name: v.string(),
  status: v.optional(v.string()),
  created: happened,
  lastUpdated: happened,
  protocol: v.optional(anyObject),
});
