import type { Context } from "hono";
import type { AppEnv } from "../middleware/app-env.ts";

/** Responses that are remembered: a document has up to 300 KB. */
const MAX_RESPONSES = 16;

interface KnownResponse {
  readonly origin: string;
  readonly plain: Content;
  readonly gzipped: Content;
}

type Content = readonly [body: ArrayBuffer, init: ResponseInit];

/** Without a weight of 0, which rejects it. */
const ACCEPTS_GZIP = /(?:^|[\s,])gzip\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))[\d.]+\s*)?(?:,|$)/i;

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
    const isGzipped = ACCEPTS_GZIP.test(c.req.header("accept-encoding") ?? "");
    const known = responses.get(owner);
    if (known?.origin === origin) return new Response(...known[isGzipped ? "gzipped" : "plain"]);
    const response = await respond(c);
    if (response.status !== 200) return response;
    const headers = new Headers(response.headers);
    headers.set("vary", "accept-encoding");
    const body = await response.arrayBuffer();
    const gzippedHeaders = new Headers(headers);
    gzippedHeaders.set("content-encoding", "gzip");
    const init = { headers: gzippedHeaders, encodeBody: "manual" } as ResponseInit;
    const made: KnownResponse = { origin, plain: [body, { headers }], gzipped: [await gzip(body), init] };
    responses.delete(owner);
    responses.set(owner, made);
    const [oldest] = responses.keys();
    if (responses.size > MAX_RESPONSES && oldest) responses.delete(oldest);
    return new Response(...made[isGzipped ? "gzipped" : "plain"]);
  };
}

/** Compresses once what the runtime would otherwise compress, or send in full, with every response. */
function gzip(body: ArrayBuffer): Promise<ArrayBuffer> {
  return new Response(new Response(body).body?.pipeThrough(new CompressionStream("gzip"))).arrayBuffer();
}
