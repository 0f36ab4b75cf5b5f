import { type Collection, defineCollection } from "../../collections/collection.ts";
import { oneOf, required, text } from "../../collections/fields.ts";

/** What push notifications are sent with. */
export const pushProviders: Collection = defineCollection({
  key: "pushProviders",
  path: "/api/v1/push-providers",
  param: "pushProviderId",
  kind: "PushProviderConfigEntity",
  idPrefix: "ppc",
  scope: "okta.pushProviders",
  resource: "org",
  times: undefined,
  fields: { name: text, providerType: required(oneOf("APNS", "FCM")), configuration: required({ type: "object" }) },
  check({ configuration, providerType }, { call }) {
    // Okta shows which project or team it is, and no key.
    const { serviceAccountJson, keyId, teamId, fileName } = configuration as Readonly<Record<string, unknown>>;
    const project = (serviceAccountJson as Readonly<Record<string, unknown>> | undefined)?.project_id;
    return {
      configuration:
        providerType === "FCM"
          ? { projectId: project, ...(fileName !== undefined && { fileName }) }
          : { keyId, teamId, ...(fileName !== undefined && { fileName }) },
      lastUpdatedDate: new Date(call.org.now() * 1000).toISOString(),
    };
  },
  allow: ["GET", "PUT", "DELETE"],
});
