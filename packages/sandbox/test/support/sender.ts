import { call, getToken } from "./client.ts";
import type { Send } from "./collection-case.ts";
import type { TestOrg } from "./org.ts";

export type { Send } from "./collection-case.ts";

/** Sends requests with a token that may manage what is named, such as `users`. */
export async function sender(org: TestOrg, ...names: readonly string[]): Promise<Send> {
  const scope = names.map((name) => `okta.${name}.manage`).join(" ");
  const token = await getToken(org, { form: { scope } });
  return (method, path, body) => call(org, token, path, method, body === undefined ? {} : { body });
}
