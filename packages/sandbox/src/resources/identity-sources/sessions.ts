import type { Call, Operation } from "../../api/operation.ts";
import { isObject, readBody } from "../../api/request-body.ts";
import { type Collection, defineCollection } from "../../collections/collection.ts";
import { isoDate } from "../../org/clock.ts";
import { validation } from "../../org/okta-error.ts";
import { MANAGE, PATH, source } from "./access.ts";
import { entitiesOf, membersOf, setMembers, write } from "./entity.ts";

export const sessions: Collection = defineCollection({
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

export const uploads: readonly Operation[] = UPLOADS.map(
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

export const startImport: Operation = {
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
