import * as v from "valibot";
import { anyObject, happened, oktaObject } from "./okta-object.ts";

/** What an app is made or replaced with; what more it needs goes by its sign-on mode. */
export const appBody = v.looseObject({
  name: v.optional(
    v.pipe(v.string(), v.description("The name in Okta's catalog, such as `bookmark` or `oidc_client`")),
  ),
  label: v.pipe(v.string(), v.minLength(1)),
  signOnMode: v.pipe(v.string(), v.minLength(1), v.description("Such as `BOOKMARK`, `SAML_2_0`, `OPENID_CONNECT`")),
  credentials: v.optional(anyObject),
  settings: v.optional(anyObject),
  visibility: v.optional(anyObject),
  accessibility: v.optional(anyObject),
  profile: v.optional(anyObject),
});

export const app = oktaObject("App", {
  id: v.string(),
  name: v.optional(v.string()),
  label: v.string(),
  status: v.pipe(v.string(), v.description("ACTIVE, INACTIVE or DELETED")),
  created: v.string(),
  lastUpdated: happened,
  signOnMode: v.string(),
  credentials: v.optional(anyObject),
  settings: v.optional(anyObject),
  visibility: v.optional(anyObject),
  accessibility: v.optional(anyObject),
});

const appCredentials = v.looseObject({
  userName: v.optional(v.string()),
  password: v.optional(v.looseObject({ value: v.optional(v.string()) })),
});

/** A user to assign. */
export const newAppUser = v.looseObject({
  id: v.pipe(v.string(), v.minLength(1), v.description("ID of the user")),
  scope: v.optional(v.picklist(["USER", "GROUP"])),
  credentials: v.optional(appCredentials),
  profile: v.optional(anyObject),
});

/** The changes of a user's assignment. */
export const appUserChange = v.looseObject({
  credentials: v.optional(appCredentials),
  profile: v.optional(anyObject),
});

export const appUser = oktaObject("AppUser", {
  id: v.string(),
  scope: v.optional(v.pipe(v.string(), v.description("USER or GROUP"))),
  status: v.optional(v.string()),
  created: v.string(),
  lastUpdated: happened,
  credentials: v.optional(anyObject),
  profile: v.optional(anyObject),
});

/** How a group is assigned to an app. */
export const appGroupBody = v.looseObject({
  priority: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  profile: v.optional(anyObject),
});

export const appGroup = oktaObject("AppGroup", {
  id: v.string(),
  lastUpdated: happened,
  priority: v.optional(v.number()),
  profile: v.optional(anyObject),
});
