// Bundles the client for a browser as its users would, and says what it weighs, minified and gzipped. Fails beyond the limit.
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** Bytes. */
const LIMIT = 14 * 1024;
const INDEX = fileURLToPath(new URL("../dist/index.js", import.meta.url));

async function weigh(code: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: fileURLToPath(new URL("..", import.meta.url)) },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
  });
  return gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).length;
}

const client = await weigh(`export { createOktaClient } from ${JSON.stringify(INDEX)}`);
const everything = await weigh(`export * from ${JSON.stringify(INDEX)}`);
const jose = await weigh(`export { CompactSign, base64url } from "jose"`);

console.log(
  `createOktaClient: ${client} bytes of ${LIMIT} gzipped (jose ${jose} of them); all of @okta-edge/core: ${everything}`,
);
if (client > LIMIT) process.exitCode = 1;
