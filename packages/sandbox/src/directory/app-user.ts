import type { Org } from "../api/operation.ts";
import { isObject } from "../api/request-body.ts";
import type { App, AppUser, Group, User } from "../org/model.ts";
import { notFound } from "../org/okta-error.ts";
import { findUser } from "./user.ts";

/** An assignment together with whose it is, and by which group if by one. */
export interface Assignment {
  readonly user: User;
  readonly appUser: AppUser;
  readonly group: Group | undefined;
}

/** A user's assignment to an app: their own, or one that a group gives them. */
export function assignmentOf(app: App, user: User, { store }: Org): Assignment | undefined {
  if (user.status === "DEPROVISIONED") return undefined;
  const kept = app.users.get(user.id);
  if (kept?.scope === "USER") return { user, appUser: kept, group: undefined };
  for (const { groupId, lastUpdated } of app.groups.values()) {
    const group = store.groups.get(groupId);
    if (!group?.members.has(user.id)) continue;
    const appUser: AppUser = kept ?? {
      userId: user.id,
      created: lastUpdated,
      lastUpdated,
      scope: "GROUP",
      credentials: { userName: userNameFor(app, user) },
      profile: {},
    };
    return { user, appUser, group };
  }
  return undefined;
}

/** Everyone who has an app, in the order in which they came to the org. */
export function assignmentsOf(app: App, org: Org): Assignment[] {
  return [...org.store.users.values()].flatMap((user) => assignmentOf(app, user, org) ?? []);
}

/** Finds a user's assignment to an app. */
export function findAssignment(app: App, userId: string, org: Org): Assignment {
  const user = findUser(org, userId);
  const assignment = assignmentOf(app, user, org);
  if (!assignment) throw notFound(user.id, "AppUser");
  return assignment;
}

/** The name under which a user is known to an app, by the app's template. */
export function userNameFor({ definition }: App, { profile }: User): string {
  const { userNameTemplate } = isObject(definition.credentials) ? definition.credentials : {};
  const { template } = isObject(userNameTemplate) ? userNameTemplate : {};
  const name = String(template ?? "").replaceAll(/\$\{source\.(\w+)\}/g, (_whole, attribute: string) =>
    String(profile[attribute] ?? ""),
  );
  return name === "" || name.includes("${") ? profile.login : name;
}

/** An assignment as Okta shows it. What the password is stays unsaid. */
export function showAssignment({ user, appUser, group }: Assignment, app: App, org: Org): Record<string, unknown> {
  const { created, lastUpdated, scope, credentials, profile } = appUser;
  const { password, ...shown } = credentials;
  const api = `${org.orgUrl}/api/v1`;
  return {
    id: user.id,
    externalId: null,
    created,
    lastUpdated,
    scope,
    status: "ACTIVE",
    statusChanged: created,
    passwordChanged: password === undefined ? null : lastUpdated,
    syncState: "DISABLED",
    credentials: { ...shown, ...(password !== undefined && { password: {} }) },
    profile,
    _links: {
      app: { href: `${api}/apps/${app.id}` },
      user: { href: `${api}/users/${user.id}` },
      ...(scope === "GROUP" && group && { group: { href: `${api}/groups/${group.id}` } }),
    },
  };
}
