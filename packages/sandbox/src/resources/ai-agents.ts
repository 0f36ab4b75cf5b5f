import type { Call, Operation } from "../api/operation.ts";
import { isObject, readBody } from "../api/request-body.ts";
import type { ResourceDeclaration } from "../api/resource.ts";
import {
  type Collection,
  type CollectionOptions,
  defineCollection,
  mustBeInactive,
} from "../collections/collection.ts";
import { anyObject, oneOf, required, text } from "../collections/fields.ts";
import { isoDate } from "../org/clock.ts";
import type { Resource } from "../org/model.ts";
import { notFound, validation } from "../org/okta-error.ts";
import { oktaId } from "../org/random.ts";

const PATH = "/workload-principals/api/v1";
const COMMON = {
  scope: "okta.aiAgents",
  resource: "org",
  bucket: "workload-principals",
} as const satisfies Partial<CollectionOptions>;
const READ = {
  scope: "okta.aiAgents.read",
  permission: { resource: "org", access: "read" },
  bucket: "workload-principals",
} as const;

/** The AI agents of the org, each of which is a principal with keys of its own. */
const agents: Collection = defineCollection({
  ...COMMON,
  key: "aiAgents",
  path: `${PATH}/ai-agents`,
  param: "agentId",
  kind: "AIAgent",
  idPrefix: "wlp",
  operations: ["list", "get", "delete"],
  fields: { profile: required(anyObject), appId: { type: "string" } },
  lifecycle: { initial: "STAGED", steps: {}, answer: 200 },
  list: { wrap: "data" },
  checkDelete: mustBeInactive,
});

const operationsOf = ({ org }: Pick<Call, "org">): Map<string, Resource> => {
  const known = org.store.resources.get("aiAgentOperations") ?? new Map<string, Resource>();
  org.store.resources.set("aiAgentOperations", known);
  return known;
};

/** Okta changes agents in the background: it says 202 and where to ask; the sandbox is done at once. */
function accept(call: Call, type: string, agent: Resource): Response {
  const now = isoDate(call.org.now());
  const made: Resource = {
    id: oktaId("wlo", call.org.random),
    type,
    status: "COMPLETED",
    created: now,
    started: now,
    completed: now,
    resource: { id: agent.id, type: "AI_AGENT", status: agent.status },
  };
  operationsOf(call).set(made.id, made);
  const href = `${call.org.orgUrl}${PATH}/operations/${made.id}`;
  return Response.json(showOperation(call, made), { status: 202, headers: { location: href } });
}

const showOperation = ({ org }: Pick<Call, "org">, operation: Resource) => ({
  ...operation,
  _links: { self: { href: `${org.orgUrl}${PATH}/operations/${operation.id}` } },
});

function readProfile(body: Readonly<Record<string, unknown>>, before?: unknown): Record<string, unknown> {
  const profile = { ...(isObject(before) && before), ...(isObject(body.profile) && body.profile) };
  if (typeof profile.name !== "string" || profile.name === "")
    throw validation("profile.name", "profile.name: The field cannot be left blank");
  return profile;
}

const MANAGE = {
  ...READ,
  scope: "okta.aiAgents.manage",
  permission: { resource: "org", access: "manage" },
} as const;

async function readAgent(call: Call, before?: Resource): Promise<Record<string, unknown>> {
  const body = await readBody(call);
  const { appId = before?.appId } = body;
  if (appId !== undefined && !call.org.store.apps.has(String(appId))) throw notFound(String(appId), "AppInstance");
  return { profile: readProfile(body, before?.profile), ...(appId !== undefined && { appId }) };
}

const change = (method: "PUT" | "PATCH"): Operation => ({
  ...MANAGE,
  method,
  path: `${PATH}/ai-agents/{agentId}`,
  async handle(call) {
    const before = agents.find(call);
    const draft = await readAgent(call, method === "PATCH" ? before : undefined);
    const changed = { ...before, ...draft, lastUpdated: isoDate(call.org.now()) };
    agents.put(call.org.store, changed);
    return method === "PATCH" ? Response.json(agents.show(changed, call)) : accept(call, "ai-agent:replace", changed);
  },
});

const step = (name: "activate" | "deactivate"): Operation => ({
  ...MANAGE,
  method: "POST",
  path: `${PATH}/ai-agents/{agentId}/lifecycle/${name}`,
  handle(call) {
    const status = name === "activate" ? "ACTIVE" : "DEACTIVATED";
    const changed = { ...agents.find(call), status, lastUpdated: isoDate(call.org.now()) };
    agents.put(call.org.store, changed);
    return accept(call, `ai-agent:${name}`, changed);
  },
});

