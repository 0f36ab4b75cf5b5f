import { gate } from "../../api/gate.ts";
import type { Call, Operation } from "../../api/operation.ts";
import type { ResourceDeclaration } from "../../api/resource.ts";
import { type Collection, defineCollection, type Parent } from "../../collections/collection.ts";
import { anyObject, flag, list, oneOf, optionalText, required, text } from "../../collections/fields.ts";
import { defineSingleton } from "../../collections/singleton.ts";
import { notFound, validation } from "../../org/okta-error.ts";

const PATH = "/api/v1/agentPools/{poolId}/updates";
const ACCESS = { scope: "okta.agentPools", resource: "org", bucket: "agentPools" } as const;
const TYPE = oneOf("AD", "IWA", "LDAP", "MFA", "OPP", "RUM", "Radius");

const pool: Parent = {
  keyOf({ org, params }) {
    const id = params.poolId ?? "";
    if (!org.store.agentPools.has(id)) throw notFound(id, "AppInstance");
    return id;
  },
};

/** The updates of the agents of a pool. */
const updates: Collection = defineCollection({
  ...ACCESS,
  key: "agentPoolUpdates",
  path: PATH,
  param: "updateId",
  kind: "AgentPoolUpdate",
  idPrefix: "apu",
  parent: pool,
  operations: ["list", "create", "get", "update", "delete"],
  times: undefined,
  fields: {
    name: text,
    agentType: required(TYPE),
    agents: list,
    enabled: flag(false),
    notifyAdmin: flag(false),
    reason: optionalText,
    schedule: anyObject,
    sortOrder: { type: "integer" },
    targetVersion: { type: "string" },
  },
  make: () => ({ status: "Scheduled" }),
});

/** The steps of an update: from which statuses each is possible, and where it leads. */
const STEPS: readonly (readonly [step: string, from: readonly string[], to: Record<string, unknown>])[] = [
  ["activate", ["Scheduled", "Cancelled", "Paused"], { status: "Scheduled", enabled: true }],
  ["deactivate", ["Scheduled", "InProgress", "Paused"], { status: "Cancelled", enabled: false }],
  ["pause", ["Scheduled", "InProgress"], { status: "Paused" }],
  ["resume", ["Paused"], { status: "InProgress" }],
  ["retry", ["Failed", "Cancelled"], { status: "InProgress" }],
  ["stop", ["Scheduled", "InProgress", "Paused"], { status: "Cancelled" }],
];

const steps = STEPS.map(
  ([step, from, to]): Operation => ({
    ...gate(ACCESS, "manage"),
    method: "POST",
    path: `${PATH}/{updateId}/${step}`,
    handle(call) {
      const update = updates.find(call);
      if (!from.includes(String(update.status)))
        throw validation("status", `status: An update that is ${update.status} cannot ${step}`);
      const changed = { ...update, ...to };
      updates.put(call.org.store, changed, pool.keyOf(call));
      return Response.json(updates.show(changed, call), { status: 201 });
    },
  }),
);

const settings = defineSingleton({
  ...ACCESS,
  key: "agentPoolUpdateSettings",
  path: `${PATH}/settings`,
  parent: pool,
  methods: ["POST"],
  changed: 201,
  fields: {
    agentType: TYPE,
    continueOnError: flag(false),
    latestVersion: { type: "string" },
    minimalSupportedVersion: { type: "string" },
    releaseChannel: { ...oneOf("BETA", "EA", "GA", "TEST"), byDefault: "GA" },
  },
  initial: { continueOnError: false, latestVersion: "3.19.0", minimalSupportedVersion: "3.7.0", releaseChannel: "GA" },
  show: (kept, call) => ({ ...poolMembers(call), ...kept }),
});

function poolMembers(call: Call): Record<string, unknown> {
  const poolId = pool.keyOf(call);
  const agentPool = call.org.store.agentPools.get(poolId);
  return { poolId, poolName: agentPool?.name, agentType: agentPool?.type };
}

/** The updates of agent pools, and how each pool is updated. */
export const agentPoolUpdates: ResourceDeclaration = {
  operations: [...settings.operations, ...updates.operations, ...steps],
};
