import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BUNDLE_FILE, bundleWorker } from "./bundle.ts";

/** Bundles the Worker once for all files of a run: wrangler takes seconds for it. */
export default async function bundleOnce(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "okta-edge-bundle-"));
  const file = join(folder, "bundle.json");
  await writeFile(file, JSON.stringify(await bundleWorker()));
  process.env[BUNDLE_FILE] = file;
  return () => rm(folder, { recursive: true, force: true });
}
