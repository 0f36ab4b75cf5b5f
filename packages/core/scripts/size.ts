// Bundles what people import for a browser, and prints its size, minified and gzipped. Fails if it is over its limit.
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** Limits in bytes. */
const CLIENT_LIMIT = 20 * 1024;
const ASSERTION_LIMIT = 9 * 1024;
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
const assertion = await weigh(`export { createClientAssertion, importPrivateKey } from ${JSON.stringify(INDEX)}`);
const everything = await weigh(`export * from ${JSON.stringify(INDEX)}`);

console.log(
  `createOktaClient: ${client} bytes of ${CLIENT_LIMIT} gzipped; importPrivateKey and createClientAssertion: ${assertion} of ${ASSERTION_LIMIT}; all of @okta-edge/core: ${everything}`,
);
if (client > CLIENT_LIMIT || assertion > ASSERTION_LIMIT) process.exitCode = 1;
