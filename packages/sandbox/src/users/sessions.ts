import type { Call, Operation, Org } from "../api/operation.ts";
import { recordEvent, userParty } from "../api/record-event.ts";
import { findUser } from "../directory/user.ts";
import { isoDate } from "../org/clock.ts";
import type { Session, User } from "../org/model.ts";
import { notFound } from "../org/okta-error.ts";
import { orgId } from "../org/org-ids.ts";
import type { Permission } from "../org/roles.ts";

const READ: Permission = { resource: "users", access: "read" };
const HELP: Permission = { resource: "users", access: "help" };

/** The operations on users' sessions. */
export const userSessionOperations: readonly Operation[] = [
  {
    method: "DELETE",
    path: "/api/v1/users/{userId}/sessions",
    scope: "okta.users.manage",
    permission: HELP,
    bucket: "users",
    handle(call) {
      clearSessions(call, findUser(call.org, call.params.userId ?? ""));
      return new Response(null, { status: 204 });
    },
  },
  {
    method: "GET",
    path: "/api/v1/sessions/{sessionId}",
    scope: "okta.sessions.read",
    permission: READ,
    bucket: "sessions",
    handle: ({ org, params }) => Response.json(showSession(findSession(org, params.sessionId ?? ""), org)),
  },
  {
    method: "POST",
    path: "/api/v1/sessions/{sessionId}/lifecycle/refresh",
    scope: "okta.sessions.manage",
    permission: HELP,
    bucket: "sessions",
    handle({ org, params }) {
      const session = findSession(org, params.sessionId ?? "");
      // It lives on for as long as it was to live from the start.
      const lifetime = Date.parse(session.expiresAt) / 1000 - Date.parse(session.createdAt) / 1000;
      const refreshed = { ...session, expiresAt: isoDate(org.now() + lifetime) };
      org.store.sessions.set(session.id, refreshed);
      return Response.json(showSession(refreshed, org));
    },
  },
  {
    method: "DELETE",
    path: "/api/v1/sessions/{sessionId}",
    scope: "okta.sessions.manage",
    permission: HELP,
    bucket: "sessions",
    handle(call) {
      const { org, params } = call;
      const session = findSession(org, params.sessionId ?? "");
      org.store.sessions.delete(session.id);
      recordEvent(call, {
        eventType: "user.session.end",
        displayMessage: "User logout from Okta",
        targets: [userParty(findUser(org, session.userId))],
      });
      return new Response(null, { status: 204 });
    },
  },
];

/** Ends all of a user's sessions. */
export function clearSessions(call: Call, user: User): void {
  const { sessions } = call.org.store;
  for (const [id, { userId }] of sessions) if (userId === user.id) sessions.delete(id);
  recordEvent(call, {
    eventType: "user.session.clear",
    displayMessage: "Clear user session",
    targets: [userParty(user)],
  });
}

/** Finds a session that has not expired. */
function findSession({ store, now }: Org, id: string): Session {
  const session = store.sessions.get(id);
  if (!session || Date.parse(session.expiresAt) <= now() * 1000) throw notFound(id, "AppSession");
  return session;
}

function showSession({ id, userId, createdAt, expiresAt }: Session, org: Org): Record<string, unknown> {
  const { orgUrl } = org;
  const self = `${orgUrl}/api/v1/sessions/${id}`;
  const { profile } = findUser(org, userId);
  return {
    id,
    userId,
    login: profile.login,
    createdAt,
    expiresAt,
    status: "ACTIVE",
    lastPasswordVerification: createdAt,
    lastFactorVerification: null,
    amr: ["pwd"],
    // The org is its own identity provider.
    idp: { id: orgId(org.store), type: "OKTA" },
    mfaActive: false,
    _links: {
      self: { href: self, hints: { allow: ["GET", "DELETE"] } },
      refresh: { href: `${self}/lifecycle/refresh`, hints: { allow: ["POST"] } },
      user: {
        name: `${profile.firstName} ${profile.lastName}`,
        href: `${orgUrl}/api/v1/users/${userId}`,
        hints: { allow: ["GET"] },
      },
    },
  };
}
