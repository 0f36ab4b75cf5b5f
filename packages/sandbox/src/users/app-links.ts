import type { Operation, Org } from "../api/operation.ts";
import { isObject } from "../api/request-body.ts";
import { findUser } from "../directory/user.ts";
import type { App, User } from "../org/model.ts";

/** The operation on the apps that a user sees. */
export const userAppLinkOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/api/v1/users/{id}/appLinks",
    scope: "okta.users.read",
    permission: { resource: "users", access: "read" },
    bucket: "users",
    handle({ org, params }) {
      const user = findUser(org, params.id ?? "");
      const links = [...org.store.apps.values()]
        .filter((app) => app.status === "ACTIVE" && isAssigned(org, app, user))
        .flatMap((app) => showLinks(app, user, org));
      return Response.json(links.map((link, sortOrder) => ({ ...link, sortOrder })));
    },
  },
];

/** Whether a user has an app by themselves, or by one of their groups. */
function isAssigned({ store }: Org, app: App, { id }: User): boolean {
  return app.users.has(id) || [...app.groups.keys()].some((groupId) => store.groups.get(groupId)?.members.has(id));
}

/** An app may be on the dashboard under several names, each with a link of its own. */
function showLinks({ id, definition, users }: App, user: User, { orgUrl }: Org): Record<string, unknown>[] {
  const { name, label, visibility } = definition;
  const { appLinks, hide } = isObject(visibility) ? visibility : {};
  const names = isObject(appLinks) ? Object.keys(appLinks).filter((link) => appLinks[link] === true) : [""];
  const isHidden = isObject(hide) && hide.web === true;
  return names.map((link) => ({
    id: user.id,
    label,
    linkUrl: [orgUrl, "home", name, id, link].filter((part) => part !== "").join("/"),
    logoUrl: `${orgUrl}/img/logos/${name}.png`,
    appName: name,
    appInstanceId: id,
    appAssignmentId: `0ua${id.slice(3, 11)}${user.id.slice(-9)}`,
    credentialsSetup: Object.keys(users.get(user.id)?.credentials ?? {}).length > 0,
    hidden: isHidden,
  }));
}