const register: Operation = {
  ...MANAGE,
  method: "POST",
  path: `${PATH}/ai-agents`,
  async handle(call) {
    const now = isoDate(call.org.now());
    const draft = await readAgent(call);
    const made: Resource = {
      id: oktaId("wlp", call.org.random),
      status: "STAGED",
      ...draft,
      created: now,
      lastUpdated: now,
    };
    agents.put(call.org.store, made);
    return accept(call, "ai-agent:register", made);
  },
};

/** What an agent may reach on behalf of a user. */
const connections: Collection = defineCollection({
  ...COMMON,
  key: "aiAgentConnections",
  path: `${PATH}/ai-agents/{agentId}/connections`,
  param: "connectionId",
  kind: "ManagedConnection",
  idPrefix: "mcn",
  parent: agents,
  created: 201,
  replaceMethod: "PATCH",
  list: { wrap: "data" },
  fields: {
    connectionType: {
      ...required(
        oneOf(
          "IDENTITY_ASSERTION_APP_INSTANCE",
          "IDENTITY_ASSERTION_CUSTOM_AS",
          "STS_SERVICE_ACCOUNT",
          "STS_VAULT_SECRET",
        ),
      ),
      fixed: true,
    },
    app: anyObject,
    authorizationServer: anyObject,
    resourceIndicator: { type: "string" },
    scopeCondition: { ...oneOf("ALL_SCOPES", "INCLUDE_ONLY", "EXCLUDE"), byDefault: "ALL_SCOPES" },
    scopes: { type: "array" },
  },
  lifecycle: { initial: "ACTIVE", answer: 200 },
  checkDelete: mustBeInactive,
});

/** The keys that an agent proves itself with. */
const keys: Collection = defineCollection({
  ...COMMON,
  key: "aiAgentKeys",
  path: `${PATH}/ai-agents/{agentId}/credentials/jwks`,
  param: "keyId",
  kind: "AgentJsonWebKey",
  idPrefix: "pks",
  parent: agents,
  operations: ["list", "create", "get", "delete"],
  created: 201,
  list: { wrap: "jwks" },
  fields: {
    kid: text,
    kty: required(oneOf("RSA", "EC")),
    use: { ...oneOf("sig"), byDefault: "sig" },
    alg: { type: "string" },
    e: { type: "string" },
    n: { type: "string" },
    crv: { type: "string" },
    x: { type: "string" },
    y: { type: "string" },
  },
  lifecycle: { initial: "ACTIVE", answer: 200, canBeSent: true },
  unique: ["kid"],
  check(draft) {
    const needed = draft.kty === "RSA" ? ["n", "e"] : ["crv", "x", "y"];
    const missing = needed.find((name) => draft[name] === undefined);
    if (missing !== undefined) throw validation(missing, `${missing}: The field cannot be left blank`);
    return undefined;
  },
  checkDelete: mustBeInactive,
});

const reads: readonly Operation[] = [
  {
    ...READ,
    method: "GET",
    path: `${PATH}/operations`,
    handle: (call) =>
      Response.json({ data: [...operationsOf(call).values()].map((one) => showOperation(call, one)), _links: {} }),
  },
  {
    ...READ,
    method: "GET",
    path: `${PATH}/operations/{operationId}`,
    handle(call) {
      const { operationId = "" } = call.params;
      const found = operationsOf(call).get(operationId);
      if (!found) throw notFound(operationId, "Operation");
      return Response.json(showOperation(call, found));
    },
  },
  {
    ...READ,
    method: "GET",
    path: `${PATH}/potential-connections`,
    handle(call) {
      const { org, url } = call;
      if (url.searchParams.get("connectionType") === "IDENTITY_ASSERTION_CUSTOM_AS") {
        const servers = [...org.store.authorizationServers.values()];
        return Response.json({ data: servers.map(({ id, name }) => ({ authorizationServer: { id, name } })) });
      }
      const apps = [...org.store.apps.values()];
      return Response.json({
        data: apps.map(({ id, definition }) => ({ app: { id, name: definition.name, label: definition.label } })),
      });
    },
  },
];

/** AI agents with their keys, their connections and what is done to them in the background. */
export const aiAgents: ResourceDeclaration = {
  operations: [
    ...agents.operations,
    register,
    change("PUT"),
    change("PATCH"),
    step("activate"),
    step("deactivate"),
    ...connections.operations,
    ...keys.operations,
    ...reads,
  ],
};
