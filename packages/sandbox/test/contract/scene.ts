import { groupNamed } from "../support/groups.ts";
import { userOf } from "../support/people.ts";
import type { Walk } from "./walk.ts";

/** A value, or a promise of it. */
export type Made<Value> = Value | Promise<Value>;

export const PASSWORD = "Galaxy-Rotation-9";
export const SMS = { factorType: "sms", provider: "OKTA", profile: { phoneNumber: "+14155550123" } };
/** As long as 2,048 bits are in base64url. */
export const MODULUS = "x".repeat(342);
export const AAGUID = "cb69481e-8ff7-4039-93ec-0a2729111111";
export const VERA = { login: "vera@example.com", email: "vera@example.com", firstName: "Vera", lastName: "Rubin" };

/** The ID of a seeded user of a status. */
export const user = ({ org }: Walk, status: Parameters<typeof userOf>[1] = "ACTIVE") => userOf(org, status).id;

/** The ID of a seeded group. */
export const group = ({ org }: Walk, name = "Sales") => groupNamed(org, name).id;

/** The ID of the first one that fits. */
function first<Item extends { readonly id: string }>(items: Iterable<Item>, fits: (item: Item) => boolean): string {
  for (const item of items) if (fits(item)) return item.id;
  throw new Error("The org has none that fits.");
}

/** The ID of a seeded app. */
export const app = ({ org }: Walk, label = "Slack") =>
  first(org.sandbox.store.apps.values(), ({ definition }) => definition.label === label);

/** The ID of a seeded policy of a type. */
export const policy = ({ org }: Walk, type: string) =>
  first(org.sandbox.store.policies.values(), (one) => one.type === type);

/** The ID of an authenticator. */
export const authenticator = ({ org }: Walk, key: string) =>
  first(org.sandbox.store.authenticators.values(), (one) => one.key === key);

/** The ID of a device of a status. */
export const device = ({ org }: Walk, status: string) =>
  first(org.sandbox.store.devices.values(), (one) => String(one.status) === status);

/** The ID of a user without an admin role. */
export function plainUser({ org }: Walk): string {
  const { users, roleAssignments } = org.sandbox.store;
  const admins = new Set([...roleAssignments.values()].map(({ userId }) => userId));
  return first(users.values(), ({ id, status }) => status === "ACTIVE" && !admins.has(id));
}

/** A new user with a password and a recovery question. */
export const withPassword = ({ make }: Walk) =>
  make("/api/v1/users?activate=true", {
    profile: VERA,
    credentials: {
      password: { value: PASSWORD },
      recovery_question: { question: "Which curve?", answer: "The flat one" },
    },
  });

/** A phone that was just enrolled, with the code that was sent to it. */
export async function enrolled(walk: Walk) {
  const path = `/api/v1/users/${user(walk, "PROVISIONED")}/factors`;
  const id = await walk.make(path, SMS);
  return { path: `${path}/${id}`, passCode: walk.org.sandbox.store.factors.get(id)?.passCode };
}

/** A session of an identity source. */
async function importSession(walk: Walk): Promise<string> {
  const path = `/api/v1/identity-sources/${app(walk)}/sessions`;
  return `${path}/${await walk.make(path)}`;
}

/** The ID of a user or a group, with a member, that an identity source has imported. */
export async function imported(walk: Walk, kind: "users" | "groups"): Promise<string> {
  const session = await importSession(walk);
  const profiles = [{ externalId: "x1", profile: { userName: "x1@example.com", displayName: "X" } }];
  if (kind === "users") await walk.send("POST", `${session}/bulk-upsert`, { entityType: "USERS", profiles });
  else {
    await walk.send("POST", `${session}/bulk-groups-upsert`, { profiles });
    const memberships = [{ groupExternalId: "x1", memberExternalIds: ["m1"] }];
    await walk.send("POST", `${session}/bulk-group-memberships-upsert`, { memberships });
  }
  await walk.send("POST", `${session}/start-import`);
  return "x1";
}

