import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { convertV4MiniflareOptions, fetch, Miniflare, Response, type V4WorkerOptions } from "miniflare";
import { checkSchema } from "../../test/support/json-schema.ts";
import { readBundle, type WorkerModule } from "./bundle.ts";

const WORKER = fileURLToPath(new URL("../..", import.meta.url));

/** The Worker in workerd, with nothing before it. */
export interface Workerd {
  readonly url: string;
  /** The lines that the Worker has logged. */
  readonly lines?: readonly string[];
  stop(): Promise<void>;
}

/** The Worker, with what Miniflare lets a test look into: KV, R2. */
export interface InspectedWorkerd extends Workerd {
  readonly miniflare: Miniflare;
}

/** How the Worker is started. */
export interface WorkerdOptions {
  /** A folder where KV and the Durable Object `IDEMPOTENCY` are kept between starts. Without it, there is no such object. */
  readonly persistTo?: string;
  /** Whether the Worker has its pages, which puts Cloudflare's router for assets before it. Default: false. */
  readonly pages?: boolean;
  /** A second Worker, which consumes the queue of audit lines. Without it, there is no such queue. */
  readonly auditConsumer?: V4WorkerOptions & { readonly name: string };
  /** What addresses on the Internet respond with, as JSON. Everything else that the Worker requests is requested. */
  readonly internet?: Readonly<Record<string, unknown>>;
}

/** The queue of audit lines, for `queueConsumers` of a consumer. */
export const AUDIT_QUEUE = "okta-edge-audit";

/** The Worker as it is deployed, read once for all starts of this process. */
let bundle: Promise<readonly WorkerModule[]> | undefined;

/**
 * Starts the Worker with settings and a KV namespace of its own. `wrangler dev` would put a proxy before it, which sends requests again
 * and keeps from the Worker that a client has hung up.
 */
export async function startWorkerd(
  settings: Readonly<Record<string, string>>,
  { persistTo, pages = false, auditConsumer, internet }: WorkerdOptions = {},
): Promise<InspectedWorkerd> {
  const text = (await readFile(join(WORKER, "wrangler.jsonc"), "utf8")).replaceAll(/^\s*\/\/.*$/gm, "");
  const config = JSON.parse(text);
  const { compatibility_date: compatibilityDate, compatibility_flags: compatibilityFlags } = config;
  const lines: string[] = [];
  bundle ??= readBundle();
  const gateway: V4WorkerOptions = {
    name: "okta-edge",
    modules: [...(await bundle)],
    compatibilityDate,
    compatibilityFlags,
    kvNamespaces: ["TOKEN_CACHE"],
    ...(persistTo !== undefined && {
      durableObjects: { IDEMPOTENCY: { className: "IdempotencyStore", useSQLite: true } },
    }),
    ...(auditConsumer && { queueProducers: { AUDIT_QUEUE } }),
    bindings: settings,
    ...(internet && {
      outboundService: (request) =>
        request.url in internet ? Response.json(internet[request.url]) : fetch(request.url, request),
    }),
    ...(pages && { assets: readAssets(config) }),
  };
  const miniflare = new Miniflare({
    ...convertV4MiniflareOptions({
      host: "127.0.0.1",
      port: 0,
      workers: [gateway, ...(auditConsumer ? [{ compatibilityDate, ...auditConsumer }] : [])],
      handleStructuredLogs: ({ message }) => lines.push(message),
    }),
    ...(persistTo !== undefined && { resourcePersistencePath: persistTo }),
  });
  return { url: (await miniflare.ready).origin, lines, miniflare, stop: () => stop(miniflare, lines) };
}

/** The static assets, as wrangler.jsonc describes them. */
function readAssets(config: { readonly assets: AssetsSettings }) {
  const { directory, binding, run_worker_first, html_handling } = config.assets;
  return {
    directory: join(WORKER, directory),
    binding,
    routerConfig: {
      has_user_worker: true,
      // As wrangler passes the list on.
      static_routing: {
        user_worker: run_worker_first.filter((rule) => !rule.startsWith("!")),
        asset_worker: run_worker_first.filter((rule) => rule.startsWith("!")).map((rule) => rule.slice(1)),
      },
    },
    assetConfig: { html_handling },
  };
}

interface AssetsSettings {
  readonly directory: string;
  readonly binding: string;
  readonly run_worker_first: readonly string[];
  readonly html_handling: "none";
}

/** Stops the Worker. Every audit line that it has written must be as the schema says. */
async function stop(miniflare: Miniflare, lines: readonly string[]): Promise<void> {
  await miniflare.dispose();
  const schema = JSON.parse(await readFile(join(WORKER, "schema", "audit-v1.json"), "utf8"));
  const written = lines.filter((line) => line.startsWith('{"version"'));
  const problems = written.flatMap((line) =>
    checkSchema(schema, JSON.parse(line)).map((problem) => `${problem} in ${line}`),
  );
  if (problems.length > 0) throw new Error(problems.join("\n"));
}
