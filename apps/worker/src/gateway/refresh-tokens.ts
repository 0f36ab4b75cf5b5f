import { OktaEdgeError } from "@okta-edge/core";
import { hasConnection } from "../callers/callers.ts";
import { effectiveScopes } from "../callers/scope.ts";
import { SettingsError } from "../settings/settings-error.ts";
import { tokenScopes } from "./caller-policy.ts";
import type { Gateway } from "./gateway.ts";

/**
 * Refreshes the tokens that are about to expire, for every set of scopes that a caller has at a connection, so that no caller waits for
 * Okta. A connection that fails does not affect the others; its callers receive the error.
 */
export async function refreshTokens(gateway: Gateway): Promise<void> {
  const callers = gateway.callers().all;
  const refreshes = [...gateway.connections().keys()].map(async (name) => {
    const connection = await gateway.connection(name);
    if (!connection) return;
    const sets = new Map<string, readonly string[]>();
    for (const caller of callers.filter((one) => hasConnection(one, name))) {
      const own = await tokenScopes(caller).catch(() => []);
      const scopes = effectiveScopes(own, connection.scopes);
      if (scopes.length > 0) sets.set([...scopes].sort().join(" "), scopes);
    }
    await Promise.all([...sets.values()].map((scopes) => connection.use((okta) => okta.token({ scopes }))));
  });
  const failures = (await Promise.allSettled(refreshes)).filter((result) => result.status === "rejected");
  if (failures.length === 0) return;
  const codes = failures.map(({ reason }) =>
    reason instanceof OktaEdgeError || reason instanceof SettingsError ? reason.code : "internal_error",
  );
  console.error(JSON.stringify({ scheduled: "refresh", failed: failures.length, codes }));
}
