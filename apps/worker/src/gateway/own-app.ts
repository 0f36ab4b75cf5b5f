import { resemblesLiteral } from "@okta-edge/actions/operations";
import type { Gateway } from "./gateway.ts";

/** The paths of an app, and of an app as an OAuth client: its credentials, grants and admin roles are below them. */
const APP_PATH = /^\/(?:api\/v1\/apps|oauth2\/v1\/clients)\/([^/]+)/;

/**
 * Reports whether a path is that of an app which the Worker itself uses: to any reader of the path, also to one that decodes the ID twice.
 * A caller that changes this app can re-key the Worker, or give it other scopes and roles. Connections are not distinguished by their org:
 * an org has several domains, and no two apps of Okta have the same ID.
 */
export function isOwnApp(gateway: Gateway, path: string): boolean {
  const [, id] = APP_PATH.exec(path) ?? [];
  if (id === undefined) return false;
  return resemblesLiteral(decodeURIComponent(id), new Set(ownIds(gateway))) || namesOwnApp(gateway, [id]);
}

/** Reports whether the texts of a body name such an app, as the URLs of members do: `https://example.okta.com/oauth2/v1/clients/0oa…`. */
export function namesOwnApp(gateway: Gateway, texts: readonly string[]): boolean {
  const ids = ownIds(gateway);
  return texts.some((text) => {
    const decoded = decodeAll(text).toLowerCase();
    return ids.some((id) => decoded.includes(id));
  });
}

function ownIds(gateway: Gateway): readonly string[] {
  return [...gateway.connections().values()].flatMap((declared) => declared.option("clientId")?.toLowerCase() ?? []);
}

/** How often a text is decoded: no reader does it more often, and a long one could be decoded half a million times. */
const MAX_DECODINGS = 8;

/** Decodes what is encoded once or several times. What is not valid stays. */
function decodeAll(text: string): string {
  let decoded = text;
  try {
    for (let times = 0; times < MAX_DECODINGS && decoded.includes("%"); times++) decoded = decodeURIComponent(decoded);
  } catch {
    // What is decoded so far.
  }
  return decoded;
}
