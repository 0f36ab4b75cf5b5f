import { embed } from "../api/expand.ts";
import type { Call, Operation, Org } from "../api/operation.ts";
import { appParty, recordEvent, userParty } from "../api/record-event.ts";
import { findUser } from "../directory/user.ts";
import { answerList } from "../lists/list.ts";
import type { Grant, User } from "../org/model.ts";
import { notFound } from "../org/okta-error.ts";
import type { Permission } from "../org/roles.ts";

const PATH = "/api/v1/users/{userId}/grants";
const READ: Permission = { resource: "users", access: "read" };
const MANAGE: Permission = { resource: "users", access: "manage" };

/** The operations on what users have let apps see. */
export const userGrantOperations: readonly Operation[] = [
  { method: "GET", path: PATH, scope: "okta.users.read", permission: READ, bucket: "users", handle: listGrants },
  {
    method: "DELETE",
    path: PATH,
    scope: "okta.users.manage",
    permission: MANAGE,
    bucket: "users",
    handle(call) {
      const user = findUser(call.org, call.params.userId ?? "");
      for (const { id } of grantsOf(call.org, user)) call.org.store.grants.delete(id);
      recordEvent(call, {
        eventType: "app.oauth2.as.consent.revoke.user",
        displayMessage: "All consent revoked for user",
        targets: [userParty(user)],
      });
      return new Response(null, { status: 204 });
    },
  },
  {
    method: "GET",
    path: `${PATH}/{grantId}`,
    scope: "okta.users.read",
    permission: READ,
    bucket: "users",
    handle: (call) => Response.json(showGrant(findGrant(call), call)),
  },
  {
    method: "DELETE",
    path: `${PATH}/{grantId}`,
    scope: "okta.users.manage",
    permission: MANAGE,
    bucket: "users",
    handle(call) {
      const { org } = call;
      const { id, userId, clientId } = findGrant(call);
      org.store.grants.delete(id);
      const app = org.store.apps.get(clientId);
      recordEvent(call, {
        eventType: "app.oauth2.as.consent.revoke",
        displayMessage: "Consent revoked",
        targets: [userParty(findUser(org, userId)), ...(app ? [appParty(app)] : [])],
      });
      return new Response(null, { status: 204 });
    },
  },
];

function listGrants(call: Call): Response {
  const { org, params, url } = call;
  const user = findUser(org, params.userId ?? "");
  const scopeId = url.searchParams.get("scopeId");
  const grants = grantsOf(org, user).filter((grant) => scopeId === null || grant.scopeId === scopeId);
  return answerList(call, {
    entities: new Map(grants.map((grant) => [grant.id, grant])),
    show: (grant) => showGrant(grant, call),
    cursorPrefix: "oag",
    defaultLimit: 20,
    maxLimit: 200,
    parameters: ["scopeId", "expand"],
  });
}

function grantsOf({ store }: Org, user: User): Grant[] {
  return [...store.grants.values()].filter(({ userId }) => userId === user.id);
}

function findGrant({ org, params }: Call): Grant {
  const user = findUser(org, params.userId ?? "");
  const id = params.grantId ?? "";
  const grant = org.store.grants.get(id);
  if (grant?.userId !== user.id) throw notFound(id, "OAuth2ScopeConsentGrant");
  return grant;
}

/** A grant as Okta shows it. */
export function showGrant(grant: Grant, { org, url }: Call): Record<string, unknown> {
  const { id, userId, clientId, scopeId, created } = grant;
  const { orgUrl, store } = org;
  const user = `${orgUrl}/api/v1/users/${userId}`;
  const client = store.apps.get(clientId)?.definition.label ?? clientId;
  return {
    id,
    status: "ACTIVE",
    created,
    createdBy: { id: userId, type: "User" },
    lastUpdated: created,
    issuer: orgUrl,
    clientId,
    userId,
    scopeId,
    source: "END_USER",
    ...embed(url, { scope: () => ({ id: scopeId }) }),
    _links: {
      app: { href: `${orgUrl}/api/v1/apps/${clientId}`, title: client },
      client: { href: `${orgUrl}/oauth2/v1/clients/${clientId}`, title: client },
      self: { href: `${user}/grants/${id}`, hints: { allow: ["GET", "DELETE"] } },
      user: { href: user, title: findUser(org, userId).profile.login },
    },
  };
}
