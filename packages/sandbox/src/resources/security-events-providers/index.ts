import { isObject } from "../../api/request-body.ts";
import { type Collection, defineCollection } from "../../collections/collection.ts";
import { anyObject, required, text } from "../../collections/fields.ts";
import { validation } from "../../org/okta-error.ts";

const isUrl = (value: unknown) => typeof value === "string" && URL.canParse(value);

/** The vendors that send the org security events by the Shared Signals Framework. */
export const securityEventsProviders: Collection = defineCollection({
  key: "securityEventsProviders",
  path: "/api/v1/security-events-providers",
  param: "securityEventProviderId",
  kind: "SecurityEventsProvider",
  idPrefix: "sse",
  scope: "okta.securityEventsProviders",
  resource: "org",
  times: undefined,
  fields: { name: { ...text, max: 100 }, type: text, settings: required(anyObject) },
  lifecycle: { initial: "ACTIVE", answer: 200 },
  unique: ["name"],
  check({ settings }) {
    const { well_known_url, issuer, jwks_url } = isObject(settings) ? settings : {};
    if (well_known_url === undefined && issuer === undefined)
      throw validation("settings", "settings: Either well_known_url or issuer and jwks_url are required");
    for (const [name, url] of Object.entries({ well_known_url, jwks_url }))
      if (url !== undefined && !isUrl(url)) throw validation(name, `${name}: The field must be a URL`);
    if (issuer !== undefined && jwks_url === undefined)
      throw validation("jwks_url", "jwks_url: The field cannot be left blank");
    return undefined;
  },
  allow: ["GET", "PUT", "DELETE"],
});
