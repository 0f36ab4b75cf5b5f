import type { Call, Operation } from "../../api/operation.ts";
import { isObject, readBody } from "../../api/request-body.ts";
import type { Resource } from "../../org/model.ts";
import { notFound, validation } from "../../org/okta-error.ts";
import { MANAGE, PATH, READ } from "./access.ts";
import { entitiesOf, find, membersOf, setMembers, write } from "./entity.ts";

const showUser = ({ id, externalId, created, lastUpdated, profile }: Resource) =>
  Response.json({ id, externalId, created, lastUpdated, profile });

const showGroup = ({ id, externalId, profile }: Resource) => Response.json({ id, externalId, profile });

async function readEntity(call: Call, known?: string): Promise<{ externalId: string; profile: unknown }> {
  const { externalId = known, profile } = await readBody(call);
  if (typeof externalId !== "string" || externalId === "")
    throw validation("externalId", "externalId: The field cannot be left blank");
  if (!isObject(profile)) throw validation("profile", "profile: The field cannot be left blank");
  return { externalId, profile };
}

export const users: readonly Operation[] = [
  {
    ...MANAGE,
    method: "POST",
    path: `${PATH}/users`,
    async handle(call) {
      const { externalId, profile } = await readEntity(call);
      if (entitiesOf(call, "users").has(externalId))
        throw validation("externalId", "externalId: An object with this field already exists");
      return showUser(write(call, "users", externalId, profile));
    },
  },
  { ...READ, method: "GET", path: `${PATH}/users/{externalId}`, handle: (call) => showUser(find(call, "users")) },
  ...(["PUT", "PATCH"] as const).map(
    (method): Operation => ({
      ...MANAGE,
      method,
      path: `${PATH}/users/{externalId}`,
      async handle(call) {
        const before = find(call, "users");
        const { profile } = await readEntity(call, before.externalId);
        const kept = method === "PATCH" ? (before.profile as object) : {};
        return showUser(write(call, "users", before.externalId, { ...kept, ...(profile as object) }));
      },
    }),
  ),
  {
    ...MANAGE,
    method: "DELETE",
    path: `${PATH}/users/{externalId}`,
    handle(call) {
      entitiesOf(call, "users").delete(find(call, "users").externalId);
      return new Response(null, { status: 200 });
    },
  },
];

const GROUP = `${PATH}/groups/{groupOrExternalId}`;

export const groups: readonly Operation[] = [
  {
    ...MANAGE,
    method: "POST",
    path: `${PATH}/groups`,
    async handle(call) {
      const { externalId, profile } = await readEntity(call);
      if (entitiesOf(call, "groups").has(externalId))
        throw validation("externalId", "externalId: An object with this field already exists");
      return showGroup(write(call, "groups", externalId, profile));
    },
  },
  { ...READ, method: "GET", path: GROUP, handle: (call) => showGroup(find(call, "groups")) },
  {
    ...MANAGE,
    method: "POST",
    path: GROUP,
    async handle(call) {
      const { externalId } = find(call, "groups");
      const { profile } = await readEntity(call, externalId);
      return showGroup(write(call, "groups", externalId, profile));
    },
  },
  {
    ...MANAGE,
    method: "DELETE",
    path: GROUP,
    handle(call) {
      entitiesOf(call, "groups").delete(find(call, "groups").externalId);
      return new Response(null, { status: 200 });
    },
  },
  {
    ...READ,
    method: "GET",
    path: `${GROUP}/membership`,
    handle: (call) => Response.json({ memberExternalIds: membersOf(find(call, "groups")) }),
  },
  {
    ...MANAGE,
    method: "POST",
    path: `${GROUP}/membership`,
    async handle(call) {
      const group = find(call, "groups");
      const { memberExternalIds, memberExternalId } = await readBody(call);
      const added = [memberExternalIds ?? memberExternalId].flat();
      if (added.length === 0 || !added.every((id) => typeof id === "string" && id !== ""))
        throw validation("memberExternalId", "memberExternalId: The field cannot be left blank");
      setMembers(call, group.externalId, [...new Set([...membersOf(group), ...added])] as string[]);
      return new Response(null, { status: 204 });
    },
  },
  {
    ...MANAGE,
    method: "DELETE",
    path: `${GROUP}/membership/{memberExternalId}`,
    handle(call) {
      const group = find(call, "groups");
      const { memberExternalId = "" } = call.params;
      if (!membersOf(group).includes(memberExternalId)) throw notFound(memberExternalId, "IdentitySourceGroupMember");
      setMembers(
        call,
        group.externalId,
        membersOf(group).filter((id) => id !== memberExternalId),
      );
      return new Response(null, { status: 204 });
    },
  },
];
