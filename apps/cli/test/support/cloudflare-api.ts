import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A Worker as Cloudflare's API received it. */
export interface UploadedWorker {
  readonly name: string;
  /** The secrets in the upload itself. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Paths of the static assets that the upload serves. */
  readonly assets: readonly string[];
}

/** The part of Cloudflare's API that wrangler uses for a deployment and for secrets. */
export interface CloudflareApi {
  /** What the command needs to reach it. */
  readonly env: Readonly<Record<string, string>>;
  readonly uploads: readonly UploadedWorker[];
  /** The secrets that each Worker has now. */
  readonly secrets: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** The values of the KV namespace `callers`. */
  readonly kv: Map<string, { value: string; metadata?: unknown }>;
  /** Requests that no route answers. */
  readonly unknown: readonly string[];
  /** Runs before an upload is answered. */
  onUpload?: () => Promise<void>;
  close(): Promise<void>;
}

/** Serves Cloudflare's API on loopback: there is no network in tests, and no account. The wrangler that calls it is the real one. */
export async function startCloudflareApi(): Promise<CloudflareApi> {
  const uploads: UploadedWorker[] = [];
  const unknown: string[] = [];
  const secrets = new Map<string, Map<string, string>>();
  const kv = new Map<string, { value: string; metadata?: unknown }>();
  const manifests = new Map<string, Record<string, { hash: string }>>();
  const secretsOf = (name: string) => {
    const known = secrets.get(name) ?? new Map<string, string>();
    secrets.set(name, known);
    return known;
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const send = (status: number, result: unknown, errors: unknown[] = []) =>
      response
        .writeHead(status, { "content-type": "application/json" })
        .end(JSON.stringify({ success: status === 200, errors, messages: [], result }));
    const { pathname } = new URL(request.url ?? "/", "http://api");
    const path = pathname.replace(/^\/accounts\/account/, "");
    const [, name = "", rest = ""] = /^\/workers\/scripts\/([\w-]+)(\/.*)?$/.exec(path) ?? [];
    const route = `${request.method} ${name ? `script${rest}` : path}`;
    if (/^GET \/workers\/services\//.test(route)) {
      // Every Worker is new: wrangler replaces an existing one in several steps.
      return send(404, null, [{ code: 10090, message: "This service does not exist." }]);
    }
    const readForm = () =>
      new Response(body, { headers: { "content-type": request.headers["content-type"] ?? "" } }).formData();
    if (route === "POST script/assets-upload-session") {
      // The session's token is the Worker's name, so that the upload finds its manifest.
      const { manifest } = JSON.parse(body.toString());
      manifests.set(name, manifest);
      const hashes = Object.values<{ hash: string }>(manifest).map(({ hash }) => hash);
      return send(200, { jwt: name, buckets: [hashes] });
    }
    if (route === "POST /workers/assets/upload") {
      const form = await readForm();
      const script = request.headers.authorization?.replace("Bearer ", "") ?? "";
      const missing = Object.values(manifests.get(script) ?? {}).filter(({ hash }) => !form.has(hash));
      if (missing.length > 0) return send(400, null, [{ code: 10000, message: "An asset is missing." }]);
      return send(200, { jwt: script });
    }
    if (route === "PUT script") {
      const { assets, bindings } = JSON.parse(String((await readForm()).get("metadata")));
      const texts: [string, string][] = bindings
        .filter(({ type }: { type: string }) => type === "secret_text")
        .map(({ name, text }: { name: string; text: string }) => [name, text]);
      await api.onUpload?.();
      uploads.push({
        name,
        secrets: Object.fromEntries(texts),
        assets: Object.keys(manifests.get(assets?.jwt) ?? {}).sort(),
      });
      for (const [secret, text] of texts) secretsOf(name).set(secret, text);
      return send(200, { id: name, etag: "e", deployment_id: "d", startup_time_ms: 1 });
    }
    if (route === "PATCH script/secrets-bulk" || route === "PATCH script/settings") {
      const { secrets: changes = {} } = JSON.parse(body.toString());
      for (const [secret, change] of Object.entries<{ text: string } | null>(changes)) {
        if (change === null) secretsOf(name).delete(secret);
        else secretsOf(name).set(secret, change.text);
      }
      return send(200, {});
    }
    if (route === "GET script/secrets")
      return send(
        200,
        [...secretsOf(name).keys()].map((secret) => ({ name: secret, type: "secret_text" })),
      );
    if (route === "GET /storage/kv/namespaces/callers/keys") {
      return send(
        200,
        [...kv].map(([key, { metadata }]) => ({ name: key, metadata })),
      );
    }
    if (route === "POST /storage/kv/namespaces/callers/bulk/get") {
      const { keys } = JSON.parse(body.toString()) as { keys: string[] };
      return send(200, { values: Object.fromEntries(keys.map((key) => [key, kv.get(key)?.value ?? null])) });
    }
    if (route === "PUT /storage/kv/namespaces/callers/bulk") {
      for (const { key, ...value } of JSON.parse(body.toString())) kv.set(key, value);
      return send(200, {});
    }
    if (route === "POST /storage/kv/namespaces/callers/bulk/delete") {
      for (const key of JSON.parse(body.toString())) kv.delete(key);
      return send(200, {});
    }
    if (route === "GET /storage/kv/namespaces") return send(200, []);
    if (route === "POST /storage/kv/namespaces") return send(200, { id: "kv1", title: "kv" });
    if (/^GET \/workers\/workers\//.test(route))
      return send(200, { subdomain: { enabled: true, previews_enabled: false } });
    if (route === "GET script/deployments") return send(200, { deployments: [{ id: "d", versions: [] }] });
    if (route === "GET script/settings") return send(200, { bindings: [] });
    if (route === "GET /workers/subdomain") return send(200, { subdomain: "example" });
    if (/ script\/(subdomain|schedules|script-settings)$/.test(route))
      return send(200, { enabled: true, previews_enabled: false });
    unknown.push(`${request.method} ${request.url} ${body.toString().slice(0, 300)}`);
    return send(404, null, [{ code: 10007, message: "not found" }]);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const api: CloudflareApi = {
    env: {
      CLOUDFLARE_API_BASE_URL: `http://127.0.0.1:${port}`,
      CLOUDFLARE_API_TOKEN: "token",
      CLOUDFLARE_ACCOUNT_ID: "account",
    },
    uploads,
    secrets,
    kv,
    unknown,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return api;
}
