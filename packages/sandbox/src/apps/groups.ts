import { embed } from "../api/expand.ts";
import { type Access, gate } from "../api/gate.ts";
import type { Call, Operation } from "../api/operation.ts";
import { appParty, groupParty, recordEvent } from "../api/record-event.ts";
import { isObject, malformedBody, readBody, readJson } from "../api/request-body.ts";
import { recordAccessChanges } from "../directory/app-access.ts";
import { findGroup, showGroup } from "../directory/group.ts";
import { placesOf } from "../lists/cursor.ts";
import { answerOrdered } from "../lists/ordered-page.ts";
import { isoDate } from "../org/clock.ts";
import type { App, AppGroup, Group } from "../org/model.ts";
import { notFound, validation } from "../org/okta-error.ts";
import { findApp } from "./app.ts";

const PATH = "/api/v1/apps/{appId}/groups";
const ACCESS: Access = { scope: "okta.apps", resource: "apps", bucket: "apps" };
const READ = gate(ACCESS, "read");
const MANAGE = gate(ACCESS, "manage");

/** The operations on the groups of an app. */
export const appGroupOperations: readonly Operation[] = [
  { ...READ, method: "GET", path: PATH, handle: listGroups },
  {
    ...READ,
    method: "GET",
    path: `${PATH}/{groupId}`,
    handle(call) {
      const { app, group } = findBoth(call);
      return Response.json(show(call, app, assignmentIn(app, group)));
    },
  },
  { ...MANAGE, method: "PUT", path: `${PATH}/{groupId}`, handle: assignGroup },
  { ...MANAGE, method: "PATCH", path: `${PATH}/{groupId}`, handle: patchGroup },
  { ...MANAGE, method: "DELETE", path: `${PATH}/{groupId}`, handle: unassignGroup },
];

function listGroups(call: Call): Response {
  const { org, params, url } = call;
  const app = findApp(org, params.appId ?? "");
  const q = url.searchParams.get("q")?.toLowerCase() ?? "";
  const nameOf = ({ groupId }: AppGroup) => org.store.groups.get(groupId)?.profile.name.toLowerCase() ?? "";
  const placeOf = placesOf(org.store.groups);
  const assignments = [...app.groups.values()].filter((assignment) => nameOf(assignment).startsWith(q));
  return answerOrdered(call, assignments, (assignment) => show(call, app, assignment), {
    keyOf: ({ priority, groupId }) => [priority, placeOf(groupId)],
    cursorPrefix: "0ga",
    defaultLimit: 20,
    maxLimit: 200,
    parameters: ["q", "expand"],
  });
}

async function assignGroup(call: Call): Promise<Response> {
  const { app, group } = findBoth(call);
  const before = app.groups.get(group.id);
  const body = await readBody(call);
  const { profile = before?.profile ?? {}, priority = before?.priority ?? app.groups.size } = body;
  return put(call, app, group, priority, profile);
}

async function patchGroup(call: Call): Promise<Response> {
  const { app, group } = findBoth(call);
  const before = assignmentIn(app, group);
  const operations = (await readJson(call)) ?? [];
  if (!Array.isArray(operations)) throw malformedBody();
  const profile = { ...before.profile };
  let priority: unknown = before.priority;
  for (const operation of operations) {
    const { op, path, value } = isObject(operation) ? operation : {};
    const [, attribute] = /^\/profile\/([^/]+)$/.exec(String(path)) ?? [];
    if (op === "replace" && attribute !== undefined) profile[attribute] = value;
    else if (op === "remove" && attribute !== undefined) delete profile[attribute];
    else if (op === "replace" && path === "/priority") priority = value;
    else throw validation("JsonPatchOperation", `The operation ${op} is not supported for ${path}.`);
  }
  return put(call, app, group, priority, profile);
}

/** Assigns a group, or changes how it is assigned. Its members have the app from then on. */
function put(call: Call, app: App, group: Group, priority: unknown, profile: unknown): Response {
  const { org } = call;
  if (typeof priority !== "number" || !Number.isInteger(priority) || priority < 0) {
    throw validation("priority", "priority: The field must be a number from 0");
  }
  if (!isObject(profile)) throw malformedBody();
  const isNew = !app.groups.has(group.id);
  const assignment: AppGroup = { groupId: group.id, lastUpdated: isoDate(org.now()), priority, profile };
  followMembers(call, app, group, () => {
    app.groups.set(group.id, assignment);
    if (isNew) record(call, app, group, "add", "Add assigned application to group");
    else record(call, app, group, "update", "Update assigned application in group");
  });
  return Response.json(show(call, app, assignment));
}

function unassignGroup(call: Call): Response {
  const { app, group } = findBoth(call);
  assignmentIn(app, group);
  followMembers(call, app, group, () => {
    app.groups.delete(group.id);
    record(call, app, group, "remove", "Remove assigned application from group");
  });
  return new Response(null, { status: 204 });
}

function followMembers(call: Call, app: App, group: Group, act: () => void): void {
  const members = [...call.org.store.users.values()].filter(({ id }) => group.members.has(id));
  recordAccessChanges(
    call,
    members.map((user) => ({ app, user })),
    act,
  );
}

function show(call: Call, app: App, { groupId, lastUpdated, priority, profile }: AppGroup): Record<string, unknown> {
  const { org, url } = call;
  const api = `${org.orgUrl}/api/v1`;
  return {
    id: groupId,
    lastUpdated,
    priority,
    profile,
    _links: {
      app: { href: `${api}/apps/${app.id}` },
      self: { href: `${api}/apps/${app.id}/groups/${groupId}` },
      group: { href: `${api}/groups/${groupId}` },
    },
    ...embed(url, { group: () => showGroup(findGroup(org, groupId), org) }),
  };
}

function findBoth({ org, params }: Call): { app: App; group: Group } {
  const app = findApp(org, params.appId ?? "");
  return { app, group: findGroup(org, params.groupId ?? "") };
}

function assignmentIn({ groups }: App, { id }: Group): AppGroup {
  const assignment = groups.get(id);
  if (!assignment) throw notFound(id, "ApplicationGroupAssignment");
  return assignment;
}

function record(call: Call, app: App, group: Group, what: string, displayMessage: string): void {
  const targets = [groupParty(group), appParty(app)];
  recordEvent(call, { eventType: `group.application_assignment.${what}`, displayMessage, targets });
}
