import { isObject } from "../../api/request-body.ts";
import { type Collection, defineCollection } from "../../collections/collection.ts";
import { required, text } from "../../collections/fields.ts";
import { validation } from "../../org/okta-error.ts";

const SCOPES = ["CORS", "REDIRECT", "IFRAME_EMBED"];

/** The origins that browsers may call the org from, or be sent to. */
export const trustedOrigins: Collection = defineCollection({
  key: "trustedOrigins",
  path: "/api/v1/trustedOrigins",
  param: "trustedOriginId",
  kind: "TrustedOrigin",
  idPrefix: "tos",
  scope: "okta.trustedOrigins",
  resource: "policies",
  fields: { name: { ...text, max: 255 }, origin: text, scopes: required({ type: "array" }) },
  lifecycle: { initial: "ACTIVE", answer: 200 },
  unique: ["name", "origin"],
  check({ origin, scopes }) {
    const value = String(origin);
    if (!URL.canParse(value) || new URL(value).origin !== value)
      throw validation("origin", "origin: The origin must be a URL with a scheme and a host alone");
    const types = (scopes as readonly unknown[]).map((scope) => (isObject(scope) ? scope.type : undefined));
    if (types.length === 0 || types.some((type) => !SCOPES.includes(String(type))))
      throw validation("scopes", `scopes: Each scope must have a type of ${SCOPES.join(", ")}`);
  },
  make: (_draft, { call: { app } }) => ({ createdBy: app.clientId, lastUpdatedBy: app.clientId }),
  list: { defaultLimit: 20, q: ["name", "origin"] },
  allow: ["GET", "PUT", "DELETE"],
});
