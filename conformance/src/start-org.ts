import { serve } from "@okta-edge/sandbox/serve";
import { makeKeyForms, makeRefusedKeys } from "./key-forms.ts";
import { APP_OPTIONS, type App, type AppName, type Settings } from "./settings.ts";

/** An org that one runtime has for itself: each case counts what the org is asked. */
export interface StartedOrg {
  readonly settings: Settings;
  stop(): Promise<void>;
}

/** Serves a sandbox on loopback, with an app for each purpose. All keys are made at run time. */
export async function startOrg(): Promise<StartedOrg> {
  const { url, sandbox, close } = await serve({ port: 0, rateLimits: false, apps: Object.values(APP_OPTIONS) });
  const names = Object.keys(APP_OPTIONS) as AppName[];
  const apps = Object.fromEntries(
    names.map((name, place) => {
      const { clientId = "", keyId = "", privateKey = "" } = sandbox.apps[place] ?? {};
      return [name, { clientId, keyId, privateKey }];
    }),
  ) as Record<AppName, App>;
  return {
    settings: { orgUrl: url, apps, keyForms: makeKeyForms(apps), refusedKeys: makeRefusedKeys() },
    stop: close,
  };
}
