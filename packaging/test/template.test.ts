import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";
import { checkSettings } from "@okta-edge/worker/settings";
import { describe, expect, it } from "vitest";
import { unstable_readConfig as readConfig } from "wrangler";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const TEMPLATE = join(ROOT, "apps", "cli", "template");
const BUTTON = join(ROOT, "template");

function filesOf(folder: string): string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return paths.filter((path) => !statSync(join(folder, path)).isDirectory()).sort();
}

describe("the template of a deployment", () => {
  it("is the same for `okta-edge init` and for the Deploy to Cloudflare button", () => {
    const name = (path: string) => path.replace(/^gitignore$/, ".gitignore");
    expect(filesOf(BUTTON)).toEqual(filesOf(TEMPLATE).map(name).sort());
    for (const path of filesOf(TEMPLATE)) {
      expect(readFileSync(join(BUTTON, name(path)), "utf8"), path).toBe(readFileSync(join(TEMPLATE, path), "utf8"));
    }
  });

  it("depends on published packages only, so that a copy of the folder installs", () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(BUTTON, "package.json"), "utf8"));
    const { version } = JSON.parse(readFileSync(join(ROOT, "apps", "worker", "package.json"), "utf8"));
    expect(dependencies).toEqual({ "@okta-edge/worker": `^${version}` });
    for (const range of Object.values(devDependencies)) expect(range).toMatch(/^\^\d+\.\d+\.\d+$/);
    expect(existsSync(join(BUTTON, "pnpm-lock.yaml"))).toBe(false);
  });

  it("describes every setting of its example, and each binding", () => {
    const { cloudflare } = JSON.parse(readFileSync(join(BUTTON, "package.json"), "utf8"));
    const settings = Object.keys(parseEnv(readFileSync(join(BUTTON, ".dev.vars.example"), "utf8")));
    const { kv_namespaces } = readConfig({ config: join(BUTTON, "wrangler.jsonc") });
    const bindings = kv_namespaces.map(({ binding }: { readonly binding: string }) => binding);
    expect(Object.keys(cloudflare.bindings).sort()).toEqual([...settings, ...bindings].sort());
  });

  it("has an example that no one can call: its caller key is a placeholder, and local mode is off", async () => {
    const example = parseEnv(readFileSync(join(BUTTON, ".dev.vars.example"), "utf8"));
    expect(example).not.toHaveProperty("LOCAL");
    const settings = (await checkSettings(example)).map(({ setting }) => setting);
    expect(settings.some((setting) => setting.startsWith("CALLERS"))).toBe(true);
    expect(settings).toContain("OKTA_CLIENT_ID");
  });
});

it.each([
  ["template", undefined],
  ["apps/worker", undefined],
  ["apps/worker", "production"],
  ["apps/worker", "staging"],
  ["apps/worker", "local"],
  ["examples/audit-r2", undefined],
  ["examples/audit-siem", undefined],
  ["examples/worker-service-binding", undefined],
  ["examples/worker-service-binding", "local"],
])("%s (env %s) is deployed without preview URLs", (folder, env) => {
  const config = readConfig({ config: join(ROOT, folder, "wrangler.jsonc"), ...(env === undefined ? {} : { env }) });
  expect(config.preview_urls).toBe(false);
});
