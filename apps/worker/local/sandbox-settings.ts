import { createHash } from "node:crypto";
import type { Sandbox } from "@okta-edge/sandbox";

/** The key that local callers send. It opens nothing but a Worker on this machine. */
export const LOCAL_CALLER_KEY = "local-development-key";

/** What the curated actions need, all of them. */
const SCOPES = [
  "okta.users.manage",
  "okta.groups.manage",
  "okta.apps.manage",
  "okta.devices.manage",
  "okta.roles.manage",
  "okta.sessions.manage",
  "okta.logs.read",
  "okta.orgs.read",
  "okta.policies.read",
  "okta.networkZones.read",
];

/** The Worker's settings for calling a sandbox, with one local caller. */
export function sandboxSettings({ orgUrl, apps: [app] }: Sandbox): Record<string, string> {
  if (!app) throw new Error("The sandbox has no app.");
  const keyHash = `sha256:${createHash("sha256").update(LOCAL_CALLER_KEY).digest("hex")}`;
  return {
    OKTA_ORG_URL: orgUrl,
    OKTA_CLIENT_ID: app.clientId,
    OKTA_KEY_ID: app.keyId,
    OKTA_PRIVATE_KEY: app.privateKey,
    OKTA_SCOPES: SCOPES.join(" "),
    CALLERS: JSON.stringify([{ name: "local", keyHash, scopes: SCOPES }]),
  };
}
