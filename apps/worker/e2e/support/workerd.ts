import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";

const WORKER = fileURLToPath(new URL("../..", import.meta.url));
const WRANGLER = join(WORKER, "node_modules", "wrangler", "bin", "wrangler.js");

/** The Worker in workerd, with nothing before it. */
export interface Workerd {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts the Worker with settings and a KV namespace of its own. `wrangler dev` would put a proxy before it, which sends requests again
 * and keeps from the Worker that a client has hung up.
 */
export async function startWorkerd(settings: Readonly<Record<string, string>>): Promise<Workerd> {
  const config = (await readFile(join(WORKER, "wrangler.jsonc"), "utf8")).replaceAll(/^\s*\/\/.*$/gm, "");
  const { compatibility_date: compatibilityDate, compatibility_flags: compatibilityFlags } = JSON.parse(config);
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: "127.0.0.1",
      port: 0,
      modules: [{ type: "ESModule", path: "index.js", contents: await bundleWorker() }],
      compatibilityDate,
      compatibilityFlags,
      kvNamespaces: ["TOKEN_CACHE"],
      bindings: settings,
    }),
  );
  return { url: (await miniflare.ready).origin, stop: () => miniflare.dispose() };
}

/** The Worker as it is deployed, in one file. */
async function bundleWorker(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "okta-edge-bundle-"));
  const args = [WRANGLER, "deploy", "--dry-run", "--env", "local", "--outdir", folder];
  try {
    await promisify(execFile)(process.execPath, args, {
      cwd: WORKER,
      env: { ...process.env, WRANGLER_SEND_METRICS: "false" },
    });
    return await readFile(join(folder, "index.js"), "utf8");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
