/**
 * Sends a request, and sees to it that it counts once.
 *
 * Where a connection breaks that was open already, workerd sends a request without a body again, PUT and DELETE too: Okta's DELETE of a
 * user deactivates the first time and deletes the second. A proof of possession is taken once and guards against that; with a bearer token
 * it takes a body that cannot be sent again, if an empty one.
 *
 * @throws an Error where Okta has seen the proof before: it may have carried out what came with it then, so its refusal is no answer.
 */
export async function sendOnce(request: Request): Promise<Response> {
  if (!request.headers.has("dpop")) return fetch(unrepeatable(request));
  const response = await fetch(request);
  const challenge = response.headers.get("www-authenticate") ?? "";
  if (response.status !== 400 || !challenge.includes("The DPoP proof JWT has already been used")) return response;
  throw new Error("The connection broke, and the request was sent again on another.");
}

function unrepeatable(request: Request): Request {
  if (request.body !== null || !/^(PUT|DELETE)$/.test(request.method)) return request;
  return new Request(request, { body: new ReadableStream({ start: (controller) => controller.close() }) });
}
