/** Nothing of Okta's is read from Cloudflare's cache, or written to it, whatever rules the zone has. */
export const UNCACHED = { cache: "no-store" } as const;

/**
 * Sends a request so that it has effect at most once.
 *
 * When a connection that was already open breaks, workerd sends a request without a body again, PUT and DELETE too: Okta's DELETE of a user
 * deactivates it the first time and deletes it the second. Okta accepts a DPoP proof once, which prevents this; with a bearer token, an
 * empty body that cannot be sent again does.
 *
 * @throws {Error} when Okta has received the proof before: the request may have been processed then, so its rejection is not a result.
 */
export async function sendOnce(request: Request): Promise<Response> {
  if (!request.headers.has("dpop")) return sendUncached(unrepeatable(request));
  const response = await sendUncached(request);
  const challenge = response.headers.get("www-authenticate") ?? "";
  if (response.status !== 400 || !challenge.includes("The DPoP proof JWT has already been used")) return response;
  throw new Error("The connection was closed, and the request was sent again on another.");
}

/** A request that has the option already is sent as it is: with options, the runtime copies it. */
function sendUncached(request: Request): Promise<Response> {
  return request.cache === UNCACHED.cache ? fetch(request) : fetch(request, UNCACHED);
}

function unrepeatable(request: Request): Request {
  if (request.body !== null || !/^(PUT|DELETE)$/.test(request.method)) return request;
  return new Request(request, { body: new ReadableStream({ start: (controller) => controller.close() }) });
}
