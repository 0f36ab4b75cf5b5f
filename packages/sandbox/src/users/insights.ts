import { type Access, gate } from "../api/gate.ts";
import type { Call, Operation, Org } from "../api/operation.ts";
import { recordEvent, userParty } from "../api/record-event.ts";
import { readBody } from "../api/request-body.ts";
import { showDevice } from "../devices/device.ts";
import { findUser } from "../directory/user.ts";
import { isoDate } from "../org/clock.ts";
import type { User, UserRisk } from "../org/model.ts";
import { notFound, validation } from "../org/okta-error.ts";
import { showDefinition } from "../settings/definitions.ts";
import { IDENTITY_PROVIDERS } from "../settings/registries.ts";
import { showGrant } from "./grants.ts";

const ACCESS: Access = { scope: "okta.users", resource: "users", bucket: "users" };
const READ = { ...gate(ACCESS, "read"), method: "GET" } as const;
const MANAGE = gate(ACCESS, "manage");
const RISK = { ...MANAGE, path: "/api/v1/users/{userId}/risk" } as const;

const own = (call: Call): User => findUser(call.org, call.params.userId ?? call.params.id ?? "");

/** The operations on what surrounds a user: blocks, devices, OAuth clients, risk, manager, identity providers. */
export const userInsightOperations: readonly Operation[] = [
  { ...READ, path: "/api/v1/users/{id}/blocks", handle: (call) => Response.json(showBlocks(own(call))) },
  { ...READ, path: "/api/v1/users/{userId}/devices", handle: (call) => Response.json(devicesOf(call.org, own(call))) },
  { ...READ, path: "/api/v1/users/{userId}/clients", handle: (call) => Response.json(clientsOf(call.org, own(call))) },
  { ...MANAGE, method: "DELETE", path: "/api/v1/users/{userId}/clients/{clientId}/tokens", handle: revokeTokens },
  {
    ...READ,
    path: "/api/v1/users/{userId}/clients/{clientId}/grants",
    handle: (call) => Response.json(grantsOfClient(call)),
  },
  { ...MANAGE, method: "DELETE", path: "/api/v1/users/{userId}/clients/{clientId}/grants", handle: revokeGrants },
  { ...READ, path: "/api/v1/users/{userId}/clients/{clientId}/tokens", handle: listTokens },
  { ...READ, path: "/api/v1/users/{userId}/clients/{clientId}/tokens/{tokenId}", handle: findToken },
  {
    ...MANAGE,
    method: "DELETE",
    path: "/api/v1/users/{userId}/clients/{clientId}/tokens/{tokenId}",
    handle: findToken,
  },
  {
    ...READ,
    path: "/api/v1/users/{userId}/classification",
    handle: (call) => Response.json(showClassification(own(call), call.org)),
  },
  {
    ...MANAGE,
    method: "PUT",
    path: "/api/v1/users/{userId}/classification",
    handle: setClassification,
  },
  { ...READ, path: "/api/v1/users/{id}/idps", handle: (call) => Response.json(idpsOf(call.org, own(call))) },
  {
    ...RISK,
    method: "GET",
    scope: "okta.userRisk.read",
    permission: { resource: "users", access: "read" },
    handle: (call) => Response.json(showRisk(own(call), call.org)),
  },
  { ...RISK, method: "PUT", scope: "okta.userRisk.manage", handle: setRisk },
];

/** Shows why a user cannot sign in. */
export function showBlocks({ status }: User): Record<string, unknown>[] {
  return status === "LOCKED_OUT" ? [{ type: "DEVICE_BASED", appliesTo: "ANY_DEVICES" }] : [];
}

function devicesOf(org: Org, user: User): Record<string, unknown>[] {
  return [...org.store.devices.values()]
    .filter(({ userIds }) => userIds.includes(user.id))
    .map((device) => ({
      created: device.created,
      deviceUserId: device.id.replace(/^.../, "lnk"),
      device: showDevice(device, org),
    }));
}

function clientsOf({ store, orgUrl }: Org, user: User): Record<string, unknown>[] {
  const ids = new Set(
    [...store.grants.values()].filter(({ userId }) => userId === user.id).map(({ clientId }) => clientId),
  );
  return [...ids].map((id) => {
    const self = `${orgUrl}/api/v1/users/${user.id}/clients/${id}`;
    return {
      client_id: id,
      client_name: store.apps.get(id)?.definition.label ?? id,
      client_uri: null,
      logo_uri: null,
      _links: { grants: { href: `${self}/grants` }, tokens: { href: `${self}/tokens` } },
    };
  });
}

