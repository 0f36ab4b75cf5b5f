import * as v from "valibot";
import { defineAction } from "../action.ts";
import { anyObject, happened, oktaObject } from "./okta-object.ts";
import { id, paging } from "./parameters.ts";

const apiToken = oktaObject("ApiToken", {
  id: v.optional(v.string()),
  name: v.string(),
  userId: v.optional(v.string()),
  clientName: v.optional(v.string()),
  tokenWindow: v.optional(v.string()),
  expiresAt: happened,
  created: happened,
  lastUpdated: happened,
  network: v.optional(anyObject),
});

export const list = defineAction({
  id: "apiTokens.list",
  method: "GET",
  path: "/api/v1/api-tokens",
  scope: "okta.apiTokens.read",
  risk: "read",
  summary: "List the API tokens of the org",
  description:
    "Old SSWS tokens, with whose rights they act and when they expire. The tokens themselves are not included.",
  query: paging(),
  response: apiToken,
  isList: true,
  example: {},
});

export const revoke = defineAction({
  id: "apiTokens.revoke",
  method: "DELETE",
  path: "/api/v1/api-tokens/{apiTokenId}",
  scope: "okta.apiTokens.manage",
  risk: "destructive",
  marks: ["lasting"],
  summary: "Revoke an API token",
  description:
    "For good: what uses it stops at once. Look at `lastUpdated` and the System Log first. It does not revoke tokens of OAuth apps.",
  params: { apiTokenId: id("the API token") },
  example: { apiTokenId: "00T1example" },
});
