import { type Access, gate } from "../../api/gate.ts";
import type { Call, Operation } from "../../api/operation.ts";
import { isObject, readBody } from "../../api/request-body.ts";
import type { ResourceDeclaration } from "../../api/resource.ts";
import { resourceMap } from "../../collections/resource-map.ts";
import { findUser } from "../../directory/user.ts";
import type { Resource, Store } from "../../org/model.ts";
import { notFound, validation } from "../../org/okta-error.ts";

const PATH = "/api/v1/meta/schemas/user/linkedObjects";
const ACCESS: Access = { scope: "okta.linkedObjects", resource: "org", bucket: "meta" };
const READ = gate(ACCESS, "read");
const MANAGE = gate(ACCESS, "manage");
const OF_USERS = {
  scope: "okta.users.manage",
  permission: { resource: "users", access: "manage" },
  bucket: "users",
} as const;

/** One end of a relation. */
interface End {
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly type: "USER";
}

interface Relation extends Resource {
  readonly primary: End;
  readonly associated: End;
}

const relationsOf = (store: Store) => {
  const known = store.resources.get("linkedObjects") ?? new Map<string, Resource>();
  store.resources.set("linkedObjects", known);
  return known as Map<string, Relation>;
};

/** By the relation's name and the user's ID: the ID of who they are linked to. */
const valuesOf = (store: Store) => {
  return resourceMap({ store }, "linkedObjectValues");
};

function findRelation(call: Call, name: string): Relation {
  const relation = [...relationsOf(call.org.store).values()].find(
    ({ primary, associated }) => primary.name === name || associated.name === name,
  );
  if (!relation) throw notFound(name, "LinkedObjectProperty");
  return relation;
}

function show({ primary, associated }: Relation, { org }: Call): Record<string, unknown> {
  return { primary, associated, _links: { self: { href: `${org.orgUrl}${PATH}/${primary.name}` } } };
}

function readEnd(value: unknown, which: string): End {
  const { name, title, type = "USER", description } = isObject(value) ? value : {};
  if (typeof name !== "string" || !/^[a-zA-Z]\w*$/.test(name))
    throw validation("name", `${which}.name: The name is not valid`);
  if (typeof title !== "string" || title === "")
    throw validation("title", `${which}.title: The field cannot be left blank`);
  if (type !== "USER") throw validation("type", `${which}.type: The field must be USER`);
  return { name, title, ...(typeof description === "string" && { description }), type };
}

const definitions: readonly Operation[] = [
  {
    ...READ,
    method: "GET",
    path: PATH,
    handle: (call) => Response.json([...relationsOf(call.org.store).values()].map((relation) => show(relation, call))),
  },
  {
    ...MANAGE,
    method: "POST",
    path: PATH,
    async handle(call) {
      const body = await readBody(call);
      const relation: Relation = {
        primary: readEnd(body.primary, "primary"),
        associated: readEnd(body.associated, "associated"),
        id: "",
      };
      const names = [relation.primary.name, relation.associated.name];
      const relations = relationsOf(call.org.store);
      const isTaken = [...relations.values()].some(
        (known) => names.includes(known.primary.name) || names.includes(known.associated.name),
      );
      if (isTaken || names[0] === names[1])
        throw validation("name", "name: An object with this field already exists in the current organization");
      relations.set(relation.primary.name, { ...relation, id: relation.primary.name });
      return Response.json(show(relation, call), { status: 201 });
    },
  },
  {
    ...READ,
    method: "GET",
    path: `${PATH}/{linkedObjectName}`,
    handle: (call) => Response.json(show(findRelation(call, call.params.linkedObjectName ?? ""), call)),
  },
  {
    ...MANAGE,
    method: "DELETE",
    path: `${PATH}/{linkedObjectName}`,
    handle(call) {
      const { store } = call.org;
      const { primary } = findRelation(call, call.params.linkedObjectName ?? "");
      relationsOf(store).delete(primary.name);
      for (const [key, { relation }] of valuesOf(store)) if (relation === primary.name) valuesOf(store).delete(key);
      return new Response(null, { status: 204 });
    },
  },
];

const USER = "/api/v1/users/{userId}/linkedObjects/{relationshipName}";

const values: readonly Operation[] = [
  {
    ...OF_USERS,
    scope: "okta.users.read",
    permission: { resource: "users", access: "read" },
    method: "GET",
    path: USER,
    handle(call) {
      const { store, orgUrl } = call.org;
      const user = findUser(call.org, call.params.userId ?? "");
      const name = call.params.relationshipName ?? "";
      const { primary } = findRelation(call, name);
      const links = [...valuesOf(store).values()].filter(({ relation }) => relation === primary.name);
      const ids =
        name === primary.name
          ? links.filter(({ associated }) => associated === user.id).map((one) => one.primary)
          : links.filter((one) => one.primary === user.id).map(({ associated }) => associated);
      return Response.json(ids.map((id) => ({ _links: { self: { href: `${orgUrl}/api/v1/users/${id}` } } })));
    },
  },
  {
    ...OF_USERS,
    method: "PUT",
    path: `${USER}/{primaryUserId}`,
    handle(call) {
      const { store } = call.org;
      const { primary } = findRelation(call, call.params.relationshipName ?? "");
      const user = findUser(call.org, call.params.userId ?? "");
      const other = findUser(call.org, call.params.primaryUserId ?? "");
      if (user.id === other.id)
        throw validation("primaryUserId", "primaryUserId: A user cannot be linked to themselves");
      const id = `${primary.name}/${user.id}`;
      valuesOf(store).set(id, { id, relation: primary.name, associated: user.id, primary: other.id });
      if (primary.name === "manager") store.managers.set(user.id, other.id);
      return new Response(null, { status: 204 });
    },
  },
  {
    ...OF_USERS,
    method: "DELETE",
    path: USER,
    handle(call) {
      const { store } = call.org;
      const user = findUser(call.org, call.params.userId ?? "");
      const { primary } = findRelation(call, call.params.relationshipName ?? "");
      valuesOf(store).delete(`${primary.name}/${user.id}`);
      return new Response(null, { status: 204 });
    },
  },
];

/** The relations between users, and who is linked to whom. An org begins with that of managers. */
export const linkedObjects: ResourceDeclaration = {
  operations: [...definitions, ...values],
  seed({ store }) {
    relationsOf(store).set("manager", {
      id: "manager",
      primary: { name: "manager", title: "Manager", description: "Manager link property", type: "USER" },
      associated: { name: "subordinate", title: "Subordinate", description: "Subordinate link property", type: "USER" },
    });
  },
};
