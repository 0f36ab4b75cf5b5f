import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { WorkerModule } from "./workerd.ts";

const REPOSITORY = fileURLToPath(new URL("../..", import.meta.url));

/** Bundles the Worker of a checkout as it is deployed: its code, and what it loads on demand. */
export async function bundleWorker(checkout = REPOSITORY): Promise<readonly WorkerModule[]> {
  const worker = join(checkout, "apps", "worker");
  const wrangler = join(worker, "node_modules", "wrangler", "bin", "wrangler.js");
  const folder = await mkdtemp(join(tmpdir(), "okta-edge-bundle-"));
  try {
    await promisify(execFile)(
      process.execPath,
      [wrangler, "deploy", "--dry-run", "--env", "local", "--outdir", folder],
      {
        cwd: worker,
        env: { ...process.env, WRANGLER_SEND_METRICS: "false", DO_NOT_TRACK: "1" },
      },
    );
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile() && /\.(m?js|txt)$/.test(entry.name))
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
    const sorted = files.sort((one, other) => Number(other === "index.js") - Number(one === "index.js"));
    return await Promise.all(
      sorted.map(async (name): Promise<WorkerModule> => {
        const type = name.endsWith("js") ? "esModule" : "text";
        return { name, type, contents: await readFile(join(folder, name), "utf8") };
      }),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
