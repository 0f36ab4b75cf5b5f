import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { applyEdits, modify } from "jsonc-parser";
import { CALLERS_FILE, formatCallers } from "../callers/callers-file.ts";
import { DEV_VARS, formatDevVars } from "../project/dev-vars.ts";
import { readVersion } from "../version.ts";
import type { InitAnswers } from "./answers.ts";

/** The folder whose files every project begins with, and the Deploy to Cloudflare button as well. */
const TEMPLATE = fileURLToPath(new URL("../../template/", import.meta.url));

/** A change of a JSON file: the path of the member, and its value. */
type Change = readonly [readonly string[], string | boolean];

/** Brings a newer Node to a project. The package `node` downloads it in an install script, which npm runs if it is allowed. */
const NODE_CHANGES: readonly Change[] = [
  [["devDependencies", "node"], "^24.0.0"],
  [["allowScripts", "node"], true],
];

/** A file of a project. */
export interface ProjectFile {
  /** Relative to the project, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly mode: number;
}

/** Makes the files of a project: the template with the answers filled in, the settings, and the callers. */
export async function createProjectFiles({
  connection,
  caller,
  workerName,
}: InitAnswers): Promise<readonly ProjectFile[]> {
  const { orgUrl, clientId, keyId, privateKey, scopes } = connection;
  const fromTemplate = await readTemplate();
  const settings = {
    OKTA_ORG_URL: orgUrl,
    OKTA_CLIENT_ID: clientId,
    ...(keyId && { OKTA_KEY_ID: keyId }),
    OKTA_PRIVATE_KEY: compactJson(privateKey),
    OKTA_SCOPES: scopes.join(" "),
    CALLERS: JSON.stringify([caller]),
  };
  return [
    ...fromTemplate.map(({ path, text }) => ({ path, text: fillIn(path, text, workerName), mode: 0o644 })),
    { path: DEV_VARS, text: formatDevVars(settings), mode: 0o600 },
    { path: CALLERS_FILE, text: formatCallers([caller]), mode: 0o644 },
  ];
}

async function readTemplate(): Promise<readonly { readonly path: string; readonly text: string }[]> {
  const entries = await readdir(TEMPLATE, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(
    files.map(async ({ name, parentPath }) => {
      const file = join(parentPath, name);
      // npm leaves .gitignore out of every package, so the template's file has no dot.
      const path = relative(TEMPLATE, file)
        .replaceAll("\\", "/")
        .replace(/^gitignore$/, ".gitignore");
      return { path, text: await readFile(file, "utf8") };
    }),
  );
}

/** Fills the Worker's name in, and adds this command line to the project's tools. Comments stay. */
function fillIn(path: string, text: string, workerName: string): string {
  if (path === "wrangler.jsonc") return setJson(text, ["name"], workerName);
  if (path !== "package.json") return text;
  const changes: readonly Change[] = [
    [["name"], workerName],
    [["scripts", "deploy"], "okta-edge deploy"],
    [["scripts", "doctor"], "okta-edge doctor"],
    [["devDependencies", "okta-edge"], `^${readVersion()}`],
    ...(isTooOldForWrangler(process.versions.node) ? NODE_CHANGES : []),
  ];
  return changes.reduce((result, [place, value]) => setJson(result, place, value), text);
}

/** Reports whether wrangler, which requires Node 22.12, cannot run on a Node. */
function isTooOldForWrangler(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major < 22 || (major === 22 && minor < 12);
}

function setJson(text: string, place: readonly string[], value: string | boolean): string {
  const formattingOptions = { insertSpaces: true, tabSize: 2 };
  return applyEdits(text, modify(text, [...place], value, { formattingOptions }));
}

/** A JWK goes on one line: a line break in a value of .dev.vars survives in double quotes only, and JSON has its own. */
function compactJson(privateKey: string): string {
  return privateKey.startsWith("{") ? JSON.stringify(JSON.parse(privateKey)) : privateKey.trim();
}
