import { type Caller, hasConnection } from "../callers/callers.ts";
import { effectiveScopes } from "../callers/scope.ts";
import type { Connection } from "../connections/connection.ts";
import { codeOf, describeError } from "../http/describe-error.ts";
import { DEFAULT_CONNECTION, isDefaultDeclared } from "../settings/connection-settings.ts";
import { tokenScopes } from "./caller-policy.ts";
import type { Gateway } from "./gateway.ts";

/** Seconds before its expiry at which a token is refreshed. It runs twice more before requests begin to refresh it themselves. */
const REFRESH_AHEAD = 900;

/** Refreshes at the same time. A request has six connections: reads of KV must not wait for one until their time is up. */
const BATCH = 3;

/**
 * Refreshes the tokens that are about to expire, for every set of scopes that a caller has at a connection, so that no caller waits for
 * Okta. A connection that fails does not affect the others; its callers receive the error, and the log has its code.
 */
export async function refreshTokens(gateway: Gateway): Promise<void> {
  const callers = gateway.callers().all;
  const codes: string[] = [];
  const run = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      const code = codeOf(error);
      codes.push(code);
      if (code === "internal_error")
        console.error(JSON.stringify({ scheduled: "refresh", errors: describeError(error) }));
    }
  };
  const refreshes: (() => Promise<void>)[] = [];
  for (const name of gateway.connections().keys()) {
    if (name === DEFAULT_CONNECTION && !isDefaultDeclared(gateway.text)) continue;
    await run(async () => {
      const connection = await gateway.connection(name);
      if (!connection) return;
      for (const scopes of await scopeSets(connection, callers)) {
        const refresh = () => connection.use((okta) => okta.token({ scopes, refreshAhead: REFRESH_AHEAD }));
        refreshes.push(() => run(refresh));
      }
    });
  }
  for (let start = 0; start < refreshes.length; start += BATCH) {
    // The rest is refreshed by the next run, or by requests.
    if (codes.includes("subrequest_limit")) break;
    await Promise.all(refreshes.slice(start, start + BATCH).map((one) => one()));
  }
  if (codes.length > 0) console.error(JSON.stringify({ scheduled: "refresh", failed: codes.length, codes }));
}

/** Returns each set of scopes that a caller has at a connection. */
async function scopeSets(
  { name, scopes }: Connection,
  callers: readonly Caller[],
): Promise<Iterable<readonly string[]>> {
  const sets = new Map<string, readonly string[]>();
  for (const caller of callers) {
    if (!hasConnection(caller, name)) continue;
    const effective = effectiveScopes(await tokenScopes(caller).catch(() => []), scopes);
    if (effective.length > 0) sets.set([...effective].sort().join(" "), effective);
  }
  return sets.values();
}
