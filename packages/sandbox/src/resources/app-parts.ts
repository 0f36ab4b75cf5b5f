import type { Call, Operation } from "../api/operation.ts";
import { isObject, readBody } from "../api/request-body.ts";
import type { ResourceDeclaration } from "../api/resource.ts";
import { findApp } from "../apps/app.ts";
import { type Collection, defineCollection, type Parent } from "../collections/collection.ts";
import { text } from "../collections/fields.ts";
import { isoDate } from "../org/clock.ts";
import type { App, Resource } from "../org/model.ts";
import { notFound, OktaError, validation } from "../org/okta-error.ts";
import { oktaId } from "../org/random.ts";

const READ = { scope: "okta.apps.read", permission: { resource: "apps", access: "read" }, bucket: "apps" } as const;
const MANAGE = {
  scope: "okta.apps.manage",
  permission: { resource: "apps", access: "manage" },
  bucket: "apps",
} as const;
const ONE = "/api/v1/apps/{appId}";
const done = () => new Response(null, { status: 204 });
const own = (call: Call): App => findApp(call.org, call.params.appId ?? "");
const app: Parent = { keyOf: (call) => own(call).id };

function mapOf({ store }: Call["org"], key: string): Map<string, Resource> {
  const known = store.resources.get(key) ?? new Map<string, Resource>();
  store.resources.set(key, known);
  return known;
}

// Keys that an app signs with.

interface SigningKey extends Resource {
  readonly created: string;
  readonly expiresAt: string;
}

const YEARS = 10 * 365 * 86_400_000;

function makeKey(kid: string, created: string): SigningKey {
  return { id: kid, created, expiresAt: new Date(Date.parse(created) + YEARS).toISOString() };
}

/** The key that the app signs with comes first. */
function keysOf(call: Call, { id, definition, created }: App): readonly SigningKey[] {
  const { signing } = isObject(definition.credentials) ? definition.credentials : {};
  const kid = isObject(signing) && typeof signing.kid === "string" ? signing.kid : undefined;
  const generated = [...mapOf(call.org, "appKeys").values()].filter(({ _app }) => _app === id) as SigningKey[];
  const active = kid !== undefined && !generated.some((key) => key.id === kid) ? [makeKey(kid, created)] : [];
  return [...active, ...generated];
}

/** A certificate that no one signed: it says which key it is for. */
const showKey = ({ id, created, expiresAt }: SigningKey) => ({
  kty: "RSA",
  created,
  lastUpdated: created,
  expiresAt,
  kid: id,
  use: "sig",
  x5c: [btoa(`sandbox certificate of ${id}`)],
  "x5t#S256": btoa(id).replaceAll(/[+/=]/g, ""),
  e: "AQAB",
  n: `${id}${id}`.replaceAll(/[^\w-]/g, ""),
});

function findKey(call: Call): SigningKey {
  const id = call.params.keyId ?? "";
  const key = keysOf(call, own(call)).find((one) => one.id === id);
  if (!key) throw notFound(id, "ApplicationKey");
  return key;
}

function addKey(call: Call, appId: string, key: SigningKey): Response {
  const kept = { ...key, _app: appId };
  mapOf(call.org, "appKeys").set(`${appId}/${key.id}`, kept);
  return Response.json(showKey(kept), { status: 201 });
}

const keys: readonly Operation[] = [
  {
    ...READ,
    method: "GET",
    path: `${ONE}/credentials/keys`,
    handle: (call) => Response.json(keysOf(call, own(call)).map(showKey)),
  },
  {
    ...MANAGE,
    method: "POST",
    path: `${ONE}/credentials/keys/generate`,
    handle(call) {
      const { org, url } = call;
      const { id } = own(call);
      const years = Number(url.searchParams.get("validityYears") ?? 10);
      if (!Number.isInteger(years) || years < 2 || years > 10)
        throw validation("validityYears", "validityYears: The field must be from 2 to 10");
      const created = isoDate(org.now());
      const kid = oktaId("", org.random) + oktaId("", org.random);
      return addKey(call, id, {
        ...makeKey(kid, created),
        expiresAt: new Date(org.now() * 1000 + years * (YEARS / 10)).toISOString(),
      });
    },
  },
  {
    ...READ,
    method: "GET",
    path: `${ONE}/credentials/keys/{keyId}`,
    handle: (call) => Response.json(showKey(findKey(call))),
  },
  {
    ...MANAGE,
    method: "POST",
    path: `${ONE}/credentials/keys/{keyId}/clone`,
    handle(call) {
      const target = findApp(call.org, call.url.searchParams.get("targetAid") ?? "");
      return addKey(call, target.id, findKey(call));
    },
  },
];

