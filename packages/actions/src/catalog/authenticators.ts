import * as v from "valibot";
import { defineAction } from "../action.ts";
import { anyObject, happened, oktaObject } from "./okta-object.ts";
import { paging } from "./parameters.ts";

const authenticator = oktaObject("Authenticator", {
  id: v.string(),
  key: v.optional(v.string()),
  type: v.optional(v.string()),
  name: v.optional(v.string()),
  status: v.optional(v.string()),
  created: happened,
  lastUpdated: happened,
  settings: v.optional(anyObject),
});

export const list = defineAction({
  id: "authenticators.list",
  method: "GET",
  path: "/api/v1/authenticators",
  scope: "okta.authenticators.read",
  risk: "destructive",
  marks: ["secret"],
  summary: "List the authenticators of the org",
  description:
    "What users can sign in with in this org, and which are on. The response can contain the shared secrets of Duo and similar: through the Worker, the caller needs okta.authenticators.manage. For one user use authenticatorEnrollments.list.",
  query: paging(),
  response: authenticator,
  isList: true,
  example: {},
});
