import { createHash } from "node:crypto";
import { cp, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Sandbox } from "@okta-edge/sandbox";
import { type InstalledProject, installPublished, linkWrangler } from "./install.ts";

const TEMPLATE = fileURLToPath(new URL("../../apps/cli/template/", import.meta.url));
/** The key of the caller that the project's settings name. */
export const CALLER_KEY = "packaging-caller-key";

/** Makes a project out of the template, with the packed Worker and this workspace's wrangler installed. */
export async function makeWorkerProject(): Promise<InstalledProject> {
  const project = await installPublished(["packages/core", "packages/actions", "apps/worker"]);
  const { directory } = project;
  const installed = await readFile(join(directory, "package.json"));
  await cp(TEMPLATE, directory, { recursive: true });
  await writeFile(join(directory, "package.json"), installed);
  await rename(join(directory, "gitignore"), join(directory, ".gitignore"));
  await linkWrangler(directory);
  return project;
}

/** The settings for a sandbox as its user fills them in, by name: the values of `.dev.vars`. */
export function settingsOf({ orgUrl, apps: [app] }: Sandbox): Readonly<Record<string, string>> {
  if (!app) throw new Error("The sandbox has no app.");
  const keyHash = `sha256:${createHash("sha256").update(CALLER_KEY).digest("hex")}`;
  return {
    OKTA_ORG_URL: orgUrl,
    OKTA_CLIENT_ID: app.clientId,
    OKTA_KEY_ID: app.keyId,
    OKTA_PRIVATE_KEY: app.privateKey,
    OKTA_SCOPES: "okta.users.read okta.groups.read",
    CALLERS: JSON.stringify([{ name: "moveworks", keyHash, scopes: ["okta.users.read"] }]),
  };
}

/** Copies `.dev.vars.example` to `.dev.vars` and fills it in, without any other change. */
export async function fillInExample(directory: string, settings: Readonly<Record<string, string>>): Promise<void> {
  const example = await readFile(join(directory, ".dev.vars.example"), "utf8");
  const filledIn = example.replace(/^([A-Z_]+)=.*$/gm, (_, name: string) => {
    const value = settings[name];
    if (value === undefined) throw new Error(`The example has the setting ${name}, which is not filled in.`);
    return value.includes('"') ? `${name}='${value}'` : `${name}="${value.replaceAll("\n", "\\n")}"`;
  });
  await writeFile(join(directory, ".dev.vars"), filledIn, { mode: 0o600 });
}
