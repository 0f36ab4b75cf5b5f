import { hasConnection } from "../callers/callers.ts";
import { effectiveScopes } from "../callers/scope.ts";
import { loadCheck } from "../on-demand/load.ts";
import { DEFAULT_CONNECTION, isDefaultDeclared } from "../settings/connection-settings.ts";
import { SettingsError } from "../settings/settings-error.ts";
import type { Gateway } from "./gateway.ts";

/** Milliseconds that an org has to respond. */
const ORG_TIMEOUT = 5000;

/**
 * Checks that the Worker can serve its callers: the settings are valid, every connection that a caller uses has an access token, and its
 * org responds. A token from the cache is good enough, and the org is asked where Okta has no rate limit, so that this costs Okta nothing.
 *
 * @throws the error of the first part that is not ready.
 */
export async function checkReadiness(gateway: Gateway): Promise<void> {
  const callers = gateway.callers();
  const kvCallers = gateway.kvCallers();
  if (callers.localKeyError) throw callers.localKeyError;
  const { checkWorkerSettings } = await loadCheck();
  const problems = (await checkWorkerSettings(gateway.text, () => [])).filter(
    ({ code, setting }) => code !== "unknown_setting" && setting !== "CALLERS",
  );
  if (problems.length > 0) throw new SettingsError(problems);
  const names = [...gateway.connections().keys()].filter(
    (name) => name !== DEFAULT_CONNECTION || isDefaultDeclared(gateway.text),
  );
  await Promise.all(
    names.map(async (name) => {
      const connection = await gateway.connection(name);
      const caller = callers.all.find((one) => hasConnection(one, name)) ?? (kvCallers && { scopes: "all" as const });
      const scopes = caller && connection ? effectiveScopes(caller.scopes, connection.scopes) : [];
      if (!connection || scopes.length === 0) return;
      await connection.use((okta) => okta.token({ scopes }));
      await askOrg(connection.orgUrl, gateway);
    }),
  );
}

async function askOrg(orgUrl: string, { fetch }: Gateway): Promise<void> {
  const request = new Request(`${orgUrl}/.well-known/okta-organization`, {
    redirect: "manual",
    signal: AbortSignal.timeout(ORG_TIMEOUT),
  });
  const { status, body } = await fetch(request);
  await body?.cancel();
  if (status !== 200) throw new Error(`The org returned ${status}.`);
}
