import { abortable } from "./time-limit.ts";

/** Sends a request that is created from these arguments; rejects with the signal's reason as soon as it aborts. */
export type Send = (url: string, init: RequestInit) => Promise<Response>;

const requests = new WeakMap<object, Request>();

/**
 * Returns what sends a client's requests.
 *
 * @param fetch - The client's own. Without it, the runtime's is called with a URL: with a `Request`, it would create another one from it.
 */
export function createSend(fetch: ((request: Request) => Promise<Response>) | undefined): Send {
  if (!fetch) return (url, init) => globalThis.fetch(url, init);
  return async (url, init) => {
    const request = new Request(url, init);
    const response = await abortable(fetch(request), init.signal);
    // undici refers to a request's signal weakly: without the request, an abort does not reach a body that is being read.
    if (response.body) requests.set(response.body, request);
    return response;
  };
}
