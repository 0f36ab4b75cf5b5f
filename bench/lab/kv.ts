import { convertV4MiniflareOptions, Miniflare } from "miniflare";

/** A KV namespace, at an address for workerd. */
export interface Kv extends AsyncDisposable {
  /** Host and port. */
  readonly address: string;
}

/** Speaks the protocol of workerd's KV bindings, and keeps the values in Miniflare's KV. */
const SCRIPT = `export default {
  async fetch(request, env) {
    const url = new URL(request.url);
    const key = decodeURIComponent(url.pathname.slice(1));
    if (request.method === "PUT") {
      const expiration = Number(url.searchParams.get("expiration")) || undefined;
      await env.KV.put(key, await request.arrayBuffer(), { expiration });
      return new Response();
    }
    if (request.method === "DELETE") return new Response(await env.KV.delete(key));
    const value = await env.KV.get(key, "arrayBuffer");
    return new Response(value, { status: value === null ? 404 : 200 });
  },
};`;

/** Starts an empty KV namespace: Miniflare's, which is the one of \`wrangler dev\`. */
export async function startKv(): Promise<Kv> {
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: "127.0.0.1",
      port: 0,
      modules: true,
      script: SCRIPT,
      compatibilityDate: "2026-11-01",
      kvNamespaces: ["KV"],
    }),
  );
  const { host } = await miniflare.ready;
  return { address: host, [Symbol.asyncDispose]: () => miniflare.dispose() };
}
