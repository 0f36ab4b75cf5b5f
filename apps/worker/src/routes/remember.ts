import type { Context } from "hono";
import type { AppEnv } from "../middleware/app-env.ts";

/** Responses that are remembered: a document has up to 300 KB. */
const MAX_RESPONSES = 16;

interface KnownResponse {
  readonly origin: string;
  readonly body: ArrayBuffer;
  readonly headers: Headers;
}

/**
 * Creates a route that remembers its response to each caller, for a route whose response depends on the caller, the settings and the
 * Worker's origin alone.
 *
 * The responses are found by the caller as an object, or by the gateway for a request without a key: both exist once for the settings that
 * they were read from. So no caller receives another one's response, and changed settings are another gateway.
 */
export function remember(respond: (c: Context<AppEnv>) => Response | Promise<Response>) {
  const responses = new Map<object, KnownResponse>();
  return async (c: Context<AppEnv>): Promise<Response> => {
    const owner = c.get("caller") ?? c.get("gateway");
    const { origin } = new URL(c.req.url);
    const known = responses.get(owner);
    if (known?.origin === origin) return new Response(known.body, { headers: known.headers });
    const response = await respond(c);
    if (response.status !== 200) return response;
    const headers = new Headers(response.headers);
    const body = await response.arrayBuffer();
    responses.delete(owner);
    responses.set(owner, { origin, body, headers });
    const [oldest] = responses.keys();
    if (responses.size > MAX_RESPONSES && oldest) responses.delete(oldest);
    return new Response(body, { headers });
  };
}
