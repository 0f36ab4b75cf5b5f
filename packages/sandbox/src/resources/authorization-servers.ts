import type { Call, Operation } from "../api/operation.ts";
import { isObject, readBody } from "../api/request-body.ts";
import type { ResourceDeclaration } from "../api/resource.ts";
import { type Collection, defineCollection } from "../collections/collection.ts";
import { anyObject, flag, list, object, oneOf, optionalText, required, text } from "../collections/fields.ts";
import { findClient, type OauthClient } from "../directory/oauth-client.ts";
import { isoDate } from "../org/clock.ts";
import type { Resource } from "../org/model.ts";
import { notFound, OktaError, validation } from "../org/okta-error.ts";
import { oktaId } from "../org/random.ts";

const COMMON = { scope: "okta.authorizationServers", resource: "org", bucket: "authorizationServers" } as const;
const READ = {
  scope: "okta.authorizationServers.read",
  permission: { resource: "org", access: "read" },
  bucket: COMMON.bucket,
} as const;
const MANAGE = {
  scope: "okta.authorizationServers.manage",
  permission: { resource: "org", access: "manage" },
  bucket: COMMON.bucket,
} as const;
const PATH = "/api/v1/authorizationServers";
const ONE = `${PATH}/{authServerId}`;
const QUARTER = 90 * 86_400;

/** The authorization servers that the org has beside its own. */
const authorizationServers: Collection = defineCollection({
  ...COMMON,
  key: "authorizationServers",
  entities: ({ authorizationServers: kept }) => kept,
  path: PATH,
  param: "authServerId",
  kind: "AuthorizationServer",
  idPrefix: "aus",
  created: 201,
  fields: {
    name: { ...text, max: 255 },
    description: { type: "string", byDefault: "" },
    audiences: { type: "array" },
    issuerMode: { ...oneOf("ORG_URL", "CUSTOM_URL", "DYNAMIC"), byDefault: "ORG_URL" },
    credentials: { type: "object" },
  },
  lifecycle: { initial: "ACTIVE", answer: 204 },
  unique: ["name"],
  check({ audiences, credentials }, { call: { org }, before, body }) {
    const causes = [
      ...(Array.isArray(audiences) && audiences.length === 1
        ? []
        : ["audiences: ''audiences'' must be an array with exactly one value."]),
      ...(before && body.issuerMode === undefined ? ["issuerMode: ''issuerMode'' is required."] : []),
    ];
    if (causes.length > 0) throw validation("audiences", ...causes);
    const sent = isObject(credentials) && isObject(credentials.signing) ? credentials.signing : {};
    const known =
      isObject(before?.credentials) && isObject(before.credentials.signing) ? before.credentials.signing : undefined;
    const now = org.now();
    return {
      credentials: {
        signing: {
          kid: oktaId("", org.random) + oktaId("", org.random),
          lastRotated: isoDate(now),
          nextRotation: isoDate(now + QUARTER),
          ...known,
          rotationMode: sent.rotationMode ?? known?.rotationMode ?? "AUTO",
        },
      },
    };
  },
  onCreate: ({ id }, { org }) => addSystemScopes(org.store, id, org.random),
  checkDelete({ id }) {
    if (id === "default") throw validation("id", "id: The default authorization server cannot be deleted.");
  },
  list: { q: ["name"] },
  show: ({ id }, { org }) => ({
    type: undefined,
    issuer: `${org.orgUrl}/oauth2/${id}`,
    default: id === "default",
  }),
  links: ({ id }, self, { orgUrl }) => ({
    rotateKey: { href: `${self}/credentials/lifecycle/keyRotate`, hints: { allow: ["POST"] } },
    metadata: ["oauth-authorization-server", "openid-configuration"].map((name) => ({
      name,
      href: `${orgUrl}/oauth2/${id}/.well-known/${name}`,
      hints: { allow: ["GET"] },
    })),
    keys: { href: `${self}/credentials/keys`, hints: { allow: ["GET"] } },
    claims: { href: `${self}/claims`, hints: { allow: ["GET", "POST"] } },
    policies: { href: `${self}/policies`, hints: { allow: ["GET", "POST"] } },
    scopes: { href: `${self}/scopes`, hints: { allow: ["GET", "POST"] } },
  }),
  allow: ["GET", "DELETE", "PUT"],
});

const ALLOW = ["GET", "PUT", "DELETE"];

