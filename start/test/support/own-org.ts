import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Sandbox } from "@okta-edge/sandbox";
import { ROOT } from "./program.ts";

/** The values that the committed example leaves open. */
export interface FourValues {
  readonly OKTA_ORG_URL: string;
  readonly OKTA_CLIENT_ID: string;
  readonly OKTA_KEY_ID: string;
  readonly OKTA_PRIVATE_KEY: string;
}

/** Returns the values of a sandbox that acts as a real org. */
export function valuesOf({ orgUrl, apps: [app] }: Sandbox): FourValues {
  if (!app) throw new Error("The sandbox has no app.");
  return {
    OKTA_ORG_URL: orgUrl,
    OKTA_CLIENT_ID: app.clientId,
    OKTA_KEY_ID: app.keyId,
    OKTA_PRIVATE_KEY: app.privateKey,
  };
}

/** Returns the committed example with values filled in, as a user does it in an editor. */
export async function fillInExample(values: FourValues): Promise<string> {
  let text = await readFile(join(ROOT, "apps/worker/.dev.vars.example"), "utf8");
  for (const [name, value] of Object.entries(values)) {
    const line = new RegExp(`^${name}=".*"$`, "m");
    if (!line.test(text)) throw new Error(`The example has no line ${name}="…".`);
    text = text.replace(line, () => `${name}="${value.replaceAll("\n", "\\n")}"`);
  }
  return text;
}

/** Writes settings in the simplest form. */
export async function writeSettings(file: string, values: Readonly<Record<string, string>>): Promise<void> {
  const lines = Object.entries(values).map(([name, value]) => {
    return value.includes('"') ? `${name}='${value}'\n` : `${name}="${value.replaceAll("\n", "\\n")}"\n`;
  });
  await writeFile(file, lines.join(""));
}
