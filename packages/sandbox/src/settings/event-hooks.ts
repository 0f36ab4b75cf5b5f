import type { Call, Operation } from "../api/operation.ts";
import { isObject, readBody } from "../api/request-body.ts";
import { isoDate } from "../org/clock.ts";
import type { Definition } from "../org/model.ts";
import { validation } from "../org/okta-error.ts";
import { oktaId } from "../org/random.ts";
import { type DefinitionKind, findDefinition, listOperation, showDefinition } from "./definitions.ts";

const EVENT_HOOKS: DefinitionKind = {
  name: "EventHook",
  path: "/api/v1/eventHooks",
  scope: "okta.eventHooks",
  resource: "org",
  bucket: "eventHooks",
  cursorPrefix: "who",
  entities: ({ eventHooks }) => eventHooks,
  allow: ["GET", "PUT", "DELETE"],
};

const MANAGE = {
  method: "POST",
  scope: "okta.eventHooks.manage",
  permission: { resource: "org", access: "manage" },
  bucket: "eventHooks",
} as const;

const step = (name: string, change: Partial<Definition>): Operation => ({
  ...MANAGE,
  path: `/api/v1/eventHooks/{eventHookId}/lifecycle/${name}`,
  handle(call) {
    const hook = findDefinition(call, EVENT_HOOKS, call.params.eventHookId);
    // Okta asks the hook's address to prove itself; the sandbox sends no request and accepts every address.
    if (name === "verify" && hook.status !== "ACTIVE")
      throw validation("status", "status: The event hook is not active");
    const changed = { ...hook, ...change, lastUpdated: isoDate(call.org.now()) };
    call.org.store.eventHooks.set(hook.id, changed);
    return Response.json(showDefinition(changed, EVENT_HOOKS, call.org));
  },
});

/** The operations on event hooks. */
export const eventHookOperations: readonly Operation[] = [
  listOperation(EVENT_HOOKS),
  { ...MANAGE, path: "/api/v1/eventHooks", handle: createHook },
  step("verify", { verificationStatus: "VERIFIED" }),
  step("activate", { status: "ACTIVE" }),
  step("deactivate", { status: "INACTIVE" }),
];

async function createHook(call: Call): Promise<Response> {
  const { org, app } = call;
  const { name, description = null, events, channel } = await readBody(call);
  for (const [field, value] of Object.entries({ name, events, channel })) {
    if (value === undefined || value === null || value === "")
      throw validation(field, `${field}: The field cannot be left blank`);
  }
  const config = isObject(channel) && isObject(channel.config) ? channel.config : {};
  if (typeof config.uri !== "string" || !config.uri.startsWith("https://"))
    throw validation("channel.config.uri", "channel.config.uri: The address must begin with https://");
  const now = isoDate(org.now());
  // Okta does not return a secret that was set.
  const { authScheme } = config;
  const { value: _, ...shownScheme } = isObject(authScheme) ? authScheme : {};
  const shownChannel = {
    ...(channel as object),
    config: { headers: [], method: "POST", ...config, ...(isObject(authScheme) && { authScheme: shownScheme }) },
  };
  const hook: Definition = {
    id: oktaId("who", org.random),
    status: "ACTIVE",
    type: "HTTP",
    verificationStatus: "UNVERIFIED",
    name,
    description,
    created: now,
    createdBy: app.clientId,
    lastUpdated: now,
    events: { filter: null, ...(events as object) },
    channel: shownChannel,
  };
  org.store.eventHooks.set(hook.id, hook);
  return Response.json(showDefinition(hook, EVENT_HOOKS, org));
}
