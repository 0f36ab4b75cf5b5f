/** The key in a request's headers, or why there is none. */
export type Credential = { readonly key: string } | { readonly refusal: string };

/** A scheme, a space and a key: printable ASCII without spaces and commas. */
const SPACED = /^(?:Bearer|SSWS) +([!-+\--~]{1,512})$/i;

/** The form that Okta's SDK for Python sends, without the space: accepted in that SDK's spelling only. */
const UNSPACED = /^(?:Bearer|SSWS)([!-+\--~]{1,512})$/;

/** Reads the caller's key: `Authorization: Bearer …`, `Authorization: SSWS …` as Okta's SDKs send it, or `X-API-Key`. */
export function readCredential(headers: Headers): Credential {
  const authorization = headers.get("authorization");
  const apiKey = headers.get("x-api-key")?.trim();
  const [, key] = SPACED.exec(authorization ?? "") ?? UNSPACED.exec(authorization ?? "") ?? [];
  if (authorization !== null && key === undefined) {
    return { refusal: "The Authorization header must be Bearer or SSWS and one key." };
  }
  if (key !== undefined && apiKey !== undefined && key !== apiKey) {
    return { refusal: "Authorization and X-API-Key hold different keys. Send one." };
  }
  const found = key ?? apiKey;
  return found
    ? { key: found }
    : {
        refusal: "Send the caller's key: Authorization: Bearer <key>, Authorization: SSWS <key>, or X-API-Key: <key>.",
      };
}

/** Reports whether a request has a credential of any kind. */
export function hasCredential(headers: Headers): boolean {
  return ["authorization", "x-api-key", "cf-access-jwt-assertion"].some((name) => headers.has(name));
}
