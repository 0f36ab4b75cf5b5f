import { readFileSync } from "node:fs";
import { build } from "esbuild";
import type { WorkerModule } from "./workerd.ts";

/** Reads a peer of lab/peers, with what it imports. */
export async function readPeer(name: string): Promise<readonly WorkerModule[]> {
  const file = new URL(`peers/${name}.js`, import.meta.url);
  const isAlone = !/^import /m.test(readFileSync(file, "utf8"));
  const contents = isAlone ? readFileSync(file, "utf8") : await bundle(file);
  return [{ name: "index.js", type: "esModule", contents }];
}

async function bundle(file: URL): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [file.pathname],
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}