/** The name of a relationship that links a user to another, with the path of the user. */
export async function linked(walk: Walk) {
  const name = (type: string) => ({ name: type, title: type, description: type, type: "USER" });
  await walk.send("POST", "/api/v1/meta/schemas/user/linkedObjects", {
    primary: name("lead"),
    associated: name("member"),
  });
  const [one, other] = [...walk.org.sandbox.store.users.keys()];
  const path = `/api/v1/users/${one}/linkedObjects/lead`;
  await walk.send("PUT", `${path}/${other}`);
  return { path, other };
}

/** The path of a stream of security events. */
export async function stream({ send }: Walk) {
  const body = {
    delivery: { method: "urn:ietf:rfc:8935", endpoint_url: "https://r.example.com/e" },
    events_requested: ["https://schemas.openid.net/secevent/caep/event-type/session-revoked"],
  };
  const made = await send("POST", "/api/v1/ssf/stream", body);
  return { path: "/api/v1/ssf/stream", body, id: String(made.body.stream_id) };
}

/** The path of a role that is assigned to a user, a group or a client. */
export const roleOf = async ({ make }: Walk, assignee: string, type: string) =>
  `${assignee}/roles/${await make(`${assignee}/roles`, { type })}`;

/** The path of a model of security keys. */
export async function securityKeyModel(walk: Walk): Promise<string> {
  const path = `/api/v1/authenticators/${authenticator(walk, "webauthn")}/aaguids`;
  await walk.send("POST", path, { aaguid: AAGUID, name: "My key" });
  return `${path}/${AAGUID}`;
}

/** The path of a group of a directory. */
export function directoryGroup({ org, ...walk }: Walk): string {
  const { apps, groups } = org.sandbox.store;
  const [directory] = apps.values();
  const id = group({ org, ...walk });
  const kept = groups.get(id);
  if (!directory || !kept) throw new Error("The org is empty.");
  // The seeded org has no directory.
  directory.definition = { ...directory.definition, name: "active_directory" };
  groups.set(id, { ...kept, type: "APP_GROUP" });
  return `/api/v1/directories/${directory.id}/groups/${id}`;
}

/** The path of what governs an admin role of a user. */
export async function governed(walk: Walk): Promise<string> {
  await walk.send("POST", "/api/v1/iam/governance/optIn");
  return `${await roleOf(walk, `/api/v1/users/${plainUser(walk)}`, "HELP_DESK_ADMIN")}/governance`;
}

/** The path of a resource set with one resource, and that resource's. */
export async function setResource(walk: Walk) {
  const sets = "/api/v1/iam/resource-sets";
  const path = `${sets}/${await walk.make(sets, await walk.bodyFor(sets, sets))}/resources`;
  const body = { resourceOrnOrUrl: `${walk.org.sandbox.orgUrl}/api/v1/groups`, conditions: { Exclude: {} } };
  return { path, body, one: async () => `${path}/${await walk.make(path, body)}` };
}

/** The path of a binding of a role over a resource set. */
export async function binding(walk: Walk): Promise<string> {
  const sets = "/api/v1/iam/resource-sets";
  const set = await walk.make(sets, await walk.bodyFor(sets, sets));
  const role = await walk.make("/api/v1/iam/roles", await walk.bodyFor("/api/v1/iam/roles", ""));
  const members = [`${walk.org.sandbox.orgUrl}/api/v1/users/${user(walk)}`];
  await walk.send("POST", `${sets}/${set}/bindings`, { role, members });
  return `${sets}/${set}/bindings/${role}`;
}

/** The path of a mapping of a group that an app is sent. */
export async function pushed(walk: Walk): Promise<string> {
  const path = `/api/v1/apps/${app(walk)}/group-push/mappings`;
  const id = await walk.make(path, { sourceGroupId: group(walk), targetGroupName: "Pushed" });
  await walk.send("PATCH", `${path}/${id}`, { status: "INACTIVE" });
  return `${path}/${id}`;
}
