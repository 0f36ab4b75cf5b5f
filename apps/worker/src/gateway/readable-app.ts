import { coversScope, knownTargets } from "@okta-edge/actions/policy";
import type { Caller } from "../callers/callers.ts";
import { SettingsError } from "../settings/settings-error.ts";
import { type LoadedPolicy, loadPolicy } from "./caller-policy.ts";

/** The scope of `apps.get`. */
const SCOPE = "okta.apps.read";

/** Reports whether a caller may read an app in Okta, by all of its rules. A caller whose rules are invalid may not. */
export async function mayReadApp(caller: Caller, appId: string): Promise<boolean> {
  if (!caller.declaration) return coversScope(caller.scopes, SCOPE);
  const loaded = await loadPolicy(caller).catch(unlessInvalid);
  const target = knownTargets().find(({ action }) => action?.id === "apps.get");
  if (!loaded || !target) return false;
  const call = { ...target, segments: ["api", "v1", "apps", appId], query: [] };
  return loaded.decide(loaded.policy, call, [SCOPE]).isAllowed;
}

function unlessInvalid(error: unknown): LoadedPolicy | undefined {
  if (error instanceof SettingsError) return undefined;
  throw error;
}
