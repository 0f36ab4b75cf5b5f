import * as v from "valibot";
import { defineAction } from "../action.ts";
import { app, appBody } from "./app.ts";
import { nothing } from "./okta-object.ts";
import { expand, flag, id, paging, text } from "./parameters.ts";

const READ = "okta.apps.read";
const MANAGE = "okta.apps.manage";
const appId = id("the app");

const exampleApp = {
  name: "bookmark",
  label: "Star atlas",
  signOnMode: "BOOKMARK",
  settings: { app: { requestIntegration: false, url: "https://atlas.example.com" } },
};

export const list = defineAction({
  id: "apps.list",
  method: "GET",
  path: "/api/v1/apps",
  scope: READ,
  risk: "read",
  summary: "List or search apps",
  description:
    'Active apps only, unless `includeNonDeleted` is set. The filter `user.id eq "…"` or `group.id eq "…"` lists what is assigned.',
  query: {
    q: v.optional(text("Beginning of the name or the label")),
    filter: v.optional(
      text(
        'Expression over id, status, name, credentials.signing.kid, settings.slo.enabled, user.id and group.id: `user.id eq "00u…"`',
      ),
    ),
    ...paging({ most: 200 }),
    expand: expand("`user/{userId}`, with the filter `user.id`"),
    includeNonDeleted: v.optional(flag("Include apps that are not active. Default: false")),
    useOptimization: v.optional(flag("Return fewer properties, faster. Default: false")),
    alwaysIncludeVpnSettings: v.optional(flag("Include VPN settings. Default: false")),
  },
  response: app,
  isList: true,
  example: { filter: 'status eq "ACTIVE"', limit: 50 },
});

export const get = defineAction({
  id: "apps.get",
  method: "GET",
  path: "/api/v1/apps/{appId}",
  scope: READ,
  risk: "read",
  summary: "Get an app",
  description: "Settings, sign-on mode and status; client secrets are not included.",
  params: { appId },
  query: { expand: expand("`user/{userId}`") },
  response: app,
  example: { appId: "0oa1example" },
});

export const create = defineAction({
  id: "apps.create",
  method: "POST",
  path: "/api/v1/apps",
  scope: MANAGE,
  risk: "write",
  raisedBy: { when: ["body.signOnMode!=BOOKMARK", "body.name!=bookmark"], marks: ["secret", "privilege"] },
  summary: "Create an app",
  description:
    "A bookmark (`name` and `signOnMode` BOOKMARK) is a link. Any other app is a new trust; for an OpenID Connect app the response contains the client secret. No one is assigned yet. Undo with apps.deactivate and apps.delete.",
  query: { activate: v.optional(flag("Activate it at once. Default: true")) },
  body: appBody,
  response: app,
  example: { body: exampleApp },
});

export const replace = defineAction({
  id: "apps.replace",
  method: "PUT",
  path: "/api/v1/apps/{appId}",
  scope: MANAGE,
  risk: "destructive",
  marks: ["lasting", "mass", "secret", "privilege"],
  summary: "Replace an app",
  description:
    "Settings that are not sent get their defaults. Redirect URIs, SAML addresses and keys decide who can sign in; the response may contain the client secret. Keep the result of apps.get to undo it.",
  params: { appId },
  body: appBody,
  response: app,
  example: { appId: "0oa1example", body: exampleApp },
});

const remove = defineAction({
  id: "apps.delete",
  method: "DELETE",
  path: "/api/v1/apps/{appId}",
  scope: MANAGE,
  risk: "destructive",
  marks: ["lasting", "mass", "cutsOff"],
  summary: "Delete an app",
  description: "For INACTIVE apps, for good, with all assignments: call apps.deactivate first.",
  params: { appId },
  example: { appId: "0oa1example" },
});

export const activate = defineAction({
  id: "apps.activate",
  method: "POST",
  path: "/api/v1/apps/{appId}/lifecycle/activate",
  scope: MANAGE,
  risk: "write",
  marks: ["access", "mass"],
  summary: "Activate an app",
  description:
    "Users who are assigned can sign in to it again. Assignments by groups that apps.deactivate removed are made anew. Undo with apps.deactivate.",
  params: { appId },
  response: nothing,
  example: { appId: "0oa1example" },
});

export const deactivate = defineAction({
  id: "apps.deactivate",
  method: "POST",
  path: "/api/v1/apps/{appId}/lifecycle/deactivate",
  scope: MANAGE,
  risk: "destructive",
  marks: ["mass", "cutsOff", "lasting"],
  summary: "Deactivate an app",
  description:
    "No one can sign in to it, and Okta reconciles its users: assignments by groups are removed, and the app may deprovision them. apps.activate makes them anew, without the profiles that users had there.",
  params: { appId },
  response: nothing,
  example: { appId: "0oa1example" },
});

export { remove as delete };
