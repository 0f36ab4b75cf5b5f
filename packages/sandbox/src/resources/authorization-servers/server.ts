import type { Call } from "../../api/operation.ts";
import { isObject } from "../../api/request-body.ts";
import { type Collection, defineCollection } from "../../collections/collection.ts";
import { flag, oneOf, optionalText, text } from "../../collections/fields.ts";
import { isoDate } from "../../org/clock.ts";
import type { Resource } from "../../org/model.ts";
import { validation } from "../../org/okta-error.ts";
import { oktaId } from "../../org/random.ts";
import { ACCESS, ALLOW, ONE, PATH, QUARTER } from "./access.ts";

/** The ID of the server that the org comes with. */
export const DEFAULT_SERVER = "default";

/** The authorization servers that the org has beside its own. */
export const authorizationServers: Collection = defineCollection({
  ...ACCESS,
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
    if (id === DEFAULT_SERVER) throw validation("id", "id: The default authorization server cannot be deleted.");
  },
  list: { q: ["name"] },
  show: ({ id }, { org }) => ({
    type: undefined,
    issuer: `${org.orgUrl}/oauth2/${id}`,
    default: id === DEFAULT_SERVER,
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
  seeds: ({ random }) => [
    {
      id: DEFAULT_SERVER,
      name: "default",
      description: "Default Authorization Server for your Applications",
      audiences: ["api://default"],
      issuerMode: "ORG_URL",
      credentials: { signing: { rotationMode: "AUTO", kid: oktaId("", random) } },
    },
  ],
});

export const scopes: Collection = defineCollection({
  ...ACCESS,
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

const SYSTEM_SCOPES = ["openid", "profile", "email", "address", "phone", "offline_access", "device_sso"];

export function addSystemScopes(store: Call["org"]["store"], serverId: string, random: () => number): void {
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
