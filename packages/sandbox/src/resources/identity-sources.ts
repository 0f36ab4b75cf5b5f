import type { Call, Operation } from "../api/operation.ts";
import { isObject, readBody } from "../api/request-body.ts";
import type { ResourceDeclaration } from "../api/resource.ts";
import { type Collection, defineCollection, type Parent } from "../collections/collection.ts";
import { isoDate } from "../org/clock.ts";
import type { Resource } from "../org/model.ts";
import { notFound, validation } from "../org/okta-error.ts";
import { oktaId } from "../org/random.ts";

const PATH = "/api/v1/identity-sources/{identitySourceId}";
const COMMON = { permission: { resource: "org", access: "manage" }, bucket: "identity-sources" } as const;
const MANAGE = { ...COMMON, scope: "okta.identitySources.manage" } as const;
const READ = {
  ...COMMON,
  scope: "okta.identitySources.read",
  permission: { resource: "org", access: "read" },
} as const;

/** An identity source is an app of the org. */
const source: Parent = {
  keyOf({ org, params }) {
    const id = params.identitySourceId ?? "";
    if (!org.store.apps.has(id)) throw notFound(id, "IdentitySource");
    return id;
  },
};

// Sessions, each of which imports what is uploaded into it.

const sessions: Collection = defineCollection({
  key: "identitySourceSessions",
  path: `${PATH}/sessions`,
  param: "sessionId",
  kind: "IdentitySourceSession",
  idPrefix: "uid",
  scope: "okta.identitySources",
  resource: "org",
  bucket: "identity-sources",
  parent: source,
  operations: ["list", "create", "get", "delete"],
  created: 201,
  fields: {},
  make: (_draft, { parentKey }) => ({ identitySourceId: parentKey, status: "CREATED", importType: "INCREMENTAL" }),
  checkDelete({ status }) {
    if (status !== "CREATED" && status !== "IN_PROGRESS")
      throw validation("importSessionId", "Only a session that is in CREATED or IN_PROGRESS status can be canceled.");
  },
});

/** What can be uploaded: the end of the path, the member that holds the entries, and the member of each that names it. */
const UPLOADS = [
  ["bulk-upsert", "profiles", "externalId"],
  ["bulk-delete", "profiles", "externalId"],
  ["bulk-groups-upsert", "profiles", "externalId"],
  ["bulk-groups-delete", "externalIds", undefined],
  ["bulk-group-memberships-upsert", "memberships", "groupExternalId"],
  ["bulk-group-memberships-delete", "memberships", "groupExternalId"],
] as const;

/** How many entries one upload may have. */
const MAX_ENTRIES = 200;

const uploads = UPLOADS.map(
  ([end, member, name]): Operation => ({
    ...MANAGE,
    method: "POST",
    path: `${PATH}/sessions/{sessionId}/${end}`,
    async handle(call) {
      const session = sessions.find(call);
      const body = await readBody(call);
      if (end.startsWith("bulk-") && !end.includes("group") && body.entityType !== "USERS")
        throw validation("entityType", "entityType: The field entityType is not valid.");
      if (session.status !== "CREATED")
        throw validation("importSessionId", "Data can be uploaded to a session in CREATED status only.");
      const entries = body[member];
      const isNamed = (one: unknown) => (name === undefined ? typeof one === "string" : isObject(one) && one[name]);
      if (!Array.isArray(entries) || entries.length === 0 || entries.length > MAX_ENTRIES || !entries.every(isNamed))
        throw validation(member, `${member}: The field must have from 1 to ${MAX_ENTRIES} entries`);
      const uploaded = [...((session._uploads as readonly unknown[] | undefined) ?? []), { end, entries }];
      sessions.put(call.org.store, { ...session, _uploads: uploaded }, source.keyOf(call));
      return new Response(null, { status: 202 });
    },
  }),
);