// Secrets of an app that signs in by OpenID Connect.

function oauthClientOf({ definition }: App): Record<string, unknown> {
  const { oauthClient } = isObject(definition.credentials) ? definition.credentials : {};
  return isObject(oauthClient) ? oauthClient : {};
}

const secrets: Collection = defineCollection({
  key: "appSecrets",
  path: `${ONE}/credentials/secrets`,
  param: "secretId",
  kind: "OAuth2ClientSecret",
  idPrefix: "ocs",
  scope: "okta.apps",
  resource: "apps",
  bucket: "apps",
  parent: app,
  created: 201,
  operations: ["create", "get", "delete"],
  fields: { client_secret: { type: "string", min: 14, max: 100 } },
  lifecycle: { initial: "ACTIVE", answer: 200, canBeSent: true },
  check({ client_secret }, { call, parentKey }) {
    ensureSecret(call, own(call));
    if (secrets.all(call.org.store, parentKey).length >= 2)
      throw validation("secrets", "secrets: An app can have two secrets at most");
    const secret = client_secret ?? oktaId("", call.org.random) + oktaId("", call.org.random);
    return { client_secret: secret, secret_hash: btoa(String(secret)).slice(0, 22) };
  },
  checkDelete({ status }) {
    if (status === "ACTIVE") throw validation("status", "status: An active secret cannot be deleted");
  },
});

/** The secret that an app was made with is one of its secrets. */
function ensureSecret(call: Call, one: App): void {
  const { client_secret } = oauthClientOf(one);
  if (typeof client_secret !== "string" || secrets.all(call.org.store, one.id).length > 0) return;
  secrets.put(
    call.org.store,
    {
      id: `ocs${one.id.slice(3)}`,
      created: one.created,
      lastUpdated: one.created,
      status: "ACTIVE",
      client_secret,
      secret_hash: btoa(client_secret).slice(0, 22),
    },
    one.id,
  );
}

const secretOperations: readonly Operation[] = [
  {
    ...READ,
    method: "GET",
    path: `${ONE}/credentials/secrets`,
    handle(call) {
      const one = own(call);
      ensureSecret(call, one);
      return Response.json(secrets.all(call.org.store, one.id).map((secret) => secrets.show(secret, call)));
    },
  },
  ...secrets.operations.map(
    (operation): Operation => ({
      ...operation,
      handle(call) {
        ensureSecret(call, own(call));
        return operation.handle(call);
      },
    }),
  ),
];

// Public keys of an app that proves itself by a signature.

const jwks: Collection = defineCollection({
  key: "appJwks",
  path: `${ONE}/credentials/jwks`,
  param: "keyId",
  kind: "OAuth2ClientJsonWebKey",
  idPrefix: "pks",
  scope: "okta.apps",
  resource: "apps",
  bucket: "apps",
  parent: app,
  created: 201,
  operations: ["list", "create", "get", "delete"],
  fields: {
    kid: { type: "string" },
    kty: text,
    alg: { type: "string" },
    use: { type: "string", byDefault: "sig" },
    e: { type: "string" },
    n: { type: "string" },
    x: { type: "string" },
    y: { type: "string" },
    crv: { type: "string" },
  },
  lifecycle: { initial: "ACTIVE", answer: 200, canBeSent: true },
  unique: ["kid"],
  check({ kty, n, kid }, { call }) {
    // 2,048 bits are 342 characters in base64url.
    if (kty === "RSA" && (typeof n !== "string" || n.length < 342))
      throw validation("JsonWebKey", "RSA key length in the 'jwks' is less than '2,048' bits for the given key.");
    if (kty !== "RSA" && kty !== "EC") throw validation("kty", "kty: The field must be RSA or EC");
    return { kid: kid ?? oktaId("", call.org.random) };
  },
  checkDelete({ status }) {
    if (status === "ACTIVE") throw validation("status", "status: An active key cannot be deleted");
  },
});

// What an app may ask Okta's API for.

const grants: Collection = defineCollection({
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
  links: (grant, self, { orgUrl }) => ({
    app: { href: self.replace(/\/grants\/.*/, "") },
    client: { href: `${orgUrl}/oauth2/v1/clients/${grant.clientId}` },
  }),
  allow: ["GET", "DELETE"],
});

