import { embed } from "../api/expand.ts";
import { type Access, gate } from "../api/gate.ts";
import type { Call, Operation } from "../api/operation.ts";
import { appParty, recordEvent, userParty } from "../api/record-event.ts";
import { isObject, readBody } from "../api/request-body.ts";
import { type Assignment, assignmentOf, findAssignment, showAssignment, userNameFor } from "../directory/app-user.ts";
import { findUser, showUser } from "../directory/user.ts";
import { answerList } from "../lists/list.ts";
import { isoDate } from "../org/clock.ts";
import type { App, AppUser, User } from "../org/model.ts";
import { OktaError, validation } from "../org/okta-error.ts";
import { findApp } from "./app.ts";

const PATH = "/api/v1/apps/{appId}/users";
const ACCESS: Access = { scope: "okta.apps", resource: "apps", bucket: "apps" };
const READ = gate(ACCESS, "read");
const MANAGE = gate(ACCESS, "manage");

/** The operations on the users of an app. */
export const appUserOperations: readonly Operation[] = [
  { ...READ, method: "GET", path: PATH, handle: listUsers },
  { ...MANAGE, method: "POST", path: PATH, handle: assignUser },
  {
    ...READ,
    method: "GET",
    path: `${PATH}/{userId}`,
    handle(call) {
      const { app, assignment } = findBoth(call);
      return Response.json(show(call, app, assignment));
    },
  },
  { ...MANAGE, method: "POST", path: `${PATH}/{userId}`, handle: updateUser },
  { ...MANAGE, method: "DELETE", path: `${PATH}/{userId}`, handle: unassignUser },
];

function listUsers(call: Call): Response {
  const { org, params, url } = call;
  const app = findApp(org, params.appId ?? "");
  const q = url.searchParams.get("q")?.toLowerCase() ?? "";
  const begins = ({ user: { profile }, appUser }: Assignment) =>
    [appUser.credentials.userName, profile.firstName, profile.lastName, profile.email].some(
      (text) => typeof text === "string" && text.toLowerCase().startsWith(q),
    );
  return answerList(call, {
    entities: org.store.users,
    isPlain(user) {
      const assignment = assignmentOf(app, user, org);
      return assignment !== undefined && (q === "" || begins(assignment));
    },
    show: (user) => show(call, app, findAssignment(app, user.id, org)),
    cursorPrefix: "0ua",
    defaultLimit: 50,
    maxLimit: 500,
    parameters: ["q", "expand"],
  });
}

async function assignUser(call: Call): Promise<Response> {
  const { org } = call;
  const app = findApp(org, call.params.appId ?? "");
  const body = await readBody(call);
  const { id } = body;
  if (typeof id !== "string" || id === "") throw validation("id", "id: The field cannot be left blank");
  const user = findUser(org, id);
  mustBeActive(user);
  const before = assignmentOf(app, user, org);
  if (before?.appUser.scope === "USER") {
    throw new OktaError({
      status: 409,
      code: "E0000062",
      summary: "The specified user is already assigned to the application.",
    });
  }
  const now = isoDate(org.now());
  const fresh: AppUser = {
    userId: user.id,
    created: now,
    lastUpdated: now,
    scope: "USER",
    credentials: { userName: userNameFor(app, user) },
    profile: {},
  };
  app.users.set(user.id, change(fresh, body, now));
  record(call, app, user, "add", "Add user to application membership");
  return Response.json(show(call, app, findAssignment(app, user.id, org)));
}

async function updateUser(call: Call): Promise<Response> {
  const { org } = call;
  const { app, assignment } = findBoth(call);
  const { user, appUser } = assignment;
  mustBeActive(user);
  app.users.set(user.id, change(appUser, await readBody(call), isoDate(org.now())));
  record(call, app, user, "update", "Updated user application property");
  return Response.json(show(call, app, findAssignment(app, user.id, org)));
}

function unassignUser(call: Call): Response {
  const { app, assignment } = findBoth(call);
  const { user } = assignment;
  const { groups } = call.org.store;
  if ([...app.groups.keys()].some((id) => groups.get(id)?.members.has(user.id))) {
    throw new OktaError({
      status: 403,
      code: "E0000046",
      summary: "Deactivate application for user forbidden.",
      causes: ["The application cannot be unassigned from the user while their group memberships grant them access"],
    });
  }
  app.users.delete(user.id);
  record(call, app, user, "remove", "Remove user's application membership");
  return new Response(null, { status: 204 });
}

/** An assignment with what was sent. What was not sent of credentials and profile stays. */
function change(before: AppUser, body: Record<string, unknown>, lastUpdated: string): AppUser {
  const { credentials, profile, scope = before.scope } = body;
  if (scope !== "USER" && scope !== "GROUP") throw validation("scope", "scope: The field must be USER or GROUP");
  const sent = isObject(credentials) ? credentials : {};
  const { userName = before.credentials.userName } = sent;
  if (typeof userName !== "string" || userName === "") {
    throw validation("userName", "userName: The field cannot be left blank");
  }
  if (userName.length > 100) throw validation("userName", "userName: The field is too long");
  const { password } = sent;
  return {
    ...before,
    lastUpdated,
    // Only a group can give a group's assignment, but what it gave can become the user's own.
    scope: before.scope === "USER" ? "USER" : scope,
    credentials: {
      ...before.credentials,
      userName,
      ...(isObject(password) && typeof password.value === "string" && { password: password.value }),
    },
    profile: { ...before.profile, ...(isObject(profile) && profile) },
  };
}

function show(call: Call, app: App, assignment: Assignment): Record<string, unknown> {
  const { org, url } = call;
  const user = () => showUser(assignment.user, org, false);
  return { ...showAssignment(assignment, app, org), ...embed(url, { user }) };
}

function findBoth({ org, params }: Call): { app: App; assignment: Assignment } {
  const app = findApp(org, params.appId ?? "");
  return { app, assignment: findAssignment(app, params.userId ?? "", org) };
}

function mustBeActive({ status }: User): void {
  if (status !== "DEPROVISIONED") return;
  throw new OktaError({
    status: 403,
    code: "E0000117",
    summary: "Cannot assign apps or update app profiles for an inactive user.",
  });
}

function record(call: Call, app: App, user: User, what: string, displayMessage: string): void {
  const targets = [userParty(user), appParty(app)];
  recordEvent(call, { eventType: `application.user_membership.${what}`, displayMessage, targets });
}
