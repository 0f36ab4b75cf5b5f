import type { Operation } from "@okta-edge/actions/operations";
import type { Caller } from "../callers/callers.ts";
import type { Problem } from "../http/problem.ts";

/**
 * Paths below which a change hands out a credential or rights of another client: API tokens, secrets, keys and scopes of apps and AI
 * agents, admin roles of clients, and the bindings of resource sets, whose members can be clients.
 */
const CREDENTIAL_PATHS =
  /^(\/api\/v1\/api-tokens\b|\/api\/v1\/apps\/\{\w+\}\/(credentials|grants|cwo|interclient-allowed-apps)\b|\/oauth2\/v1\/clients\/\{\w+\}\/roles\b|\/api\/v1\/iam\/resource-sets\/\{\w+\}\/bindings\b|\/integrations\/api\/v1\/api-services\b|\/workload-principals\/api\/v1\/ai-agents\/\{\w+\}\/(credentials|connections)\b)/;

const APP = /^\/api\/v1\/apps\/\{\w+\}$/;

/** Members of an app that are its keys and its secret. */
const KEY_MEMBERS = ["jwks", "jwks_uri", "client_secret"];

/** Reports whether an operation has the mark `privilege`: its body can name a client that gets rights. */
export function grantsRights({ method, marks }: Operation): boolean {
  return method !== "GET" && marks.includes("privilege");
}

/**
 * Reports whether a call hands out a credential or rights of another client.
 *
 * @param texts - of the body, see {@link textsIn}.
 */
export function handsOutCredentials(operation: Operation, texts: readonly string[]): boolean {
  if (!grantsRights(operation)) return false;
  return (
    CREDENTIAL_PATHS.test(operation.path) ||
    (APP.test(operation.path) && KEY_MEMBERS.some((name) => texts.includes(name)))
  );
}

/** Returns the problem of a caller that must not hand out credentials. The scope alone is not enough: it opens much else. */
export function credentialsNotAllowed({ name }: Caller): Problem {
  return {
    status: 403,
    code: "credentials_not_allowed",
    title: "Credentials not allowed",
    detail: `This operation hands out a credential or admin rights of an app. The caller "${name}" has the scope, but not "credentials": true in CALLERS.`,
  };
}

/**
 * Returns every text in a JSON body, names of members included. Of members that are there twice it has both: readers of JSON differ in
 * which one counts.
 *
 * @param type - the `Content-Type`. What is not JSON, such as a certificate, is one text. JSON is read as such whatever the type says.
 * @returns undefined if the body should be JSON and is not, in UTF-8: Okta may read it in another encoding.
 */
export async function textsIn(body: BodyInit | null, type: string | null): Promise<readonly string[] | undefined> {
  const json = await new Response(body).text();
  if (json === "") return [];
  try {
    JSON.parse(json);
  } catch {
    return type && !/\bjson\b/i.test(type) ? [json] : undefined;
  }
  return json.match(/"(?:[^"\\]|\\.)*"/g)?.map((text) => JSON.parse(text) as string) ?? [];
}
