import type { Operation } from "../../api/operation.ts";
import { readBody } from "../../api/request-body.ts";
import type { ResourceDeclaration } from "../../api/resource.ts";
import { type Collection, defineCollection, mustBeInactive } from "../../collections/collection.ts";
import { object, oneOf, required, text } from "../../collections/fields.ts";
import { validation } from "../../org/okta-error.ts";

/** What calls out of the org while it does something. */
const hooks: Collection = defineCollection({
  key: "inlineHooks",
  path: "/api/v1/inlineHooks",
  param: "inlineHookId",
  kind: "InlineHook",
  idPrefix: "cal",
  scope: "okta.inlineHooks",
  resource: "org",
  fields: {
    name: { ...text, max: 255 },
    type: required({
      ...oneOf(
        "com.okta.import.transform",
        "com.okta.oauth2.tokens.transform",
        "com.okta.saml.tokens.transform",
        "com.okta.telephony.provider",
        "com.okta.user.credential.password.import",
        "com.okta.user.pre-registration",
      ),
      fixed: true,
    }),
    version: text,
    channel: required(
      object({ type: required(oneOf("HTTP", "OAUTH")), version: text, config: required(object({ uri: text })) }),
    ),
  },
  lifecycle: { initial: "ACTIVE", answer: 200 },
  unique: ["name"],
  replaceMethod: "PUT",
  operations: ["list", "create", "get", "replace", "update", "delete"],
  check({ channel }) {
    const { config } = channel as { readonly config: Readonly<Record<string, unknown>> };
    if (!String(config.uri).startsWith("https://"))
      throw validation("channel.config.uri", "channel.config.uri: The address must begin with https://");
    // Okta does not return a secret that was set.
    const { authScheme, ...rest } = config as { readonly authScheme?: Readonly<Record<string, unknown>> };
    const { value: _, ...scheme } = authScheme ?? {};
    return {
      channel: {
        ...(channel as object),
        config: { headers: [], method: "POST", ...rest, ...(authScheme && { authScheme: scheme }) },
      },
    };
  },
  checkDelete: mustBeInactive,
  links: ({ status }, self) => ({
    execute: { href: `${self}/execute`, hints: { allow: ["POST"] } },
    ...(status === "INACTIVE" && { delete: { href: self, hints: { allow: ["DELETE"] } } }),
  }),
  allow: ["GET", "PUT", "DELETE"],
});

const execute: Operation = {
  method: "POST",
  path: "/api/v1/inlineHooks/{inlineHookId}/execute",
  scope: "okta.inlineHooks.manage",
  permission: { resource: "org", access: "manage" },
  bucket: "inlineHooks",
  async handle(call) {
    const hook = hooks.find(call);
    await readBody(call);
    if (hook.status !== "ACTIVE") throw validation("status", "status: The inline hook is not active");
    // The sandbox sends no request: it answers as a hook does that wants no change.
    return Response.json({ commands: [] });
  },
};

/** Inline hooks with their preview. */
export const inlineHooks: ResourceDeclaration = {
  ...hooks,
  operations: [...hooks.operations, execute],
  seed: (context) => hooks.seed(context),
};
