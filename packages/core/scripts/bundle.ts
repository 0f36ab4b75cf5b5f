// Bundles the modules of each entry into one file, because a new process pays for every file that it loads. What is loaded on demand is a file
// that shares nothing with the others: otherwise esbuild divides them into chunks, for what they share. Two builds: `dist` imports jose,
// for bundlers and Deno's JSR; `dist/node` contains jose's code, for runtimes that load the files themselves.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build, type Plugin } from "esbuild";

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const { version } = JSON.parse(readFileSync(at("node_modules/jose/package.json"), "utf8"));

const source = (name: string) => at(`src/${name}.ts`);
const ON_DEMAND = "key-forms";
const keepApart: Plugin = {
  name: "on-demand",
  setup({ onResolve }) {
    onResolve({ filter: new RegExp(`/${ON_DEMAND}\\.ts$`) }, ({ kind }) =>
      kind === "dynamic-import" ? { path: `./${ON_DEMAND}.js`, external: true } : undefined,
    );
  },
};

const options = {
  plugins: [keepApart],
  bundle: true,
  format: "esm",
  platform: "neutral",
  target: "es2022",
  sourcemap: true,
  sourcesContent: false,
} as const satisfies BuildOptions;
const entries = [
  { entryPoints: ["index", "check", "scopes"].map(source), splitting: true },
  { entryPoints: [source(ON_DEMAND)] },
];

for (const entry of entries) {
  await build({ ...options, ...entry, outdir: at("dist"), external: ["jose"] });
  const { outputFiles } = await build({
    ...options,
    ...entry,
    write: false,
    outdir: at("dist/node"),
    banner: { js: `// Contains jose ${version}, © Filip Skokan, MIT License: jose-LICENSE.md` },
  });
  for (const { path, text } of outputFiles) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, path.endsWith(".map") ? embedJose(path, text) : text);
  }
}
copyFileSync(at("node_modules/jose/LICENSE.md"), at("dist/node/jose-LICENSE.md"));

/** Embeds jose's sources in a source map: this package's own are in its tarball, those of jose are not. */
function embedJose(path: string, text: string): string {
  const map = JSON.parse(text);
  const sourcesContent: (string | null)[] = map.sources.map((source: string) =>
    source.includes("/node_modules/jose/") ? readFileSync(join(dirname(path), source), "utf8") : null,
  );
  const sources = map.sources.map((source: string) => source.replace(/.*\/node_modules\/(?=jose\/)/, ""));
  return JSON.stringify({ ...map, sources, sourcesContent });
}
