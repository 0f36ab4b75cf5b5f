/** What a caller gets to see of Okta's headers. */
const RESPONSE_HEADERS = [
  "content-type",
  "etag",
  "last-modified",
  "www-authenticate",
  "x-okta-request-id",
  "x-rate-limit-limit",
  "x-rate-limit-remaining",
  "x-rate-limit-reset",
];

/** What Okta gets to see of a caller's headers. */
const REQUEST_HEADERS = ["accept", "accept-language", "content-type", "if-match", "if-none-match", "prefer"];

/** Picks the headers of a request that mean something to Okta, and nothing that could speak for somebody else. */
export function forwardedRequestHeaders(headers: Headers): Headers {
  return pick(headers, REQUEST_HEADERS);
}

/**
 * Turns Okta's answer into the caller's: the same status and body, the headers that may be seen, and links that lead through the
 * Worker again.
 *
 * @param origin the Worker's own, as the caller knows it.
 */
export function forwardResponse(response: Response, orgUrl: string, origin: string): Response {
  const headers = pick(response.headers, RESPONSE_HEADERS);
  for (const link of splitLinks(response.headers.get("link") ?? "")) {
    if (link.startsWith(`<${orgUrl}/`)) headers.append("link", `<${origin}${link.slice(orgUrl.length + 1)}`);
  }
  return new Response(response.body, { status: response.status, headers });
}

function pick(from: Headers, names: readonly string[]): Headers {
  const headers = new Headers();
  for (const name of names) {
    const value = from.get(name);
    if (value !== null) headers.set(name, value);
  }
  return headers;
}

/** The links of a `Link` header (RFC 8288): a comma parts them, but not the commas inside their brackets. */
function splitLinks(header: string): readonly string[] {
  return header.match(/<[^>]*>[^<]*/g)?.map((link) => link.replace(/[\s,]+$/, "")) ?? [];
}
