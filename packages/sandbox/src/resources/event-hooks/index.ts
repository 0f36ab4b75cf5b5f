import type { Operation } from "../../api/operation.ts";
import { isObject } from "../../api/request-body.ts";
import type { ResourceDeclaration } from "../../api/resource.ts";
import { type Collection, defineCollection, mustBeInactive } from "../../collections/collection.ts";
import { object, oneOf, optionalText, required, text } from "../../collections/fields.ts";
import { validation } from "../../org/okta-error.ts";

/** The addresses that the org sends events to. */
const hooks: Collection = defineCollection({
  key: "eventHooks",
  entities: ({ eventHooks: kept }) => kept,
  path: "/api/v1/eventHooks",
  param: "eventHookId",
  kind: "Webhook",
  idPrefix: "who",
  scope: "okta.eventHooks",
  resource: "org",
  fields: {
    name: { ...text, max: 255 },
    description: optionalText,
    events: required(object({ type: { ...oneOf("EVENT_TYPE", "FLOW_EVENT"), byDefault: "EVENT_TYPE" } })),
    channel: required(object({ type: { ...oneOf("HTTP"), byDefault: "HTTP" } })),
  },
  lifecycle: { initial: "ACTIVE", answer: 200 },
  check({ events, channel }, { before }) {
    const config = isObject(channel) && isObject(channel.config) ? channel.config : {};
    if (typeof config.uri !== "string" || !config.uri.startsWith("https://"))
      throw validation("channel.config.uri", "channel.config.uri: The address must begin with https://");
    // Okta does not return a secret that was set.
    const { authScheme } = config;
    const { value: _, ...scheme } = isObject(authScheme) ? authScheme : {};
    const known = isObject(before?.channel) && isObject(before.channel.config) ? before.channel.config : {};
    return {
      events: { filter: null, ...(events as object) },
      channel: {
        version: "1.0.0",
        ...(channel as object),
        config: { headers: [], method: "POST", ...config, ...(isObject(authScheme) && { authScheme: scheme }) },
      },
      // A new address has to prove itself again.
      ...(before && known.uri !== config.uri && { verificationStatus: "UNVERIFIED" }),
    };
  },
  make: (_draft, { call: { app } }) => ({
    type: "HTTP",
    verificationStatus: "UNVERIFIED",
    createdBy: app.clientId,
  }),
  checkDelete: mustBeInactive,
  links: ({ status }, self) => ({
    verify: { href: `${self}/lifecycle/verify`, hints: { allow: ["POST"] } },
    ...(status === "INACTIVE" && { delete: { href: self, hints: { allow: ["DELETE"] } } }),
  }),
  show: () => ({ type: undefined }),
  allow: ["GET", "PUT", "DELETE"],
  seeds({ store }) {
    const [admin] = store.users.keys();
    return [
      {
        type: "HTTP",
        verificationStatus: "VERIFIED",
        name: "Ticket system",
        description: null,
        createdBy: admin,
        events: { type: "EVENT_TYPE", items: ["user.account.lock"], filter: null },
        channel: {
          type: "HTTP",
          version: "1.0.0",
          config: {
            uri: "https://tickets.example.com/okta",
            headers: [],
            method: "POST",
            authScheme: { type: "HEADER", key: "authorization" },
          },
        },
      },
    ];
  },
});

const verify: Operation = {
  method: "POST",
  path: "/api/v1/eventHooks/{eventHookId}/lifecycle/verify",
  scope: "okta.eventHooks.manage",
  permission: { resource: "org", access: "manage" },
  bucket: "eventHooks",
  handle(call) {
    const hook = hooks.find(call);
    // Okta asks the hook's address to prove itself; the sandbox sends no request and accepts every address.
    if (hook.status !== "ACTIVE") throw validation("status", "status: The event hook is not active");
    const verified = { ...hook, verificationStatus: "VERIFIED" };
    hooks.put(call.org.store, verified);
    return Response.json(hooks.show(verified, call));
  },
};

/** Event hooks with their verification. */
export const eventHooks: ResourceDeclaration = {
  operations: [...hooks.operations, verify],
  seed: (context) => hooks.seed(context),
};