// Provisioning.

const connectionOf = (call: Call, { id }: App) => mapOf(call.org, "appConnections").get(id);

/** The apps that Okta can provision users to. */
const PROVISIONED = new Set([
  "office365",
  "okta_org2org",
  "google",
  "googleworkspace",
  "slack",
  "zoomus",
  "zendesk",
  "salesforce",
]);

const isProvisioned = ({ definition }: App) => PROVISIONED.has(definition.name);

function notProvisioned(): OktaError {
  return validation("app", "Provisioning is not supported.");
}

function showConnection(call: Call, one: App): Response {
  const {
    authScheme = "UNKNOWN",
    status = "DISABLED",
    baseUrl,
    profile,
  } = connectionOf(call, one) ?? ({} as Readonly<Record<string, unknown>>);
  const self = `${call.org.orgUrl}/api/v1/apps/${one.id}/connections/default`;
  const step = status === "ENABLED" ? "deactivate" : "activate";
  return Response.json({
    authScheme,
    status,
    ...(baseUrl !== undefined && { baseUrl }),
    profile: profile ?? { authScheme },
    _links: {
      self: { href: self, hints: { allow: ["POST", "GET"] } },
      [step]: { href: `${self}/lifecycle/${step}`, hints: { allow: ["POST"] } },
    },
  });
}

const CONNECTION = `${ONE}/connections/default`;

const connections: readonly Operation[] = [
  { ...READ, method: "GET", path: CONNECTION, handle: (call) => showConnection(call, own(call)) },
  {
    ...MANAGE,
    method: "POST",
    path: CONNECTION,
    async handle(call) {
      const one = own(call);
      const { profile, baseUrl } = await readBody(call);
      if (!isProvisioned(one)) throw notProvisioned();
      const { authScheme, token: _, ...shown } = isObject(profile) ? profile : {};
      if (authScheme !== "TOKEN" && authScheme !== "OAUTH2")
        throw validation("authScheme", "authScheme: The field must be TOKEN or OAUTH2");
      const status = call.url.searchParams.get("activate") === "true" ? "ENABLED" : "DISABLED";
      const kept = {
        id: one.id,
        authScheme,
        status,
        profile: { ...shown, authScheme },
        ...(baseUrl !== undefined && { baseUrl }),
      };
      mapOf(call.org, "appConnections").set(one.id, kept);
      return showConnection(call, one);
    },
  },
  ...(["activate", "deactivate"] as const).map(
    (step): Operation => ({
      ...MANAGE,
      method: "POST",
      path: `${CONNECTION}/lifecycle/${step}`,
      handle(call) {
        const one = own(call);
        const before = connectionOf(call, one) ?? { id: one.id };
        mapOf(call.org, "appConnections").set(one.id, {
          ...before,
          status: step === "activate" ? "ENABLED" : "DISABLED",
        });
        return done();
      },
    }),
  ),
];

const FEATURES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  USER_PROVISIONING: {
    description: "User provisioning settings from Okta to a downstream application",
    capabilities: {
      create: { lifecycleCreate: { status: "DISABLED" } },
      update: {
        profile: { status: "DISABLED" },
        lifecycleDeactivate: { status: "DISABLED" },
        password: { status: "DISABLED", seed: "RANDOM", change: "KEEP_EXISTING" },
      },
    },
  },
  INBOUND_PROVISIONING: {
    description: "In-bound provisioning settings for provisioning users from an application to Okta",
    capabilities: {
      importSettings: {
        username: { userNameFormat: "EMAIL" },
        schedule: { status: "DISABLED", fullImport: null, incrementalImport: null },
      },
      importRules: {
        userCreateAndMatch: {
          exactMatchCriteria: "USERNAME",
          allowPartialMatch: true,
          autoConfirmPartialMatch: false,
          autoConfirmExactMatch: false,
          autoConfirmNewUsers: false,
          autoActivateNewUsers: false,
        },
      },
    },
  },
};

function showFeature(call: Call, one: App, name: string): Record<string, unknown> {
  const kept = mapOf(call.org, "appFeatures").get(`${one.id}/${name}`);
  return {
    name,
    status: "ENABLED",
    ...FEATURES[name],
    ...(kept && { capabilities: kept.capabilities }),
    _links: {
      self: {
        href: `${call.org.orgUrl}/api/v1/apps/${one.id}/features/${name}`,
        hints: { allow: ["GET", "PUT"] },
      },
    },
  };
}

