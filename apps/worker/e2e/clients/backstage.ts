// Runs Backstage's Okta provider: `npm run test:backstage [folder]`. It installs the provider in a temporary folder, because it brings
// 200 MB along; a folder in which it is installed already can be given instead. Not a part of `npm test`.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "@okta-edge/sandbox/serve";
import { LOCAL_CALLER_KEY, sandboxSettings } from "../../local/sandbox-settings.ts";
import { startWorkerd } from "../support/workerd.ts";
import { startTap } from "./tap.ts";

const PROVIDER = "@roadiehq/catalog-backend-module-okta";
const VERSION = "1.4.1";

/** What this script uses of the provider. */
interface ProviderModule {
  readonly OktaUserEntityProvider: ProviderClass;
  readonly OktaGroupEntityProvider: ProviderClass;
}

interface ProviderClass {
  fromConfig(config: object, options: object): Provider;
}

interface Provider {
  connect(connection: object): Promise<void>;
  run(): Promise<void>;
}

const [given] = process.argv.slice(2);
const folder = given ?? install();
const { OktaUserEntityProvider, OktaGroupEntityProvider }: ProviderModule = createRequire(join(folder, "index.js"))(
  PROVIDER,
);
const served = await serve({ port: 0 });
const worker = await startWorkerd(sandboxSettings(served.sandbox));
const tap = await startTap(worker.url);
try {
  const [app] = served.sandbox.apps;
  const privateKey = { clientId: app?.clientId, keyId: app?.keyId, privateKey: app?.privateKey };
  const users = [...served.sandbox.store.users.values()].filter(({ status }) => status !== "DEPROVISIONED").length;
  const groups = served.sandbox.store.groups.size;
  const rows = [
    [
      "users, by a caller's key through the Worker",
      OktaUserEntityProvider,
      { orgUrl: tap.url, token: LOCAL_CALLER_KEY },
      users,
    ],
    [
      "groups, by a caller's key through the Worker",
      OktaGroupEntityProvider,
      { orgUrl: tap.url, token: LOCAL_CALLER_KEY },
      groups,
    ],
    ["users, by private key at the sandbox", OktaUserEntityProvider, { orgUrl: served.url, oauth: privateKey }, users],
    [
      "groups, by private key at the sandbox",
      OktaGroupEntityProvider,
      { orgUrl: served.url, oauth: privateKey },
      groups,
    ],
  ] as const;
  let failed = 0;
  for (const [name, providerClass, settings, expected] of rows) {
    const found = await provide(providerClass, settings).catch((error: unknown) => String(error));
    if (found !== expected) failed++;
    console.log(`${found === expected ? "passed" : "FAILED"}  ${name}: ${found} of ${expected}`);
  }
  console.log(
    `${PROVIDER} ${VERSION}: ${rows.length - failed} of ${rows.length} passed, ${tap.calls.length} calls through the Worker`,
  );
  if (failed > 0) process.exitCode = 1;
} finally {
  await tap.close();
  await worker.stop();
  await served.close();
  if (!given) rmSync(folder, { recursive: true, force: true });
}

function install(): string {
  const made = mkdtempSync(join(tmpdir(), "okta-edge-backstage-"));
  writeFileSync(join(made, "package.json"), JSON.stringify({ private: true }));
  const args = ["install", "--no-audit", "--no-fund", "--ignore-scripts", `${PROVIDER}@${VERSION}`];
  execFileSync("npm", args, { cwd: made, stdio: ["ignore", "ignore", "inherit"], shell: process.platform === "win32" });
  return made;
}

/** Runs a provider once; returns how many entities it found. */
async function provide(providerClass: ProviderClass, settings: object): Promise<number> {
  const read = (path: string): unknown =>
    path
      .split(".")
      .reduce<unknown>((value, name) => (value as Readonly<Record<string, unknown>> | undefined)?.[name], settings);
  const logger = { info() {}, warn: console.warn, error: console.error, debug() {}, child: () => logger };
  const provider = providerClass.fromConfig(
    { getString: read, getOptionalString: read },
    { logger, namingStrategy: "id", userNamingStrategy: "id" },
  );
  let found = 0;
  await provider.connect({
    applyMutation: async ({ entities }: { entities: readonly unknown[] }) => {
      found = entities.length;
    },
  });
  await provider.run();
  return found;
}
