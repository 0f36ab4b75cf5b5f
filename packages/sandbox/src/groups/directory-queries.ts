import { gate } from "../api/gate.ts";
import type { Call, Operation } from "../api/operation.ts";
import { readBody } from "../api/request-body.ts";
import { findGroup } from "../directory/group.ts";
import type { Group, Resource } from "../org/model.ts";
import { notFound, OktaError, validation } from "../org/okta-error.ts";
import { oktaId } from "../org/random.ts";
import { findDirectory } from "./directory-membership.ts";

const PATH = "/api/v1/directories/{appInstanceId}/groups/{groupId}/query";
const READ = gate({ scope: "okta.directories.groups", resource: "groups", bucket: "directories" }, "read");

/** What Okta does not ask a directory for. */
const RESTRICTED = ["member", "memberOf", "*"];

/** The operations that ask a directory for attributes of a group which Okta does not keep. */
export const directoryQueryOperations: readonly Operation[] = [
  { ...READ, method: "POST", path: PATH, handle: submitQuery },
  { ...READ, method: "GET", path: `${PATH}/{resultId}`, handle: showResult },
];

const queriesOf = ({ org }: Call): Map<string, Resource> => {
  const known = org.store.resources.get("directoryQueries") ?? new Map<string, Resource>();
  org.store.resources.set("directoryQueries", known);
  return known;
};

/** The group that a query is about. */
function findDirectoryGroup(call: Call): Group {
  findDirectory(call);
  const group = findGroup(call.org, call.params.groupId ?? "");
  if (group.type !== "APP_GROUP") throw validation("groupId", "The group is not a group of the directory.");
  return group;
}

async function submitQuery(call: Call): Promise<Response> {
  const { org, params } = call;
  const group = findDirectoryGroup(call);
  const { attributes } = await readBody(call);
  if (!Array.isArray(attributes) || attributes.length === 0)
    throw validation("attributes", "attributes: The field cannot be left blank");
  const restricted = attributes.filter((name) => RESTRICTED.includes(String(name)));
  if (restricted.length > 0) throw validation("attributes", `attributes: ${restricted.join(", ")} cannot be retrieved`);
  const isConnected = [...org.store.agentPools.values()].some(
    ({ type, operationalStatus }) => type === "AD" && operationalStatus === "OPERATIONAL",
  );
  if (!isConnected) throw new OktaError({ status: 502, code: "E0000236", summary: "There are no connected agents" });
  const id = oktaId("rdj", org.random);
  queriesOf(call).set(id, { id, appId: params.appInstanceId, groupId: group.id, attributes });
  return Response.json({ resultId: id }, { status: 202 });
}

function showResult(call: Call): Response {
  const { params } = call;
  const { resultId = "", appInstanceId } = params;
  const group = findDirectoryGroup(call);
  const query = queriesOf(call).get(resultId);
  if (!query || query.appId !== appInstanceId || query.groupId !== group.id)
    throw notFound(resultId, "GroupQueryResult");
  const known: Record<string, unknown> = attributesOf(group);
  const asked = (query.attributes as readonly unknown[]).map(String).filter((name) => known[name] !== undefined);
  return Response.json({ id: group.id, profile: Object.fromEntries(asked.map((name) => [name, known[name]])) });
}

/** A group as Active Directory would describe it. */
function attributesOf({ profile, created }: Group): Record<string, unknown> {
  const { name } = profile;
  return {
    objectClass: ["top", "group"],
    ...profile,
    cn: name,
    sAMAccountName: name,
    distinguishedName: `CN=${name},OU=Groups,DC=example,DC=com`,
    whenCreated: `${created.replaceAll(/[-:T]/g, "").slice(0, 14)}.0Z`,
  };
}
