// Bundles what people import for a browser, and prints its size, minified and gzipped. Fails if it is over its limit.
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** Limits in bytes. */
const CLIENT_LIMIT = 16 * 1024;
const ASSERTION_LIMIT = 6 * 1024;
const INDEX = fileURLToPath(new URL("../dist/index.js", import.meta.url));

/** Returns the bytes that are loaded with an import; what is imported on demand is in files of its own. */
async function weigh(code: string): Promise<number> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: fileURLToPath(new URL("..", import.meta.url)) },
    bundle: true,
    splitting: true,
    outdir: "out",
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
    metafile: true,
  });
  const { outputs } = metafile;
  const loaded = new Set<string>();
  const load = (path: string) => {
    loaded.add(path);
    for (const { path: next, kind } of outputs[path]?.imports ?? []) if (kind === "import-statement") load(next);
  };
  load("out/stdin.js");
  const text = outputFiles.filter(({ path }) => loaded.has(relative(process.cwd(), path))).map((file) => file.text);
  return gzipSync(text.join(""), { level: 9 }).length;
}

const client = await weigh(`export { createOktaClient } from ${JSON.stringify(INDEX)}`);
const assertion = await weigh(`export { createClientAssertion, importPrivateKey } from ${JSON.stringify(INDEX)}`);
const everything = await weigh(`export * from ${JSON.stringify(INDEX)}`);

console.log(
  `createOktaClient: ${client} bytes of ${CLIENT_LIMIT} gzipped; importPrivateKey and createClientAssertion: ${assertion} of ${ASSERTION_LIMIT}; all of @okta-edge/core: ${everything}`,
);
if (client > CLIENT_LIMIT || assertion > ASSERTION_LIMIT) process.exitCode = 1;
