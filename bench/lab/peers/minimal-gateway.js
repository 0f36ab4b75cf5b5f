// The least that a gateway with one caller and a constant token does: no scopes, no validation, no retries, no renewal of tokens.
const SECURITY_HEADERS = Object.entries({
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=15552000",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
});
const HIDDEN = ["set-cookie", "server", "p3p", "pragma", "expires"];
const encoder = new TextEncoder();
let expected;

export default {
  async fetch(request, env) {
    const start = Date.now();
    const requestId = crypto.randomUUID();
    expected ??= Uint8Array.from(env.KEY_HASH.match(/../g), (byte) => Number.parseInt(byte, 16));
    const key = request.headers.get("authorization")?.replace(/^Bearer /, "") ?? "";
    const digest = await crypto.subtle.digest("SHA-256", encoder.encode(key));
    if (!crypto.subtle.timingSafeEqual(digest, expected)) return new Response("Unauthorized", { status: 401 });
    const { pathname, search } = new URL(request.url);
    const response = await fetch(env.OKTA_ORG_URL + pathname + search, {
      method: request.method,
      headers: { accept: "application/json", authorization: "Bearer constant" },
      body: request.body,
      redirect: "manual",
      signal: AbortSignal.any([request.signal, AbortSignal.timeout(20_000)]),
    });
    const headers = new Headers(response.headers);
    for (const name of HIDDEN) headers.delete(name);
    for (const [name, value] of SECURITY_HEADERS) headers.set(name, value);
    headers.set("x-request-id", requestId);
    console.log(JSON.stringify({ requestId, status: response.status, duration: Date.now() - start }));
    return new Response(response.body, { status: response.status, headers });
  },
};
