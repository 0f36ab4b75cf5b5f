import { type ServedSandbox, type ServeOptions, serve } from "@okta-edge/sandbox/serve";

/** An org with one app, and what a connection to it needs. */
export interface TestOrg extends ServedSandbox {
  readonly clientId: string;
  readonly keyId: string;
  readonly privateKey: string;
  /** The settings of a Worker, without callers. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Serves a sandbox that acts as a real org. */
export async function startOrg(options: ServeOptions = {}): Promise<TestOrg> {
  const served = await serve({ port: 0, ...options });
  const [app] = served.sandbox.apps;
  if (!app) throw new Error("The sandbox has no app.");
  const { clientId, keyId, privateKey } = app;
  const settings = {
    OKTA_ORG_URL: served.url,
    OKTA_CLIENT_ID: clientId,
    OKTA_KEY_ID: keyId,
    OKTA_PRIVATE_KEY: privateKey,
    OKTA_SCOPES: "okta.users.read okta.groups.read",
  };
  return { ...served, clientId, keyId, privateKey, settings };
}
