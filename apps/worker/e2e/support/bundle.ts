import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const WORKER = fileURLToPath(new URL("../..", import.meta.url));
const WRANGLER = join(WORKER, "node_modules", "wrangler", "bin", "wrangler.js");

/** The variable that names the file with a bundle that was made for all processes of a run. */
export const BUNDLE_FILE = "OKTA_EDGE_TEST_BUNDLE";

/** Returns the bundle that was made for this run, or makes one. */
export async function readBundle(): Promise<readonly WorkerModule[]> {
  const file = process.env[BUNDLE_FILE];
  return file ? JSON.parse(await readFile(file, "utf8")) : bundleWorker();
}

/** A module of the Worker, as Miniflare takes it. */
export interface WorkerModule {
  readonly type: "ESModule" | "Text";
  readonly path: string;
  readonly contents: string;
}

/** The Worker as it is deployed: its code in one file, and beside it its documentation and what is loaded on demand. */
export async function bundleWorker(): Promise<readonly WorkerModule[]> {
  const folder = await mkdtemp(join(tmpdir(), "okta-edge-bundle-"));
  const args = [WRANGLER, "deploy", "test/support/entry/index.ts", "--dry-run", "--env", "local", "--outdir", folder];
  try {
    await promisify(execFile)(process.execPath, args, {
      cwd: WORKER,
      env: { ...process.env, WRANGLER_SEND_METRICS: "false" },
    });
    const files = (await readdir(folder, { recursive: true })).filter((name) => /\.(m?js|txt)$/.test(name));
    // The first module is the entry.
    const names = files.sort((one, other) => Number(other === "index.js") - Number(one === "index.js"));
    return await Promise.all(
      names.map(async (name): Promise<WorkerModule> => {
        const type = name.endsWith("js") ? "ESModule" : "Text";
        return { type, path: name, contents: await readFile(join(folder, name), "utf8") };
      }),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
