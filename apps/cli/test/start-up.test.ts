import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { BIN, cleanEnv } from "./support/cli.ts";

/** Writes the URL of each module that is loaded to stderr. */
const HOOK = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from "node:module";
  import { writeSync } from "node:fs";
  registerHooks({ load(url, context, next) { if (url.startsWith("file:")) writeSync(2, url + "\\n"); return next(url, context); } });
`)}`;

/** The modules that a command loads, by the end of their paths. */
async function modulesOf(...args: string[]): Promise<readonly string[]> {
  const { stderr } = await promisify(execFile)(process.execPath, ["--import", HOOK, BIN, ...args], { env: cleanEnv() });
  return stderr.trimEnd().split("\n");
}

const CATALOG = /\/catalog\/(?!topics)/;

it("loads no command, no catalog and no cryptography for --help", async () => {
  const modules = await modulesOf("--help");
  expect(modules.length).toBeGreaterThan(5);
  const others = /\/(jose|@clack|valibot)\/|\/packages\/core\/|\/commands\/(?!index)/;
  expect(modules.filter((url) => others.test(url))).toEqual([]);
  expect(modules.filter((url) => CATALOG.test(url))).toEqual([]);
});

it("loads the catalog for its own commands only", async () => {
  expect((await modulesOf("users", "--help")).some((url) => CATALOG.test(url))).toBe(true);
  expect((await modulesOf("call", "--help")).filter((url) => CATALOG.test(url))).toEqual([]);
});
