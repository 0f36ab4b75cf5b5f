import { type Answer, call, getToken } from "./client.ts";
import type { TestOrg } from "./org.ts";

/** Sends a request with a body. */
export type Send = (method: string, path: string, body?: unknown) => Promise<Answer>;

/** Sends requests with a token that may manage what is named, such as `users`. */
export async function sender(org: TestOrg, ...names: readonly string[]): Promise<Send> {
  const scope = names.map((name) => `okta.${name}.manage`).join(" ");
  const token = await getToken(org, { form: { scope } });
  return (method, path, body) => call(org, token, path, method, body === undefined ? {} : { body });
}
