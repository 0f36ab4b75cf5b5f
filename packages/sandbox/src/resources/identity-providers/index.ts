import { isObject } from "../../api/request-body.ts";
import { type Collection, defineCollection, mustBeInactive } from "../../collections/collection.ts";
import { object, oneOf, required, text } from "../../collections/fields.ts";
import { oktaId } from "../../org/random.ts";

const TYPES = `AMAZON APPLE DISCORD FACEBOOK GITHUB GITLAB GOOGLE IDV_CLEAR IDV_INCODE IDV_PERSONA LINKEDIN LOGINGOV LOGINGOV_SANDBOX
  MICROSOFT OIDC OKTA_INTEGRATION ORG2ORG PAYPAL PAYPAL_SANDBOX SALESFORCE SAML2 SPOTIFY X509 XERO YAHOO YAHOOJP IDV_STANDARD`;

const POLICY = {
  provisioning: {
    action: "AUTO",
    profileMaster: false,
    groups: { action: "NONE" },
    conditions: { deprovisioned: { action: "NONE" }, suspended: { action: "NONE" } },
  },
  accountLink: { filter: null, action: "AUTO" },
  subject: {
    userNameTemplate: { template: "idpuser.email" },
    filter: null,
    matchType: "USERNAME",
    matchAttribute: null,
  },
  maxClockSkew: 0,
};

/** The providers that users sign in by. The secret of a social provider is shown to everyone who may read: as in Okta. */
export const identityProviders: Collection = defineCollection({
  key: "identityProviders",
  entities: ({ identityProviders: kept }) => kept,
  path: "/api/v1/idps",
  param: "idpId",
  kind: "IdpTrust",
  idPrefix: "0oa",
  scope: "okta.idps",
  resource: "org",
  fields: {
    name: { ...text, max: 100 },
    type: { ...required(oneOf(...TYPES.split(/\s+/))), fixed: true },
    issuerMode: { ...oneOf("ORG_URL", "CUSTOM_URL", "DYNAMIC"), byDefault: "DYNAMIC" },
    protocol: required(object({ type: required(oneOf("SAML2", "OIDC", "OAUTH2", "MTLS", "ID_PROOFING")) })),
    policy: { type: "object", byDefault: {} },
    properties: { type: "object" },
  },
  lifecycle: { initial: "ACTIVE", answer: 200, canBeSent: true },
  unique: ["name"],
  check({ policy, protocol, type }, { call, before }) {
    const { accountLink, provisioning, subject, ...rest } = policy as Readonly<Record<string, object | undefined>>;
    const { credentials } = protocol as { readonly credentials?: unknown };
    const signing =
      isObject(before?.protocol) && isObject(before.protocol.credentials)
        ? before.protocol.credentials.signing
        : undefined;
    return {
      policy: {
        ...POLICY,
        ...rest,
        provisioning: { ...POLICY.provisioning, ...provisioning },
        accountLink: { ...POLICY.accountLink, ...accountLink },
        subject: { ...POLICY.subject, ...subject },
      },
      ...(type === "SAML2" && {
        protocol: {
          ...(protocol as object),
          credentials: {
            ...(isObject(credentials) && credentials),
            signing: signing ?? { kid: oktaId("", call.org.random) },
          },
        },
      }),
    };
  },
  checkDelete: mustBeInactive,
  list: { defaultLimit: 20, q: ["name"] },
  links: (idp, _self, { orgUrl }) => ({
    clientRedirectUri: { href: `${orgUrl}/oauth2/v1/authorize/callback`, hints: { allow: ["POST"] } },
    authorize: { href: `${orgUrl}/oauth2/v1/authorize?idp=${idp.id}`, templated: true, hints: { allow: ["GET"] } },
  }),
  allow: ["GET", "PUT", "DELETE"],
  seeds: () => [
    {
      type: "GOOGLE",
      name: "Google",
      issuerMode: "DYNAMIC",
      protocol: {
        type: "OIDC",
        endpoints: {
          authorization: { url: "https://accounts.google.com/o/oauth2/auth", binding: "HTTP-REDIRECT" },
          token: { url: "https://www.googleapis.com/oauth2/v3/token", binding: "HTTP-POST" },
        },
        scopes: ["openid", "profile", "email"],
        credentials: {
          client: { client_id: "example.apps.googleusercontent.com", client_secret: "sandbox-idp-secret" },
        },
      },
      policy: POLICY,
    },
  ],
});
