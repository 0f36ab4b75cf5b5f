import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ServeOptions } from "@okta-edge/sandbox/serve";
import { emptyFolder } from "./cli.ts";
import { startOrg, type TestOrg } from "./org.ts";

/** An org, and a folder with the settings to call it. */
export interface OrgFolder extends TestOrg {
  readonly folder: string;
  /** What the Management API was asked, such as `GET /api/v1/users`. */
  apiRequests(): readonly string[];
}

/** Starts an org and writes its settings to `.dev.vars` in a folder. The app has an EC key, which is made faster. */
export async function startOrgFolder({ apps = [{}], ...options }: ServeOptions = {}): Promise<OrgFolder> {
  const org = await startOrg({ apps: apps.map((app) => ({ algorithm: "ES256", ...app })), ...options });
  const folder = await emptyFolder();
  const scopes = "okta.users.manage okta.groups.manage okta.apps.read okta.logs.read";
  // The same org by another name, whose settings allow less.
  const eu = { orgUrl: org.url, clientId: org.clientId, keyId: org.keyId, scopes: "okta.groups.read" };
  const settings = {
    ...org.settings,
    OKTA_SCOPES: scopes,
    OKTA_CONNECTIONS: JSON.stringify({ eu }),
    OKTA_PRIVATE_KEY__EU: org.privateKey,
  };
  const quote = (value: string) => (value.includes('"') ? `'${value}'` : `"${value.replaceAll("\n", "\\n")}"`);
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${quote(value)}\n`);
  await writeFile(join(folder.path, ".dev.vars"), lines.join(""));
  return {
    ...org,
    settings,
    folder: folder.path,
    apiRequests: () =>
      org.sandbox.requests.list.filter(({ kind }) => kind === "api").map(({ method, path }) => `${method} ${path}`),
    async close() {
      await org.close();
      await folder.remove();
    },
  };
}
