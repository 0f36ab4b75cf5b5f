import { isObject } from "../../api/request-body.ts";
import type { App } from "../../org/model.ts";

export function oauthClientOf({ definition }: App): Record<string, unknown> {
  const { oauthClient } = isObject(definition.credentials) ? definition.credentials : {};
  return isObject(oauthClient) ? oauthClient : {};
}
