// Writes the versions of the published packages, packages/* and apps/*, wherever else they are needed, and the catalog's versions into their
// manifests, and the Worker's into server.json. A published manifest holds plain versions, without `workspace:` and `catalog:`, so that every package manager can read and
// pack it. Dependencies get the range `^`, tools the exact version. The template of a deployment gets the Worker's version and its wrangler,
// and /template a copy of it for the Deploy to Cloudflare button. With --check it only reports what is out of date.
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { parse } from "yaml";

const ROOT = new URL("../", import.meta.url);
/** The project that `okta-edge init` writes. */
const TEMPLATE = "apps/cli/template";
/** Where a package's own version is repeated, beside package.json. */
const PLACES: Readonly<Record<string, RegExp>> = {
  "src/version.ts": /(?<=export const version: string = ")[^"]+(?=")/,
  "deno.json": /(?<=^ {2}"version": ")[^"]+(?=")/m,
};

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

const packages = ["packages", "apps"]
  .flatMap((folder) => readdirSync(new URL(`${folder}/`, ROOT)).map((name) => `${folder}/${name}`))
  .filter((path) => existsSync(new URL(`${path}/package.json`, ROOT)))
  .map((path) => ({ path, manifest: JSON.parse(read(`${path}/package.json`)) as Manifest }))
  .filter(({ manifest }) => !manifest.private);
const { catalog } = parse(read("pnpm-workspace.yaml")) as { readonly catalog: Readonly<Record<string, string>> };
const versions = new Map(packages.map(({ manifest: { name, version } }) => [name, version]));

const isCheck = process.argv.includes("--check");
const stale: string[] = [];
for (const { path, manifest } of packages) {
  update(`${path}/package.json`, (text) => {
    const changed: Manifest = JSON.parse(text);
    if (changed.dependencies) changed.dependencies = resolve(changed.dependencies, true);
    if (changed.devDependencies) changed.devDependencies = resolve(changed.devDependencies, false);
    return `${JSON.stringify(changed, undefined, 2)}\n`;
  });
  for (const [file, place] of Object.entries(PLACES)) {
    if (existsSync(new URL(`${path}/${file}`, ROOT))) {
      update(`${path}/${file}`, (text) => text.replace(place, manifest.version));
    }
  }
}

const { version: workerVersion } = JSON.parse(read("apps/worker/package.json")) as Manifest;
update("server.json", (text) => text.replace(/(?<=^ {2}"version": ")[^"]+(?=")/m, workerVersion));

update(`${TEMPLATE}/package.json`, (text) => {
  const changed: Manifest = JSON.parse(text);
  const { devDependencies: tools } = JSON.parse(read("apps/worker/package.json")) as Manifest;
  changed.dependencies = resolve(changed.dependencies ?? {}, true);
  changed.devDependencies = { ...changed.devDependencies, wrangler: `^${tools?.wrangler}` };
  return `${JSON.stringify(changed, undefined, 2)}\n`;
});
for (const path of readdirSync(new URL(TEMPLATE, ROOT), { recursive: true, encoding: "utf8" })) {
  if (statSync(new URL(`${TEMPLATE}/${path}`, ROOT)).isDirectory()) continue;
  // npm leaves .gitignore out of every package, so the original has no dot.
  const copy = `template/${path.replace(/^gitignore$/, ".gitignore")}`;
  update(copy, () => read(`${TEMPLATE}/${path}`));
}

if (isCheck && stale.length > 0) {
  console.error(`Out of date: ${stale.join(", ")}. Run: node scripts/versions.ts`);
  process.exitCode = 1;
}

function resolve(wanted: Record<string, string>, isPublished: boolean): Record<string, string> {
  const entries = Object.entries(wanted).map(([name, range]) => {
    const own = versions.get(name);
    const shared = catalog[name];
    if (own !== undefined) return [name, `^${own}`];
    if (shared !== undefined) return [name, isPublished ? `^${shared}` : shared];
    return [name, isPublished ? range.replace(/^(?=\d)/, "^") : range];
  });
  return Object.fromEntries(entries);
}

function update(path: string, change: (text: string) => string): void {
  const text = existsSync(new URL(path, ROOT)) ? read(path) : "";
  const changed = change(text);
  if (changed === text) return;
  stale.push(path);
  if (isCheck) return;
  mkdirSync(new URL(".", new URL(path, ROOT)), { recursive: true });
  writeFileSync(new URL(path, ROOT), changed);
}

function read(path: string): string {
  return readFileSync(new URL(path, ROOT), "utf8");
}