const scopes: Collection = defineCollection({
  ...COMMON,
  key: "oauth2Scopes",
  path: `${ONE}/scopes`,
  param: "scopeId",
  kind: "OAuth2Scope",
  idPrefix: "scp",
  parent: authorizationServers,
  created: 201,
  times: undefined,
  fields: {
    name: { ...text, pattern: /^[^\s"]+$/ },
    displayName: optionalText,
    description: optionalText,
    metadataPublish: { ...oneOf("ALL_CLIENTS", "NO_CLIENTS"), byDefault: "NO_CLIENTS" },
    consent: { ...oneOf("REQUIRED", "IMPLICIT", "FLEXIBLE"), byDefault: "IMPLICIT" },
    optional: flag(false),
    default: flag(false),
  },
  unique: ["name"],
  make: () => ({ system: false }),
  list: { q: ["name"] },
  allow: ALLOW,
});

const claims: Collection = defineCollection({
  ...COMMON,
  key: "oauth2Claims",
  path: `${ONE}/claims`,
  param: "claimId",
  kind: "OAuth2Claim",
  idPrefix: "ocl",
  parent: authorizationServers,
  created: 201,
  times: undefined,
  fields: {
    name: text,
    status: { ...oneOf("ACTIVE", "INACTIVE"), byDefault: "ACTIVE" },
    claimType: required(oneOf("IDENTITY", "RESOURCE")),
    valueType: required(oneOf("EXPRESSION", "GROUPS", "SYSTEM")),
    value: { type: "string" },
    group_filter_type: oneOf("CONTAINS", "EQUALS", "REGEX", "STARTS_WITH"),
    conditions: { type: "object", fields: { scopes: list }, byDefault: { scopes: [] } },
    alwaysIncludeInToken: flag(true),
  },
  unique: ["name"],
  make: () => ({ system: false }),
  allow: ALLOW,
});

const policies: Collection = defineCollection({
  ...COMMON,
  key: "authorizationServerPolicies",
  path: `${ONE}/policies`,
  param: "policyId",
  kind: "Policy",
  idPrefix: "00p",
  parent: authorizationServers,
  created: 201,
  fields: {
    type: { ...oneOf("OAUTH_AUTHORIZATION_POLICY"), byDefault: "OAUTH_AUTHORIZATION_POLICY" },
    name: { ...text, max: 255 },
    description: { type: "string", byDefault: "" },
    priority: { type: "integer", min: 1, byDefault: 1 },
    conditions: required(object({ clients: required(anyObject) })),
  },
  lifecycle: { initial: "ACTIVE", answer: 204, canBeSent: true },
  unique: ["name"],
  make: () => ({ system: false }),
  onDelete({ id }, call) {
    const parentKey = `${call.params.authServerId}/${id}`;
    for (const rule of rules.all(call.org.store, parentKey)) rules.remove(call.org.store, rule.id, parentKey);
  },
  links: (_policy, self) => ({ rules: { href: `${self}/rules`, hints: { allow: ["GET"] } } }),
  allow: ALLOW,
});

const lifetime = (byDefault: number, max: number) => ({ type: "integer" as const, min: 0, max, byDefault });

const rules: Collection = defineCollection({
  ...COMMON,
  key: "authorizationServerPolicyRules",
  path: `${ONE}/policies/{policyId}/rules`,
  param: "ruleId",
  kind: "PolicyRule",
  idPrefix: "0pr",
  parent: policies,
  created: 201,
  fields: {
    type: { ...oneOf("RESOURCE_ACCESS"), byDefault: "RESOURCE_ACCESS" },
    name: { ...text, max: 255 },
    priority: { type: "integer", min: 0, byDefault: 1 },
    conditions: required(
      object({
        people: {
          type: "object",
          byDefault: { users: { include: [], exclude: [] }, groups: { include: ["EVERYONE"], exclude: [] } },
        },
        grantTypes: required(object({ include: required({ type: "array" }) })),
        scopes: { type: "object", fields: { include: list } },
      }),
    ),
    actions: {
      type: "object",
      fields: {
        token: {
          type: "object",
          fields: {
            accessTokenLifetimeMinutes: lifetime(60, 1440),
            refreshTokenLifetimeMinutes: lifetime(0, 2_628_000),
            refreshTokenWindowMinutes: lifetime(10_080, 2_628_000),
          },
        },
      },
    },
  },
  lifecycle: { initial: "ACTIVE", answer: 204, canBeSent: true },
  unique: ["name"],
  make: () => ({ system: false }),
  allow: ALLOW,
});

const SYSTEM_SCOPES = ["openid", "profile", "email", "address", "phone", "offline_access", "device_sso"];

function addSystemScopes(store: Call["org"]["store"], serverId: string, random: () => number): void {
  for (const name of SYSTEM_SCOPES) {
    const scope: Resource = {
      id: oktaId("scp", random),
      name,
      displayName: name,
      description: null,
      system: true,
      metadataPublish: "ALL_CLIENTS",
      consent: name === "offline_access" ? "REQUIRED" : "IMPLICIT",
      optional: false,
      default: false,
    };
    scopes.put(store, scope, serverId);
  }
}

/** A server signs with one key and announces the next; the one before is shown until it expires. */
function showKeys(call: Call): Record<string, unknown>[] {
  const server = authorizationServers.find(call);
  const signing =
    isObject(server.credentials) && isObject(server.credentials.signing) ? server.credentials.signing : {};
  const kid = String(signing.kid);
  const self = `${call.org.orgUrl}${PATH}/${server.id}/credentials/keys`;
  const key = (status: string, id: string) => ({
    kty: "RSA",
    status,
    alg: "RS256",
    kid: id,
    use: "sig",
    e: "AQAB",
    n: `${id}${id}`.replaceAll(/[^\w-]/g, ""),
    _links: { self: { href: `${self}/${id}`, hints: { allow: ["GET"] } } },
  });
  const last = typeof server._lastKid === "string" ? [key("EXPIRED", server._lastKid)] : [];
  return [key("ACTIVE", kid), key("NEXT", `${kid.slice(0, -4)}next`), ...last];
}

const keyOperations: readonly Operation[] = [
  { ...READ, method: "GET", path: `${ONE}/credentials/keys`, handle: (call) => Response.json(showKeys(call)) },
  {
    ...READ,
    method: "GET",
    path: `${ONE}/credentials/keys/{keyId}`,
    handle(call) {
      const key = showKeys(call).find(({ kid }) => kid === call.params.keyId);
      if (!key)
        throw new OktaError({
          status: 404,
          code: "E0000007",
          summary: `Not found: Resource not found: ${call.params.keyId} (AuthorizationServerKey)`,
        });
      return Response.json(key);
    },
  },
  {
    ...MANAGE,
    method: "POST",
    path: `${ONE}/credentials/lifecycle/keyRotate`,
    async handle(call) {
      const server = authorizationServers.find(call);
      const { use } = await readBody(call);
      if (use !== "sig") throw validation("use", "use: The field must be sig");
      const { org } = call;
      const signing =
        isObject(server.credentials) && isObject(server.credentials.signing) ? server.credentials.signing : {};
      const now = org.now();
      authorizationServers.put(org.store, {
        ...server,
        _lastKid: signing.kid,
        credentials: {
          signing: {
            ...signing,
            kid: `${String(signing.kid).slice(0, -4)}next`,
            lastRotated: isoDate(now),
            nextRotation: isoDate(now + QUARTER),
          },
        },
      });
      return Response.json(showKeys(call));
    },
  },
  {
    ...READ,
    method: "GET",
    path: `${ONE}/clients`,
    handle(call) {
      authorizationServers.find(call);
      return Response.json([]);
    },
  },
  // The org hands out no refresh tokens: there is none to list, and none to revoke.
  {
    ...READ,
    method: "GET",
    path: `${ONE}/clients/{clientId}/tokens`,
    handle(call) {
      findTokens(call);
      return Response.json([]);
    },
  },
  {
    ...MANAGE,
    method: "DELETE",
    path: `${ONE}/clients/{clientId}/tokens`,
    handle(call) {
      findTokens(call);
      return new Response(null, { status: 204 });
    },
  },
  ...(["GET", "DELETE"] as const).map(
    (method): Operation => ({
      ...(method === "GET" ? READ : MANAGE),
      method,
      path: `${ONE}/clients/{clientId}/tokens/{tokenId}`,
      handle(call) {
        const { clientId } = findTokens(call);
        throw notFound(`${clientId}.${call.params.tokenId}`, "OAuth2RefreshTokenTx");
      },
    }),
  ),
];

function findTokens(call: Call): OauthClient {
  authorizationServers.find(call);
  return findClient(call.org, call.params.clientId ?? "");
}

/** Authorization servers with their scopes, claims, policies, rules and keys. */
export const authorizationServerResources: ResourceDeclaration = {
  operations: [
    ...authorizationServers.operations,
    ...scopes.operations,
    ...claims.operations,
    ...policies.operations,
    ...rules.operations,
    ...keyOperations,
  ],
  seed({ store, random, created }) {
    addSystemScopes(store, "default", random);
    const id = oktaId("00p", random);
    const common = { status: "ACTIVE", system: false, created, lastUpdated: created, priority: 1 };
    policies.put(
      store,
      {
        ...common,
        id,
        type: "OAUTH_AUTHORIZATION_POLICY",
        name: "Default Policy",
        description: "Default policy description",
        conditions: { clients: { include: ["ALL_CLIENTS"] } },
      },
      "default",
    );
    rules.put(
      store,
      {
        ...common,
        id: oktaId("0pr", random),
        type: "RESOURCE_ACCESS",
        name: "Default Policy Rule",
        conditions: {
          people: { users: { include: [], exclude: [] }, groups: { include: ["EVERYONE"], exclude: [] } },
          grantTypes: { include: ["client_credentials", "authorization_code"] },
          scopes: { include: ["*"] },
        },
        actions: {
          token: { accessTokenLifetimeMinutes: 60, refreshTokenLifetimeMinutes: 0, refreshTokenWindowMinutes: 10_080 },
        },
      },
      `default/${id}`,
    );
  },
};
