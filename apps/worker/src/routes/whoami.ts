import type { Context } from "hono";
import { type Caller, hasConnection } from "../callers/callers.ts";
import { callerActions } from "../gateway/caller-actions.ts";
import { callerScopes } from "../gateway/caller-scopes.ts";
import type { AppEnv } from "../middleware/app-env.ts";
import { answerJson } from "../middleware/json-response.ts";

/** Responds with the caller's name and what it may do: no key, no hash of a key and no other secret. */
export async function answerWhoami(c: Context<AppEnv>, caller: Caller): Promise<Response> {
  const gateway = c.get("gateway");
  const expiresAt = c.get("keyExpiresAt") ?? Number.POSITIVE_INFINITY;
  const { scopes: _, actions: __, ...rules } = caller.declaration ?? {};
  return answerJson(c, {
    name: caller.name,
    connections: [...gateway.connections().keys()].filter((name) => hasConnection(caller, name)),
    scopes: [await callerScopes(gateway, caller)].flat(),
    actions: await callerActions(gateway, caller, gateway.settings()),
    keyExpiresAt: Number.isFinite(expiresAt) ? new Date(expiresAt).toISOString() : null,
    ...rules,
  });
}
