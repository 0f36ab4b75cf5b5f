import type { Store } from "../org/model.ts";
import { oktaId, seededRandom } from "../org/random.ts";

type Draft = Readonly<Record<string, unknown>> & { readonly type: string };

/** Gives the org its policies and network zones: the same for the same seed. */
export function seedDefinitions(store: Store, seed: number): void {
  const random = seededRandom(seed + 700);
  const [everyone, ...teams] = store.groups.values();
  const created = everyone?.created;
  const people = (group = everyone) => ({ people: { groups: { include: group ? [group.id] : [] } } });
  const contractors = teams.find(({ profile }) => profile.name === "Contractors");

  const addPolicy = (policy: Draft) => {
    const id = oktaId("00p", random);
    store.policies.set(id, { ...policy, id, status: "ACTIVE", created, lastUpdated: created });
  };
  const byDefault = {
    name: "Default Policy",
    description: "For everyone whom no other policy is for",
    system: true,
  };
  addPolicy({ ...byDefault, type: "OKTA_SIGN_ON", priority: 1, conditions: people() });
  addPolicy({
    type: "PASSWORD",
    name: "Contractors",
    description: "Shorter lives for passwords that leave the company",
    priority: 1,
    system: false,
    conditions: { ...people(contractors), authProvider: { provider: "OKTA" } },
    settings: passwordSettings(12, 60),
  });
  addPolicy({
    ...byDefault,
    type: "PASSWORD",
    priority: 2,
    conditions: { ...people(), authProvider: { provider: "OKTA" } },
    settings: passwordSettings(8, 0),
  });
  addPolicy({ ...byDefault, type: "MFA_ENROLL", priority: 1, conditions: people(), settings: ENROLLMENT });
  addPolicy({ ...byDefault, type: "ACCESS_POLICY", name: "Any two factors", priority: 1, conditions: null });
  addPolicy({ ...byDefault, type: "PROFILE_ENROLLMENT", priority: 1, conditions: null });
  addPolicy({ ...byDefault, type: "IDP_DISCOVERY", name: "Idp Discovery Policy", priority: 1, conditions: null });
  addPolicy({ ...byDefault, type: "POST_AUTH_SESSION", name: "Session Protection", priority: 1, conditions: null });
  addPolicy({ ...byDefault, type: "ENTITY_RISK", name: "Entity Risk Policy", priority: 1, conditions: null });

  // The policy of the app that Okta is administered with.
  addPolicy({ type: "ACCESS_POLICY", name: "Okta Admin Console", priority: 1, system: false, conditions: null });

  const addZone = (zone: Draft) => {
    const id = oktaId("nzo", random);
    store.zones.set(id, { ...zone, id, status: "ACTIVE", created, lastUpdated: created });
  };
  const ofSystem = { type: "IP", system: true, gateways: null, proxies: null };
  addZone({ ...ofSystem, name: "LegacyIpZone", usage: "POLICY" });
  addZone({ ...ofSystem, name: "BlockedIpZone", usage: "BLOCKLIST" });
  addZone({
    type: "DYNAMIC_V2",
    name: "DefaultEnhancedDynamicZone",
    usage: "BLOCKLIST",
    system: true,
    locations: { include: [], exclude: [] },
    asns: { include: [], exclude: [] },
    ipServiceCategories: { include: ["ALL_ANONYMIZERS"], exclude: [] },
  });
  addZone({
    type: "IP",
    name: "Offices",
    usage: "POLICY",
    system: false,
    gateways: [{ type: "CIDR", value: "192.0.2.0/24" }],
    proxies: null,
  });
}

const ENROLLMENT = {
  type: "AUTHENTICATORS",
  authenticators: [
    { key: "okta_email", enroll: { self: "NOT_ALLOWED" } },
    { key: "okta_verify", enroll: { self: "OPTIONAL" } },
    { key: "okta_password", enroll: { self: "REQUIRED" } },
  ],
};

function passwordSettings(minLength: number, maxAgeDays: number): Record<string, unknown> {
  return {
    password: {
      complexity: {
        minLength,
        minLowerCase: 1,
        minUpperCase: 1,
        minNumber: 1,
        minSymbol: 0,
        excludeUsername: true,
        dictionary: { common: { exclude: false } },
        excludeAttributes: [],
      },
      age: { maxAgeDays, expireWarnDays: maxAgeDays === 0 ? 0 : 7, minAgeMinutes: 0, historyCount: 4 },
      lockout: {
        maxAttempts: 10,
        autoUnlockMinutes: 0,
        userLockoutNotificationChannels: [],
        showLockoutFailures: false,
      },
    },
    recovery: {
      factors: {
        recovery_question: { status: "ACTIVE", properties: { complexity: { minLength: 4 } } },
        okta_email: { status: "ACTIVE", properties: { recoveryToken: { tokenLifetimeMinutes: 10_080 } } },
        okta_sms: { status: "INACTIVE" },
        okta_call: { status: "INACTIVE" },
      },
    },
    delegation: { options: { skipUnlock: false } },
  };
}
