import * as v from "valibot";
import { defineAction } from "../action.ts";
import { device } from "./device.ts";
import { identityProvider } from "./idp.ts";
import { oktaObject } from "./okta-object.ts";
import { id, oneOf, paging, text, userId } from "./parameters.ts";

const READ = "okta.users.read";
const MANAGE = "okta.users.manage";

const userBlock = oktaObject("UserBlock", {
  type: v.optional(v.string()),
  appliesTo: v.optional(v.pipe(v.string(), v.description("ANY_DEVICES or UNKNOWN_DEVICES"))),
});

const userDevice = oktaObject("UserDevice", {
  created: v.optional(v.string()),
  deviceUserId: v.optional(v.string()),
  device: v.optional(device),
});

const oauthClient = oktaObject("OAuthClient", {
  client_id: v.string(),
  client_name: v.optional(v.nullable(v.string())),
  client_uri: v.optional(v.nullable(v.string())),
});

const userRisk = oktaObject("UserRisk", {
  riskLevel: v.pipe(v.string(), v.description("NONE, LOW, MEDIUM or HIGH")),
  reason: v.optional(v.string()),
});

export const listBlocks = defineAction({
  id: "users.listBlocks",
  method: "GET",
  path: "/api/v1/users/{userId}/blocks",
  scope: READ,
  risk: "read",
  summary: "List how a user is blocked from signing in",
  description:
    "Says whether a user is locked out on all devices or on unknown ones alone, which `status` does not show. To end it use users.unlock. Suspension and deactivation are in `status` of users.get.",
  params: { userId },
  query: paging(),
  response: userBlock,
  isList: true,
  example: { userId: "alonzo.church@example.com" },
});

export const listDevices = defineAction({
  id: "users.listDevices",
  method: "GET",
  path: "/api/v1/users/{userId}/devices",
  scope: READ,
  risk: "read",
  summary: "List the devices of a user",
  description:
    "Devices that the user registered with Okta Verify. To block a stolen one use devices.suspend. Needs Okta Identity Engine.",
  params: { userId },
  query: paging(),
  response: userDevice,
  isList: true,
  example: { userId: "ada.lovelace@example.com" },
});

export const listClients = defineAction({
  id: "users.listClients",
  method: "GET",
  path: "/api/v1/users/{userId}/clients",
  scope: READ,
  risk: "read",
  summary: "List the OAuth clients that hold tokens of a user",
  description:
    "Apps that act for the user with refresh tokens or consents. To end their access use users.revokeClientTokens.",
  params: { userId },
  query: paging(),
  response: oauthClient,
  isList: true,
  example: { userId: "ada.lovelace@example.com" },
});

export const revokeClientTokens = defineAction({
  id: "users.revokeClientTokens",
  method: "DELETE",
  path: "/api/v1/users/{userId}/clients/{clientId}/tokens",
  scope: MANAGE,
  risk: "write",
  marks: ["cutsOff"],
  summary: "Revoke the tokens that one OAuth client holds of a user",
  description:
    "Revokes all refresh tokens of that client, and the access tokens made from them. The user signs in to the app again. For all clients use users.clearSessions with `oauthTokens=true`.",
  params: { userId, clientId: id("the OAuth client") },
  example: { userId: "ada.lovelace@example.com", clientId: "0oa1example" },
});

export const getRisk = defineAction({
  id: "users.getRisk",
  method: "GET",
  path: "/api/v1/users/{userId}/risk",
  scope: "okta.userRisk.read",
  risk: "read",
  summary: "Get the risk level of a user",
  description: "How likely someone else uses the account, as Identity Threat Protection sees it.",
  params: { userId },
  response: userRisk,
  example: { userId: "ada.lovelace@example.com" },
});

export const setRisk = defineAction({
  id: "users.setRisk",
  method: "PUT",
  path: "/api/v1/users/{userId}/risk",
  scope: "okta.userRisk.manage",
  risk: "destructive",
  marks: ["weakens"],
  summary: "Set the risk level of a user",
  description:
    "Entity risk policies act on it at once: HIGH can end sessions, LOW can stop protection. Okta responds 201 the first time. The former level is not kept: read it with users.getRisk first.",
  params: { userId },
  body: v.looseObject({
    riskLevel: oneOf(["LOW", "MEDIUM", "HIGH"], "The new level"),
    riskReason: v.optional(v.pipe(v.string(), v.maxLength(500), v.description("Letters, digits, spaces and - , ."))),
  }),
  response: userRisk,
  example: { userId: "ada.lovelace@example.com", body: { riskLevel: "HIGH", riskReason: "Reported by the user" } },
});

export const setManager = defineAction({
  id: "users.setManager",
  method: "PUT",
  path: "/api/v1/users/{userId}/linkedObjects/{relationship}/{managerId}",
  scope: MANAGE,
  risk: "write",
  summary: "Set the manager of a user as a linked object",
  description:
    "Needs a linked object definition, usually `manager`; replaces the former manager, who may approve the user's requests. It does not change the profile attributes `manager` and `managerId`: use users.update.",
  params: {
    userId,
    relationship: text("Name of the primary side of the linked object, such as `manager`"),
    managerId: id("the manager"),
  },
  example: { userId: "ada.lovelace@example.com", relationship: "manager", managerId: "00u1example" },
});

export const listIdps = defineAction({
  id: "users.listIdps",
  method: "GET",
  path: "/api/v1/users/{userId}/idps",
  scope: READ,
  risk: "destructive",
  marks: ["secret"],
  summary: "List the identity providers of a user",
  description:
    "Which external providers the user signs in with. The response can contain their client secrets: through the Worker, the caller needs okta.users.manage and okta.idps.manage.",
  params: { userId },
  query: paging(),
  response: identityProvider,
  isList: true,
  example: { userId: "ada.lovelace@example.com" },
});
