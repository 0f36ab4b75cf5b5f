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

/** Gives the org the last rule of each policy, an API token and a pool of agents: the same for the same seed. */
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
}
