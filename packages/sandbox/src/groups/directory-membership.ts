import type { Call, Operation } from "../api/operation.ts";
import { isObject, readBody } from "../api/request-body.ts";
import { findApp } from "../apps/app.ts";
import { findGroup } from "../directory/group.ts";
import { addMember, removeMember } from "../directory/group-membership.ts";
import { findUser } from "../directory/user.ts";
import type { App } from "../org/model.ts";
import { validation } from "../org/okta-error.ts";

/** The apps that stand for a directory. */
const DIRECTORY = /^(active_directory|ldap)/;

/** The operation that changes who is in a group of Active Directory or LDAP, there and here. */
export const directoryMembershipOperations: readonly Operation[] = [
  {
    method: "POST",
    path: "/api/v1/directories/{appInstanceId}/groups/modify",
    scope: "okta.directories.groups.manage",
    permission: { resource: "members", access: "manage" },
    bucket: "directories",
    handle: modifyGroup,
  },
];

/**
 * Finds the directory that a call's path names.
 *
 * @throws {OktaError} E0000001 for an app that is not one.
 */
export function findDirectory({ org, params }: Call): App {
  const app = findApp(org, params.appInstanceId ?? "");
  if (!DIRECTORY.test(app.definition.name)) throw validation("appInstanceId", "The app is not a directory.");
  return app;
}

async function modifyGroup(call: Call): Promise<Response> {
  const { org } = call;
  findDirectory(call);
  const { id, parameters } = await readBody(call);
  const group = findGroup(org, String(id ?? ""));
  if (group.type !== "APP_GROUP") throw validation("id", "The group is not a group of the directory.");
  const { action, attribute, values } = isObject(parameters) ? parameters : {};
  if ((action !== "ADD" && action !== "REMOVE") || typeof attribute !== "string" || !Array.isArray(values))
    throw validation("parameters", "parameters: action, attribute and values are required");
  const users = values.map((value) => findUser(org, String(value)));
  for (const user of users) (action === "ADD" ? addMember : removeMember)(call, group, user);
  return new Response(null, { status: 200 });
}
