import type { Call, Operation } from "../../api/operation.ts";
import { readBody } from "../../api/request-body.ts";
import type { ResourceDeclaration } from "../../api/resource.ts";
import { type Collection, defineCollection } from "../../collections/collection.ts";
import { anyObject, oneOf, required, text } from "../../collections/fields.ts";
import type { Resource } from "../../org/model.ts";
import { validation } from "../../org/okta-error.ts";

const PATH = "/api/v1/telephony-providers";

/** The credentials with which the org sends text messages and calls itself. */
const providers: Collection = defineCollection({
  key: "telephonyProviders",
  path: PATH,
  param: "customTelephonyProviderId",
  kind: "CustomTelephonyProvider",
  idPrefix: "ctp",
  scope: "okta.customTelephonyProvider",
  resource: "org",
  created: 201,
  replaceMethod: "PATCH",
  times: undefined,
  fields: {
    providerName: { ...required(oneOf("TWILIO", "TELESIGN")), fixed: true },
    providerCapability: { ...oneOf("ALL"), byDefault: "ALL", fixed: true },
    providerSid: text,
    providerSettings: required(anyObject),
  },
  check(_draft, { body, before }) {
    if (!before && (typeof body.providerAuthToken !== "string" || body.providerAuthToken === ""))
      throw validation("providerAuthToken", "providerAuthToken: The field cannot be left blank");
    return undefined;
  },
  make: () => ({ enabled: false, isPrimaryProvider: false }),
  checkDelete({ enabled }) {
    if (enabled === true) throw validation("enabled", "enabled: An active provider cannot be deleted");
  },
});

/** A step that changes a provider, and may change the others. */
const step = (path: string, change: (provider: Resource, call: Call) => Record<string, unknown>): Operation => ({
  method: "POST",
  path: `${PATH}/{customTelephonyProviderId}/${path}`,
  scope: "okta.customTelephonyProvider.manage",
  permission: { resource: "org", access: "manage" },
  bucket: "telephony-providers",
  handle(call) {
    const provider = providers.find(call);
    const changed = { ...provider, ...change(provider, call) };
    providers.put(call.org.store, changed);
    return Response.json(providers.show(changed, call));
  },
});

const sendTest: Operation = {
  ...step("test", () => ({})),
  async handle(call) {
    providers.find(call);
    const { phoneNumber, factor } = await readBody(call);
    if (typeof phoneNumber !== "string") throw validation("phoneNumber", "phoneNumber: The field cannot be left blank");
    if (factor !== undefined && factor !== "SMS" && factor !== "CALL")
      throw validation("factor", `factor: '${factor}' is not one of SMS, CALL`);
    return new Response(null, { status: 204 });
  },
};

/** Telephony providers: one of those that are active is the primary one. */
export const telephonyProviders: ResourceDeclaration = {
  operations: [
    ...providers.operations,
    step("lifecycle/activate", () => ({ enabled: true })),
    step("lifecycle/deactivate", () => ({ enabled: false, isPrimaryProvider: false })),
    step("setAsPrimary", ({ id, enabled }, { org }) => {
      if (enabled !== true) throw validation("enabled", "enabled: Only an active provider can be the primary one");
      for (const other of providers.all(org.store))
        if (other.id !== id) providers.put(org.store, { ...other, isPrimaryProvider: false });
      return { isPrimaryProvider: true };
    }),
    sendTest,
  ],
};