function findFeature(call: Call): { readonly one: App; readonly name: string } {
  const one = own(call);
  if (!isProvisioned(one)) throw notProvisioned();
  const name = call.params.featureName ?? "";
  if (!Object.hasOwn(FEATURES, name)) throw notFound(name, "PublicAppFeatureSetName");
  return { one, name };
}

const merge = (before: unknown, sent: unknown): unknown =>
  isObject(before) && isObject(sent)
    ? {
        ...before,
        ...Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, merge(before[name], value)])),
      }
    : sent;

const features: readonly Operation[] = [
  {
    ...READ,
    method: "GET",
    path: `${ONE}/features`,
    handle(call) {
      const one = own(call);
      if (!isProvisioned(one)) throw notProvisioned();
      return Response.json(Object.keys(FEATURES).map((name) => showFeature(call, one, name)));
    },
  },
  {
    ...READ,
    method: "GET",
    path: `${ONE}/features/{featureName}`,
    handle(call) {
      const { one, name } = findFeature(call);
      return Response.json(showFeature(call, one, name));
    },
  },
  {
    ...MANAGE,
    method: "PUT",
    path: `${ONE}/features/{featureName}`,
    async handle(call) {
      const { one, name } = findFeature(call);
      const capabilities = merge(showFeature(call, one, name).capabilities, await readBody(call));
      mapOf(call.org, "appFeatures").set(`${one.id}/${name}`, { id: name, capabilities });
      return Response.json(showFeature(call, one, name));
    },
  },
];

// The rest.

/** E0000019: the metadata is XML only. */
function notAcceptable(): OktaError {
  return new OktaError({
    status: 400,
    code: "E0000019",
    summary: "Bad request. Accept and/or Content-Type headers likely do not match supported values.",
  });
}

const others: readonly Operation[] = [
  {
    ...MANAGE,
    method: "POST",
    path: `${ONE}/logo`,
    async handle(call) {
      const one = own(call);
      const bytes = (await call.request.arrayBuffer()).byteLength;
      if (bytes === 0) throw validation("file", "file: The field cannot be left blank");
      mapOf(call.org, "appLogos").set(one.id, { id: one.id, bytes });
      return new Response(null, { status: 201 });
    },
  },
  {
    ...READ,
    method: "GET",
    path: `${ONE}/sso/saml/metadata`,
    handle(call) {
      const one = own(call);
      const accept = call.request.headers.get("accept") ?? "*/*";
      if (!/\*\/\*|\b(application|text)\/(\*|xml)/.test(accept)) throw notAcceptable();
      if (one.definition.signOnMode !== "SAML_2_0")
        throw validation("signOnMode", "The app does not sign in by SAML 2.0.");
      const [key] = keysOf(call, one);
      const kid = call.url.searchParams.get("kid") ?? key?.id;
      const found = keysOf(call, one).find(({ id }) => id === kid);
      if (!found) throw notFound(String(kid), "ApplicationKey");
      const location = `${call.org.orgUrl}/app/${one.definition.name}/${one.id}/sso/saml`;
      return new Response(
        `<?xml version="1.0" encoding="UTF-8"?><md:EntityDescriptor entityID="http://www.okta.com/${one.id.replace(/^.../, "exk")}" xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"><md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${showKey(found).x5c[0]}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${location}"/></md:IDPSSODescriptor></md:EntityDescriptor>`,
        { headers: { "content-type": "text/xml" } },
      );
    },
  },
  {
    ...READ,
    method: "GET",
    path: `${ONE}/tokens`,
    handle(call) {
      own(call);
      return Response.json([]);
    },
  },
  {
    ...MANAGE,
    method: "DELETE",
    path: `${ONE}/tokens`,
    handle(call) {
      own(call);
      return done();
    },
  },
  ...(["GET", "DELETE"] as const).map(
    (method): Operation => ({
      ...(method === "GET" ? READ : MANAGE),
      method,
      path: `${ONE}/tokens/{tokenId}`,
      handle(call) {
        const { id } = own(call);
        throw notFound(`${id}.${call.params.tokenId}`, "OAuth2RefreshTokenTx");
      },
    }),
  ),
];

/** What belongs to an app: keys, secrets, grants, provisioning, logo, tokens. */
export const appParts: ResourceDeclaration = {
  operations: [
    ...keys,
    ...secretOperations,
    ...jwks.operations,
    ...grants.operations,
    ...connections,
    ...features,
    ...others,
  ],
};
