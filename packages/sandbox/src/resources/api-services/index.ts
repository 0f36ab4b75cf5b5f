import type { Operation } from "../../api/operation.ts";
import type { ResourceDeclaration } from "../../api/resource.ts";
import { type Collection, defineCollection } from "../../collections/collection.ts";
import { required, text } from "../../collections/fields.ts";
import { validation } from "../../org/okta-error.ts";
import { oktaId } from "../../org/random.ts";

const ACCESS = { scope: "okta.oauthIntegrations", resource: "org", bucket: "api-services" } as const;
const PATH = "/integrations/api/v1/api-services";
const secretOf = (random: () => number) => oktaId("", random) + oktaId("", random) + oktaId("", random);

const services: Collection = defineCollection({
  ...ACCESS,
  key: "apiServices",
  path: PATH,
  param: "apiServiceId",
  kind: "APIServiceIntegration",
  idPrefix: "0oa",
  operations: ["list", "create", "get", "delete"],
  created: 201,
  times: ["createdAt"],
  fields: { type: text, grantedScopes: required({ type: "array" }), properties: { type: "object", byDefault: {} } },
  check({ grantedScopes }) {
    if ((grantedScopes as readonly unknown[]).some((scope) => !String(scope).startsWith("okta.")))
      throw validation("grantedScopes", "grantedScopes: Each scope must be a scope of Okta's API");
  },
  make: ({ type }, { call: { app } }) => ({
    name: String(type),
    createdBy: app.clientId,
    configGuideUrl: `https://${type}.example.com/okta`,
  }),
  onCreate({ id }, { org }) {
    secrets.put(org.store, makeSecret(org.random, new Date(org.now() * 1000).toISOString()), id);
  },
  onDelete({ id }, { org }) {
    for (const secret of secrets.all(org.store, id)) secrets.remove(org.store, secret.id, id);
  },
  links: ({ id }, _self, { orgUrl }) => ({
    client: { href: `${orgUrl}/oauth2/v1/clients/${id}`, hints: { allow: ["GET"] } },
    logo: { name: "small", href: `${orgUrl}/img/logos/api-service.png` },
  }),
  allow: ["GET", "DELETE"],
});

function makeSecret(random: () => number, now: string) {
  const secret = secretOf(random);
  return {
    id: oktaId("ocs", random),
    status: "ACTIVE",
    created: now,
    lastUpdated: now,
    client_secret: secret,
    secret_hash: secret.slice(-22),
  };
}

const secrets: Collection = defineCollection({
  ...ACCESS,
  key: "apiServiceSecrets",
  path: `${PATH}/{apiServiceId}/credentials/secrets`,
  param: "secretId",
  kind: "OAuth2ClientSecret",
  idPrefix: "ocs",
  parent: services,
  operations: ["list", "create", "delete"],
  created: 201,
  fields: {},
  lifecycle: { initial: "ACTIVE", answer: 200 },
  check(_draft, { call, parentKey }) {
    if (secrets.all(call.org.store, parentKey).length >= 2)
      throw validation("secrets", "secrets: An app can have two secrets at most");
  },
  make(_draft, { call: { org } }) {
    const { id: _, created: __, lastUpdated: ___, ...members } = makeSecret(org.random, "");
    return members;
  },
  checkDelete({ status }) {
    if (status === "ACTIVE") throw validation("status", "status: An active secret cannot be deleted");
  },
});

/** The secret is shown when an integration is made, and in the list of secrets. */
const operations = services.operations.map((operation): Operation => {
  if (operation.method !== "POST") return operation;
  return {
    ...operation,
    async handle(call) {
      const response = await operation.handle(call);
      const shown = await response.json();
      const [secret] = secrets.all(call.org.store, String(shown.id));
      return Response.json({ ...shown, clientSecret: secret?.client_secret }, { status: response.status });
    },
  };
});

/** The integrations of other services that call the org's API, with their secrets. */
export const apiServices: ResourceDeclaration = { operations: [...operations, ...secrets.operations] };
