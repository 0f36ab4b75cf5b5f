import type { Call } from "../../api/operation.ts";
import type { ResourceDeclaration } from "../../api/resource.ts";
import { type Collection, defineCollection } from "../../collections/collection.ts";
import { oneOf, required, text } from "../../collections/fields.ts";
import { notFound, validation } from "../../org/okta-error.ts";
import { orgId } from "../../org/org-ids.ts";

/** The share of the rate limits that an API token or an OAuth app may use. */
const limits: Collection = defineCollection({
  key: "principalRateLimits",
  path: "/api/v1/principal-rate-limits",
  param: "principalRateLimitId",
  kind: "PrincipalRateLimit",
  idPrefix: "0rl",
  scope: "okta.principalRateLimits",
  resource: "org",
  fields: {
    principalId: { ...text, fixed: true },
    principalType: { ...required(oneOf("SSWS_TOKEN", "OAUTH_CLIENT")), fixed: true },
    defaultPercentage: { type: "integer", min: 0, max: 100, byDefault: 50 },
    defaultConcurrencyPercentage: { type: "integer", min: 0, max: 100, byDefault: 50 },
  },
  operations: ["list", "create", "get", "replace"],
  created: 201,
  times: ["createdDate", "lastUpdate"],
  unique: ["principalId"],
  check({ principalId, principalType }, { call }) {
    const { store } = call.org;
    const id = String(principalId);
    const isKnown =
      principalType === "SSWS_TOKEN" ? store.apiTokens.has(id) : store.apps.has(id) || call.app.clientId === id;
    if (!isKnown) throw notFound(id, principalType === "SSWS_TOKEN" ? "Token" : "PublicClientApp");
  },
  make: (_draft, { call: { app, org } }) => ({
    createdBy: app.clientId,
    lastUpdatedBy: app.clientId,
    orgId: orgId(org.store),
  }),
});

/** Okta lists them for a kind of principal, or for one, only. */
function listLimits(call: Call): Response {
  const filter = call.url.searchParams.get("filter") ?? "";
  const [, type] = /principalType eq "(\w+)"/.exec(filter) ?? [];
  if (type === undefined)
    throw validation(
      "principalRateLimitMediated",
      'The provided filter parameter did not contain the required attrbute filter "principalType"',
    );
  const [, id] = /principalId eq "(\w+)"/.exec(filter) ?? [];
  const found = limits
    .all(call.org.store)
    .filter((limit) => limit.principalType === type && (id === undefined || limit.principalId === id));
  return Response.json(found.map((limit) => limits.show(limit, call)));
}

/** Principal rate limits. */
export const principalRateLimits: ResourceDeclaration = {
  operations: limits.operations.map((operation) =>
    operation.method === "GET" && !operation.path.includes("{") ? { ...operation, handle: listLimits } : operation,
  ),
};
