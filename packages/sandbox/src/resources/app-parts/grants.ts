import { type Collection, defineCollection } from "../../collections/collection.ts";
import { text } from "../../collections/fields.ts";
import { validation } from "../../org/okta-error.ts";
import { app, ONE, own } from "./access.ts";
import { oauthClientOf } from "./oauth-client.ts";

export const grants: Collection = defineCollection({
  key: "appGrants",
  path: `${ONE}/grants`,
  param: "grantId",
  kind: "OAuth2ScopeConsentGrant",
  idPrefix: "oag",
  scope: "okta.appGrants",
  resource: "apps",
  bucket: "apps",
  parent: app,
  operations: ["list", "create", "get", "delete"],
  fields: { scopeId: text, issuer: { type: "string" } },
  lifecycle: { initial: "ACTIVE", answer: 200, steps: {} },
  unique: ["scopeId"],
  check({ issuer, scopeId }, { call }) {
    const { orgUrl } = call.org;
    if (issuer !== undefined && issuer !== orgUrl) throw validation("issuer", `issuer: The issuer must be ${orgUrl}`);
    if (!/^(okta\.|ssf\.)/.test(String(scopeId)))
      throw validation("scopeId", `scopeId: ${scopeId} is not a scope of Okta's API`);
    return { issuer: orgUrl };
  },
  make: (_draft, { call }) => ({
    createdBy: { id: call.app.clientId, type: "User" },
    clientId: String(oauthClientOf(own(call)).client_id ?? own(call).id),
    source: "ADMIN",
  }),
  show({ scopeId }, { url, request }) {
    const isExpanded = request?.method === "POST" || url.searchParams.get("expand") === "scope";
    return isExpanded ? { _embedded: { scope: { id: scopeId } } } : {};
  },
  links: (grant, self, { orgUrl, store }) => {
    const path = self.replace(/\/grants\/.*/, "");
    const title = store.apps.get(path.split("/").at(-1) ?? "")?.definition.label;
    return {
      app: { href: path, title },
      client: { href: `${orgUrl}/oauth2/v1/clients/${grant.clientId}`, title },
    };
  },
  allow: ["GET", "DELETE"],
});
