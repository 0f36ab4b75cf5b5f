import { importPrivateKey, type PrivateKey } from "@okta-edge/core";
import { createSandbox, type Sandbox } from "@okta-edge/sandbox";

/** An API Services app of an org in this process. */
export interface ServiceApp {
  readonly sandbox: Sandbox;
  readonly clientId: string;
  readonly keyId: string;
  readonly pem: string;
  readonly privateKey: PrivateKey;
  /** The token endpoint. */
  readonly audience: string;
}

/** Creates the org and its app, whose tokens are Bearer tokens. */
export async function createServiceApp(): Promise<ServiceApp> {
  const sandbox = await createSandbox({ apps: [{ dpop: false }], rateLimits: false });
  const [app] = sandbox.apps;
  if (!app) throw new Error("The sandbox has no app.");
  const { clientId, keyId, privateKey: pem } = app;
  const privateKey = await importPrivateKey(pem);
  return { sandbox, clientId, keyId, pem, privateKey, audience: `${sandbox.orgUrl}/oauth2/v1/token` };
}
