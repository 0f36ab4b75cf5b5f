import type { OktaClient, OktaClientOptions } from "@okta-edge/core";
import type { Library } from "../library.ts";
import type { AppName, Settings } from "../settings.ts";

/** A way in which a call of the sandbox goes wrong on purpose; its package says what each name means. */
export interface OrgFault {
  readonly on: "token" | "api";
  readonly fault:
    | "status500"
    | "status503"
    | "noResponse"
    | "rateLimited"
    | "errorAfterCommit"
    | "connectionReset"
    | "htmlResponse"
    | "bodyHeld";
  readonly times?: number;
  readonly reset?: number;
}

/** The org as a case sees it: over HTTP alone. */
export interface Org {
  /** The options of a client of an app. */
  options(app: AppName, changes?: Partial<OktaClientOptions>): OktaClientOptions;
  client(app: AppName, changes?: Partial<OktaClientOptions>): OktaClient;
  /** Lets calls go wrong from now on. */
  set(fault: OrgFault): Promise<void>;
  /** Lets calls go well again, and forgets what was asked. */
  reset(): Promise<void>;
  /** How often the token endpoint, and the Management API, were called in this case. */
  counts(): Promise<{ readonly token: number; readonly api: number }>;
}

/** Makes an {@link Org} of a served sandbox. */
export function createOrg({ core }: Library, { orgUrl, apps }: Settings): Org {
  const control = async (path: string, init?: RequestInit) => {
    const response = await fetch(`${orgUrl}/_sandbox/${path}`, init);
    if (!response.ok) throw new Error(`The sandbox answered ${path} with ${response.status}.`);
    return response;
  };
  const org: Org = {
    options: (app, changes) => ({ orgUrl, ...apps[app], scopes: ["okta.users.read"], ...changes }),
    client: (app, changes) => core.createOktaClient(org.options(app, changes)),
    async set(fault) {
      await control("faults", { method: "PUT", body: JSON.stringify(fault) });
    },
    async reset() {
      await control("faults", { method: "DELETE" });
      await control("requests", { method: "DELETE" });
    },
    async counts() {
      const { token, api } = (await (await control("requests")).json()).counts;
      return { token, api };
    },
  };
  return org;
}
