import type { Call, Operation } from "../../api/operation.ts";
import { isObject, readBody } from "../../api/request-body.ts";
import { type Collection, defineCollection, mustBeInactive } from "../../collections/collection.ts";
import { anyObject, required } from "../../collections/fields.ts";
import { resourceMap } from "../../collections/resource-map.ts";
import { isoDate } from "../../org/clock.ts";
import type { Resource } from "../../org/model.ts";
import { notFound, validation } from "../../org/okta-error.ts";
import { oktaId } from "../../org/random.ts";
import { ACCESS, MANAGE, PATH } from "./access.ts";

/** The AI agents of the org, each of which is a principal with keys of its own. */
export const agents: Collection = defineCollection({
  ...ACCESS,
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

export const operationsOf = ({ org }: Pick<Call, "org">): Map<string, Resource> => {
  return resourceMap(org, "aiAgentOperations");
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

export const showOperation = ({ org }: Pick<Call, "org">, operation: Resource): Record<string, unknown> => ({
  ...operation,
  _links: { self: { href: `${org.orgUrl}${PATH}/operations/${operation.id}` } },
});

function readProfile(body: Readonly<Record<string, unknown>>, before?: unknown): Record<string, unknown> {
  const profile = { ...(isObject(before) && before), ...(isObject(body.profile) && body.profile) };
  if (typeof profile.name !== "string" || profile.name === "")
    throw validation("profile.name", "profile.name: The field cannot be left blank");
  return profile;
}

async function readAgent(call: Call, before?: Resource): Promise<Record<string, unknown>> {
  const body = await readBody(call);
  const { appId = before?.appId } = body;
  if (appId !== undefined && !call.org.store.apps.has(String(appId))) throw notFound(String(appId), "AppInstance");
  return { profile: readProfile(body, before?.profile), ...(appId !== undefined && { appId }) };
}

export const change = (method: "PUT" | "PATCH"): Operation => ({
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

export const step = (name: "activate" | "deactivate"): Operation => ({
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

export const register: Operation = {
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