function revokeTokens(call: Call): Response {
  const user = own(call);
  const id = call.params.clientId ?? "";
  const isKnown = [...call.org.store.grants.values()].some(
    ({ userId, clientId }) => userId === user.id && clientId === id,
  );
  if (!isKnown && !call.org.store.apps.has(id)) throw notFound(id, "OAuth2Client");
  recordEvent(call, {
    eventType: "app.oauth2.token.revoke",
    displayMessage: "OAuth2 token revocation request",
    targets: [userParty(user)],
  });
  return new Response(null, { status: 204 });
}

function idpsOf(org: Org, { provider }: User): Record<string, unknown>[] {
  if (provider?.type !== "FEDERATION" && provider?.type !== "SOCIAL") return [];
  return [...org.store.identityProviders.values()].map((idp) => showDefinition(idp, IDENTITY_PROVIDERS, org));
}

function showRisk(user: User, { store, orgUrl }: Org): Record<string, unknown> {
  const self = `${orgUrl}/api/v1/users/${user.id}`;
  return {
    ...(store.userRisks.get(user.id) ?? { riskLevel: "NONE" }),
    _links: {
      self: { href: `${self}/risk`, hints: { allow: ["GET", "PUT"] } },
      user: { href: self, hints: { allow: ["GET"] } },
    },
  };
}

async function setRisk(call: Call): Promise<Response> {
  const { org } = call;
  const user = own(call);
  const { riskLevel, riskReason = "override.by.admin" } = await readBody(call);
  if (riskLevel !== "LOW" && riskLevel !== "MEDIUM" && riskLevel !== "HIGH")
    throw validation("riskLevel", "riskLevel: The field must be LOW, MEDIUM or HIGH");
  const isNew = !org.store.userRisks.has(user.id);
  const risk: UserRisk = { riskLevel, reason: String(riskReason) };
  org.store.userRisks.set(user.id, risk);
  recordEvent(call, {
    eventType: "user.risk.change",
    displayMessage: "User risk level changed",
    targets: [userParty(user)],
  });
  return Response.json(showRisk(user, org), { status: isNew ? 201 : 200 });
}

/** Shows whether a user counts as one with all features or as a light one. */
export function showClassification(user: User, { store }: Org): Record<string, unknown> {
  const kept = store.resources.get("classifications")?.get(user.id);
  return { type: kept?.type ?? "STANDARD", lastUpdated: kept?.lastUpdated ?? user.created };
}

async function setClassification(call: Call): Promise<Response> {
  const { org } = call;
  const user = own(call);
  const { type } = await readBody(call);
  if (type !== "STANDARD" && type !== "LITE") throw validation("type", "type: The field must be STANDARD or LITE");
  const kept = org.store.resources.get("classifications") ?? new Map();
  org.store.resources.set("classifications", kept);
  kept.set(user.id, { id: user.id, type, lastUpdated: isoDate(org.now()) });
  return Response.json(showClassification(user, org));
}

function grantsOfClient(call: Call): Record<string, unknown>[] {
  const user = own(call);
  const client = call.params.clientId ?? "";
  return [...call.org.store.grants.values()]
    .filter(({ userId, clientId }) => userId === user.id && clientId === client)
    .map((grant) => showGrant(grant, call));
}

function revokeGrants(call: Call): Response {
  const user = own(call);
  const { grants } = call.org.store;
  for (const [id, { userId, clientId }] of grants)
    if (userId === user.id && clientId === call.params.clientId) grants.delete(id);
  recordEvent(call, {
    eventType: "app.oauth2.as.consent.revoke.user.client",
    displayMessage: "Consent revoked for user and client",
    targets: [userParty(user)],
  });
  return new Response(null, { status: 204 });
}

/** The org hands out no refresh tokens, so that there is none to list. */
function listTokens(call: Call): Response {
  own(call);
  return Response.json([]);
}

/** The org hands out no refresh tokens: there is none to read, and none to revoke. */
function findToken(call: Call): never {
  own(call);
  throw notFound(call.params.tokenId ?? "", "OAuth2RefreshToken");
}
