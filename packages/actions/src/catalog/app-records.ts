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
  query: {
    q: v.optional(text("Beginning of the name or the label")),
    filter: v.optional(text('`status eq "ACTIVE"`, `user.id eq "00u…"`, `group.id eq "00g…"`, `name eq "bookmark"`')),
    ...paging(20, 200),
    expand: expand("`user/{userId}`, with the filter `user.id`"),
    includeNonDeleted: v.optional(flag("Whether apps that are not active are included. Default: false")),
    useOptimization: v.optional(flag("Whether less is returned, faster. Default: false")),
    alwaysIncludeVpnSettings: v.optional(flag("Whether VPN settings are included. Default: false")),
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
  query: { activate: v.optional(flag("Whether it is active from the start. Default: true")) },
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
  description: "For INACTIVE apps: deactivate it first.",
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
  description: "Nobody can sign in to it until it is activated again.",
  params: { appId },
  response: nothing,
  example: { appId: "0oa1example" },
});

export { remove as delete };
