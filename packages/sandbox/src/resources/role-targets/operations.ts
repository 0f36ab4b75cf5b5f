import { noContent } from "../../api/no-content.ts";
import type { Call, Operation } from "../../api/operation.ts";
import { findGroup } from "../../directory/group.ts";
import { showAssignment } from "../../directory/role-assignment.ts";
import { keepRoleTargets, showTargetApps, showTargetGroups, targetOrns } from "../../directory/role-targets.ts";
import { notFound } from "../../org/okta-error.ts";
import { MANAGE, READ } from "./access.ts";
import { ASSIGNEES, type Assignee } from "./assignees.ts";
import { APP_ROLES, findTargets, GROUP_ROLES, toggle } from "./targets.ts";

/** What a user's role is narrowed to, of any kind, by resource name. */
export const userTargets: Operation = {
  ...READ,
  method: "GET",
  path: "/api/v1/users/{userId}/roles/{roleAssignmentId}/targets",
  handle(call) {
    const [user] = ASSIGNEES;
    if (!user) return Response.json([]);
    const targets = findTargets(call, user, [...APP_ROLES, ...GROUP_ROLES]);
    return Response.json(
      targetOrns(call.org.store, targets).map((orn) => ({ assignmentType: "USER", orn, expiration: null })),
    );
  },
};

export function operationsFor(assignee: Assignee): readonly Operation[] {
  const base = `${assignee.path}/roles/{roleAssignmentId}/targets`;
  const APPS = `${base}/catalog/apps`;
  const GROUPS = `${base}/groups`;
  const change = (method: "PUT" | "DELETE", path: string, act: (call: Call, isAdded: boolean) => void): Operation => ({
    ...MANAGE,
    method,
    path,
    handle(call) {
      act(call, method === "PUT");
      return noContent();
    },
  });
  const changeApp = (call: Call, isAdded: boolean) => {
    const targets = findTargets(call, assignee, APP_ROLES);
    const { appName = "", appId } = call.params;
    if (appId !== undefined && !call.org.store.apps.has(appId)) throw notFound(appId, "AppInstance");
    keepRoleTargets(call.org.store, {
      ...targets,
      apps: toggle(targets.apps, appId === undefined ? appName : `${appName}/${appId}`, isAdded),
    });
  };
  const changeGroup = (call: Call, isAdded: boolean) => {
    const targets = findTargets(call, assignee, GROUP_ROLES);
    const { id } = findGroup(call.org, call.params.targetGroupId ?? "");
    keepRoleTargets(call.org.store, { ...targets, groups: toggle(targets.groups, id, isAdded) });
  };
  return [
    {
      ...READ,
      method: "GET",
      path: APPS,
      handle: (call) => Response.json(showTargetApps(call.org, findTargets(call, assignee, APP_ROLES))),
    },
    ...(["PUT", "DELETE"] as const).flatMap((method) => [
      change(method, `${APPS}/{appName}`, changeApp),
      change(method, `${APPS}/{appName}/{appId}`, changeApp),
      change(method, `${GROUPS}/{targetGroupId}`, changeGroup),
    ]),
    {
      ...READ,
      method: "GET",
      path: GROUPS,
      handle: (call) => Response.json(showTargetGroups(call.org, findTargets(call, assignee, GROUP_ROLES))),
    },
  ];
}

/** All apps are the target of a role that has none. */
export const allApps: Operation = {
  ...MANAGE,
  method: "PUT",
  path: "/api/v1/users/{userId}/roles/{roleAssignmentId}/targets/catalog/apps",
  handle(call) {
    const [users] = ASSIGNEES;
    if (users) keepRoleTargets(call.org.store, { ...findTargets(call, users, APP_ROLES), apps: [] });
    return new Response(null, { status: 200 });
  },
};

export const groupRole: Operation = {
  ...READ,
  method: "GET",
  path: "/api/v1/groups/{groupId}/roles/{roleAssignmentId}",
  handle({ org, params }) {
    const { id } = findGroup(org, params.groupId ?? "");
    const role = org.store.groupRoles.get(`${id}/${params.roleAssignmentId}`);
    if (!role) throw notFound(params.roleAssignmentId ?? "", "RoleAssignment");
    return Response.json(showAssignment(role, "GROUP", `${org.orgUrl}/api/v1/groups/${id}`));
  },
};