interface Upload {
  readonly end: (typeof UPLOADS)[number][0];
  readonly entries: readonly Record<string, unknown>[];
}

const startImport: Operation = {
  ...MANAGE,
  method: "POST",
  path: `${PATH}/sessions/{sessionId}/start-import`,
  handle(call) {
    const session = sessions.find(call);
    if (session.status !== "CREATED")
      throw validation("importSessionId", "Only a session that is in CREATED status can be triggered.");
    for (const upload of (session._uploads as readonly Upload[] | undefined) ?? []) importUpload(call, upload);
    const triggered = { ...session, status: "TRIGGERED", lastUpdated: isoDate(call.org.now()) };
    // The sandbox imports at once; Okta says TRIGGERED first, and COMPLETED when it is asked again.
    sessions.put(call.org.store, { ...triggered, status: "COMPLETED" }, source.keyOf(call));
    return Response.json(sessions.show(triggered, call));
  },
};

function importUpload(call: Call, { end, entries }: Upload): void {
  for (const entry of entries) {
    const id = String(isObject(entry) ? (entry.externalId ?? entry.groupExternalId) : entry);
    const members = isObject(entry) && Array.isArray(entry.memberExternalIds) ? entry.memberExternalIds : [];
    if (end === "bulk-upsert") write(call, "users", id, entry.profile);
    else if (end === "bulk-delete") entitiesOf(call, "users").delete(id);
    else if (end === "bulk-groups-upsert") write(call, "groups", id, entry.profile);
    else if (end === "bulk-groups-delete") entitiesOf(call, "groups").delete(id);
    else {
      const known = membersOf(entitiesOf(call, "groups").get(id));
      const isUpsert = end === "bulk-group-memberships-upsert";
      const changed = isUpsert ? [...new Set([...known, ...members])] : known.filter((one) => !members.includes(one));
      setMembers(call, id, changed);
    }
  }
}

// Users and groups as the source has them, by the ID that it gave them.

type Kind = "users" | "groups";

function entitiesOf(call: Call, kind: Kind): Map<string, Resource> {
  const key = `identitySources/${source.keyOf(call)}/${kind}`;
  const known = call.org.store.resources.get(key) ?? new Map<string, Resource>();
  call.org.store.resources.set(key, known);
  return known;
}

const membersOf = (group: Resource | undefined): readonly string[] =>
  Array.isArray(group?._members) ? group._members : [];

function setMembers(call: Call, id: string, members: readonly string[]): void {
  const group = entitiesOf(call, "groups").get(id);
  if (group) entitiesOf(call, "groups").set(id, { ...group, _members: members });
}

function write(call: Call, kind: Kind, externalId: string, profile: unknown): Resource {
  const before = entitiesOf(call, kind).get(externalId);
  const now = isoDate(call.org.now());
  const entity: Resource = {
    ...before,
    id: before?.id ?? oktaId(kind === "users" ? "iud" : "igd", call.org.random),
    externalId,
    created: before?.created ?? now,
    lastUpdated: now,
    profile: isObject(profile) ? profile : {},
  };
  entitiesOf(call, kind).set(externalId, entity);
  return entity;
}

/** A group is found by either ID. */
function find(call: Call, kind: Kind): Resource & { readonly externalId: string } {
  const id = (kind === "users" ? call.params.externalId : call.params.groupOrExternalId) ?? "";
  const found = [...entitiesOf(call, kind).values()].find(
    (one) => one.externalId === id || (kind === "groups" && one.id === id),
  );
  if (!found) throw notFound(id, kind === "users" ? "IdentitySourceUser" : "IdentitySourceGroup");
  return { ...found, externalId: String(found.externalId) };
}

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

const users: readonly Operation[] = [
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

const groups: readonly Operation[] = [
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

/** Identity sources: their users and groups, and the sessions that import many of them. */
export const identitySources: ResourceDeclaration = {
  operations: [...sessions.operations, ...uploads, startImport, ...users, ...groups],
};
