import type { ResourceDeclaration } from "../../api/resource.ts";
import { flag, list, oneOf, required } from "../../collections/fields.ts";
import { defineSingleton } from "../../collections/singleton.ts";

const ATTACK = { scope: "okta.orgs", resource: "org", bucket: "attack-protection" } as const;

const lockout = defineSingleton({
  ...ATTACK,
  key: "userLockout",
  path: "/attack-protection/api/v1/user-lockout-settings",
  fields: { preventBruteForceLockoutFromUnknownDevices: flag(false) },
  initial: { preventBruteForceLockoutFromUnknownDevices: false },
});

const authenticatorSettings = defineSingleton({
  ...ATTACK,
  key: "attackProtectionAuthenticators",
  path: "/attack-protection/api/v1/authenticator-settings",
  fields: { verifyKnowledgeSecondWhen2faRequired: flag(false) },
  initial: { verifyKnowledgeSecondWhen2faRequired: false },
});

const botProtection = defineSingleton({
  key: "botProtection",
  path: "/api/v1/bot-protection/configuration",
  scope: "okta.botProtection",
  resource: "org",
  methods: ["POST"],
  isPartial: false,
  fields: {
    mode: required(oneOf("DISABLED", "LOG_ONLY", "ENFORCED")),
    level: required(oneOf("ANY", "LOW", "MEDIUM", "HIGH")),
    enforcementType: { ...oneOf("OKTA_CHALLENGE"), byDefault: "OKTA_CHALLENGE" },
    supportedFlows: list,
  },
  initial: { mode: "LOG_ONLY", level: "MEDIUM", enforcementType: "OKTA_CHALLENGE", supportedFlows: [] },
});

/** How the org protects sign-ins. */
export const attackProtection: ResourceDeclaration = {
  operations: [lockout, authenticatorSettings, botProtection].flatMap(({ operations }) => operations),
};
