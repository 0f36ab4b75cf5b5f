import * as v from "valibot";
import { anyObject, happened, oktaObject } from "./okta-object.ts";

export const device = oktaObject("Device", {
  id: v.string(),
  status: v.pipe(v.string(), v.description("ACTIVE, CREATED, DEACTIVATED, SUSPENDED or UNSUSPENDED")),
  created: v.optional(v.string()),
  lastUpdated: happened,
  profile: v.looseObject({ displayName: v.optional(v.string()), platform: v.optional(v.string()) }),
  _embedded: v.optional(anyObject),
});

export const deviceUser = oktaObject("DeviceUser", {
  created: v.optional(v.string()),
  managementStatus: v.optional(v.string()),
  screenLockType: v.optional(v.string()),
  user: v.optional(v.looseObject({ id: v.string() })),
});
