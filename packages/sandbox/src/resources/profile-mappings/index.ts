import { type Access, gate } from "../../api/gate.ts";
import type { Call, Operation } from "../../api/operation.ts";
import { isObject, readBody } from "../../api/request-body.ts";
import type { ResourceDeclaration } from "../../api/resource.ts";
import { appUserSchema, attributeOf, userSchema } from "../../directory/profile-schema.ts";
import { answerList } from "../../lists/list.ts";
import type { App } from "../../org/model.ts";
import { notFound, validation } from "../../org/okta-error.ts";

const PATH = "/api/v1/mappings";
const ACCESS: Access = { scope: "okta.profileMappings", resource: "org", bucket: "mappings" };

interface Mapping {
  readonly id: string;
  readonly app: App;
  /** Whether it maps what the app has to what users have. */
  readonly isInbound: boolean;
}

/** Every app maps its users' attributes in both directions. */
function mappingsOf({ org }: Call): readonly Mapping[] {
  return [...org.store.apps.values()].flatMap((app) => [
    { id: app.id.replace(/^.../, "prm"), app, isInbound: true },
    { id: app.id.replace(/^.../, "pro"), app, isInbound: false },
  ]);
}

function show({ id, app, isInbound }: Mapping, call: Call, isAlone: boolean): Record<string, unknown> {
  const { orgUrl, store } = call.org;
  const typeId = store.userTypeId;
  const api = `${orgUrl}/api/v1`;
  const appEnd = {
    id: app.id,
    name: app.definition.name,
    type: "appuser",
    _links: {
      self: { href: `${api}/apps/${app.id}` },
      schema: { href: `${api}/meta/schemas/apps/${app.id}/default` },
    },
  };
  const userEnd = {
    id: typeId,
    name: "user",
    type: "user",
    _links: {
      self: { href: `${api}/meta/types/user/${typeId}` },
      schema: { href: `${api}/meta/schemas/user/${typeId.replace(/^.../, "osc")}` },
    },
  };
  const kept = store.resources.get("profileMappings")?.get(id);
  const initial = isInbound
    ? { login: { expression: "appuser.userName", pushStatus: "DONT_PUSH" } }
    : { userName: { expression: "user.login", pushStatus: "PUSH" } };
  return {
    id,
    source: isInbound ? appEnd : userEnd,
    target: isInbound ? userEnd : appEnd,
    ...(isAlone && { properties: kept?.properties ?? initial }),
    _links: { self: { href: `${orgUrl}${PATH}/${id}` } },
  };
}

function find(call: Call): Mapping {
  const id = call.params.mappingId ?? "";
  const mapping = mappingsOf(call).find((one) => one.id === id);
  if (!mapping) throw notFound(id, "ProfileMapping");
  return mapping;
}

const operations: readonly Operation[] = [
  {
    ...gate(ACCESS, "read"),
    method: "GET",
    path: PATH,
    handle(call) {
      const [source, target] = [call.url.searchParams.get("sourceId"), call.url.searchParams.get("targetId")];
      const found = mappingsOf(call).filter(({ app, isInbound }) => {
        const { userTypeId } = call.org.store;
        const [from, to] = isInbound ? [app.id, userTypeId] : [userTypeId, app.id];
        return (!source || source === from) && (!target || target === to);
      });
      return answerList(call, {
        entities: new Map(found.map((mapping) => [mapping.id, mapping])),
        show: (mapping) => show(mapping, call, false),
        cursorPrefix: "prm",
        defaultLimit: 20,
        maxLimit: 200,
        parameters: ["sourceId", "targetId"],
      });
    },
  },
  {
    ...gate(ACCESS, "read"),
    method: "GET",
    path: `${PATH}/{mappingId}`,
    handle: (call) => Response.json(show(find(call), call, true)),
  },
  {
    ...gate(ACCESS, "manage"),
    method: "POST",
    path: `${PATH}/{mappingId}`,
    async handle(call) {
      const mapping = find(call);
      const { store } = call.org;
      const { properties } = await readBody(call);
      if (!isObject(properties)) throw validation("properties", "properties: The field cannot be left blank");
      const schema = mapping.isInbound ? userSchema(store) : appUserSchema(store, mapping.app.id);
      const before = show(mapping, call, true).properties as Readonly<Record<string, unknown>>;
      const after: Record<string, unknown> = { ...before };
      for (const [name, property] of Object.entries(properties)) {
        if (!attributeOf(schema, name)) throw validation("updateMapping", `Invalid target field ${name}`);
        if (property === null) delete after[name];
        else after[name] = { pushStatus: "DONT_PUSH", ...(property as object) };
      }
      const known = store.resources.get("profileMappings") ?? new Map();
      store.resources.set("profileMappings", known.set(mapping.id, { id: mapping.id, properties: after }));
      return Response.json(show(mapping, call, true));
    },
  },
];

/** What of a profile is taken over from apps, and given to them. */
export const profileMappings: ResourceDeclaration = { operations };
