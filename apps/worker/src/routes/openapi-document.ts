import type { Action } from "@okta-edge/actions";
import { catalogue } from "@okta-edge/actions/catalogue";
import { describeActions } from "@okta-edge/actions/openapi";
import { requiredOfCaller } from "@okta-edge/actions/operations";
import { version } from "@okta-edge/core";
import type { Context } from "hono";
import { coversScope } from "../callers/scope.ts";
import { callerScopes } from "../gateway/caller-scopes.ts";
import type { Gateway } from "../gateway/gateway.ts";
import type { AppEnv } from "../middleware/app-env.ts";

/** Returns the actions that a caller may use at its connections; all actions for a request without a key. */
export function visibleActions(c: Context<AppEnv>, gateway: Gateway): readonly Action[] {
  const caller = c.get("caller");
  if (!caller) return catalogue;
  const scopes = callerScopes(gateway, caller);
  const holds = (scope: string) => coversScope(caller.scopes, scope);
  return catalogue.filter((action) => coversScope(scopes, action.scope) && requiredOfCaller(action).every(holds));
}

/** Returns the OpenAPI document of these actions. */
export function openApiDocument(c: Context<AppEnv>, gateway: Gateway): Record<string, unknown> {
  return describeActions(visibleActions(c, gateway), { serverUrl: new URL(c.req.url).origin, version });
}
