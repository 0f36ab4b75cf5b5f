import type { Call, Operation, Org } from "../api/operation.ts";
import { assignmentOf, assignmentsOf, showAssignment } from "../directory/app-user.ts";
import { findGroup } from "../directory/group.ts";
import { placesOf } from "../lists/cursor.ts";
import { compileFilter } from "../lists/filter-match.ts";
import { answerOrdered } from "../lists/ordered-page.ts";
import { readSearch, type SearchRules } from "../lists/search-rules.ts";
import type { App } from "../org/model.ts";
import { validation } from "../org/okta-error.ts";
import { findApp, showApp } from "./app.ts";

/** The operations that read apps. */
export const appReadOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/api/v1/apps",
    scope: "okta.apps.read",
    permission: { resource: "apps", access: "read" },
    bucket: "apps",
    handle: listApps,
  },
  {
    method: "GET",
    path: "/api/v1/apps/{appId}",
    scope: "okta.apps.read",
    permission: { resource: "apps", access: "read" },
    bucket: "app",
    handle({ org, params, url }) {
      const show = readExpand(url, org);
      return Response.json(show(findApp(org, params.appId ?? "")));
    },
  },
  {
    method: "GET",
    path: "/api/v1/groups/{groupId}/apps",
    scope: "okta.groups.read",
    permission: { resource: "groups", access: "read" },
    bucket: "group",
    handle(call) {
      const { org, params } = call;
      const { id } = findGroup(org, params.groupId ?? "");
      const apps = [...org.store.apps.values()].filter(({ groups }) => groups.has(id));
      return answerApps(call, apps, (app) => showApp(app, org));
    },
  },
];

const FILTER: SearchRules = {
  attributes: {
    status: ["eq"],
    name: ["eq"],
    "user.id": ["eq"],
    "group.id": ["eq"],
    "credentials.signing.kid": ["eq"],
  },
  allowsNot: false,
};

function listApps(call: Call): Response {
  const { org, url } = call;
  const show = readExpand(url, org);
  const q = url.searchParams.get("q")?.toLowerCase() ?? "";
  const begins = ({ definition }: App) =>
    [definition.name, definition.label].some((text) => text.toLowerCase().startsWith(q));
  const filter = url.searchParams.get("filter");
  const wanted = filter ? readSearch(filter, FILTER) : undefined;
  const passes = wanted && compileFilter(wanted);
  const isWanted = (app: App) => !passes || passes(withAssignments(app, org));
  const apps = [...org.store.apps.values()].filter((app) => begins(app) && isWanted(app));
  return answerApps(call, apps, show);
}

function answerApps(call: Call, apps: readonly App[], show: (app: App) => unknown): Response {
  const placeOf = placesOf(call.org.store.apps);
  return answerOrdered(call, apps, show, {
    keyOf: ({ id }) => [placeOf(id)],
    cursorPrefix: "0oa",
    defaultLimit: 20,
    maxLimit: 200,
    parameters: ["q", "filter", "expand"],
  });
}

/** An app as its filter sees it. */
function withAssignments(app: App, org: Org): Record<string, unknown> {
  return {
    ...showApp(app, org),
    user: assignmentsOf(app, org).map(({ user }) => ({ id: user.id })),
    group: [...app.groups.keys()].map((id) => ({ id })),
  };
}

/** How apps are shown: with the assignment of one user, if it is asked for. */
function readExpand(url: URL, org: Org): (app: App) => Record<string, unknown> {
  const expand = url.searchParams.get("expand");
  if (!expand) return (app) => showApp(app, org);
  const [, userId] = /^user\/(\w+)$/.exec(expand) ?? [];
  if (userId === undefined) throw validation("RequestParams", "Expand query is malformed.");
  const user = org.store.users.get(userId);
  return (app) => {
    const assignment = user && assignmentOf(app, user, org);
    const shown = showApp(app, org);
    return assignment ? { ...shown, _embedded: { user: showAssignment(assignment, app, org) } } : shown;
  };
}
