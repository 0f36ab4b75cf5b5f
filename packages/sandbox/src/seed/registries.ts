import type { Store } from "../org/model.ts";
import { oktaId, seededRandom } from "../org/random.ts";

const DAY = 86_400_000;

/** What the last rule of a policy does, by its type. */
const ACTIONS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  SIGN_ON: { signon: { access: "ALLOW", requireFactor: false } },
  ACCESS_POLICY: {
    appSignOn: {
      access: "ALLOW",
      verificationMethod: { factorMode: "2FA", type: "ASSURANCE", reauthenticateIn: "PT2H" },
    },
  },
  PASSWORD: {
    passwordChange: { access: "ALLOW" },
    selfServicePasswordReset: { access: "ALLOW" },
    selfServiceUnlock: { access: "DENY" },
  },
  MFA_ENROLL: { enroll: { self: "CHALLENGE" } },
  PROFILE_ENROLLMENT: { profileEnrollment: { access: "ALLOW", unknownUserAction: "DENY" } },
  IDP_DISCOVERY: { idp: { providers: [{ type: "OKTA" }] } },
};

/** What an authenticator is used for, by its key. */
const SETTINGS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  okta_email: { allowedFor: "any", tokenLifetimeInMinutes: 5 },
  phone_number: { allowedFor: "any" },
  okta_verify: {
    channelBinding: { style: "NUMBER_CHALLENGE", required: "NEVER" },
    compliance: { fips: "OPTIONAL" },
    userVerification: "PREFERRED",
  },
};

/** Gives the org its policy rules, authenticators, hooks, tokens, providers and agents: the same for the same seed. */
export function seedRegistries(store: Store, seed: number): void {
  const random = seededRandom(seed + 900);
  const [everyone] = store.groups.values();
  const created = everyone?.created ?? "";
  const common = { status: "ACTIVE", created, lastUpdated: created } as const;
  const [admin] = store.users.values();
  const later = (days: number) => new Date(Date.parse(created) + days * DAY).toISOString();

  for (const policy of store.policies.values()) {
    if (policy.system !== true) continue;
    const id = oktaId("0pr", random);
    const type = policy.type === "OKTA_SIGN_ON" ? "SIGN_ON" : policy.type;
    store.policyRules.set(id, {
      ...common,
      id,
      policyId: policy.id,
      type,
      name: policy.type === "ACCESS_POLICY" ? "Catch-all Rule" : "Default Rule",
      priority: 99,
      system: true,
      conditions: null,
      actions: ACTIONS[type] ?? {},
    });
  }

  for (const [key, type, name] of [
    ["okta_email", "email", "Email"],
    ["okta_password", "password", "Password"],
    ["phone_number", "phone", "Phone"],
    ["okta_verify", "app", "Okta Verify"],
    ["webauthn", "security_key", "Security Key or Biometric"],
    ["tac", "tac", "Temporary Access Code"],
  ] as const) {
    const id = oktaId("aut", random);
    const settings = SETTINGS[key];
    store.authenticators.set(id, { ...common, id, key, type, name, ...(settings && { settings }) });
  }

  const token = oktaId("00T", random);
  store.apiTokens.set(token, {
    ...common,
    id: token,
    type: "SSWS",
    name: "Nightly export",
    userId: admin?.id,
    tokenWindow: "P30D",
    network: { connection: "ANYWHERE" },
    clientName: "Okta API",
    expiresAt: later(30),
  });

  const idp = oktaId("0oa", random);
  store.identityProviders.set(idp, {
    ...common,
    id: idp,
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
      credentials: { client: { client_id: "example.apps.googleusercontent.com", client_secret: "sandbox-idp-secret" } },
    },
    policy: {
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
    },
  });

  const pool = oktaId("0oa", random);
  store.agentPools.set(pool, {
    id: pool,
    status: "ACTIVE",
    type: "AD",
    name: "corp.example.com",
    operationalStatus: "OPERATIONAL",
    disruptedAgents: 0,
    inactiveAgents: 0,
    agents: [{ id: oktaId("a53", random), name: "dc1", type: "AD", operationalStatus: "OPERATIONAL", poolId: pool }],
  });

  const server = "default";
  store.authorizationServers.set(server, {
    ...common,
    id: server,
    type: "CUSTOM",
    name: "default",
    description: "Default Authorization Server for your Applications",
    audiences: ["api://default"],
    issuerMode: "ORG_URL",
    credentials: { signing: { rotationMode: "AUTO", kid: oktaId("", random) } },
  });

  const assurance = oktaId("dae", random);
  store.deviceAssurances.set(assurance, {
    id: assurance,
    status: "ACTIVE",
    type: "MACOS",
    platform: "MACOS",
    name: "Company Macs",
    osVersion: { minimum: "14.5.0" },
    diskEncryptionType: { include: ["ALL_INTERNAL_VOLUMES"] },
    createdDate: created,
    createdBy: admin?.id,
    lastUpdate: created,
    lastUpdatedBy: admin?.id,
  });

  const hook = oktaId("who", random);
  store.eventHooks.set(hook, {
    ...common,
    id: hook,
    type: "HTTP",
    verificationStatus: "VERIFIED",
    name: "Ticket system",
    description: null,
    createdBy: admin?.id,
    events: { type: "EVENT_TYPE", items: ["user.account.lock"], filter: null },
    channel: {
      type: "HTTP",
      version: "1.0.0",
      config: {
        uri: "https://tickets.example.com/okta",
        headers: [],
        method: "POST",
        authScheme: { type: "HEADER", key: "authorization" },
      },
    },
  });
}
