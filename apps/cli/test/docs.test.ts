import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DeclaredCommand } from "../src/command/define.ts";
import { flagName } from "../src/command/flags.ts";
import { loadRoute } from "../src/command/group.ts";
import { COMMANDS } from "../src/commands/index.ts";
import { BIN, cleanEnv } from "./support/cli.ts";
import { type OrgFolder, startOrgFolder } from "./support/org-folder.ts";
import { splitWords } from "./support/shell.ts";

const docs = readFileSync(new URL("../../../docs/cli.md", import.meta.url), "utf8");

/** What is written by hand comes before the reference. */
const [prose = ""] = docs.split("<!-- Made from the declarations");

/** Every command line in the document. */
const lines = [
  ...[...docs.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = ""]) => block.split("\n")),
  ...[...prose.matchAll(/`(okta-edge [^`]+)`/g)].map(([, line = ""]) => line),
]
  .filter((line) => !line.startsWith("#"))
  .map((line) => /okta-edge (.*)$/.exec(line)?.[1]?.replace(/ (\||>).*$/, "") ?? "")
  .filter((line) => line !== "");

/** The arguments and flags of a command line. */
async function find(words: readonly string[]): Promise<{ command: DeclaredCommand; rest: readonly string[] }> {
  let { routes } = await loadRoute(COMMANDS, words);
  for (const [at, word] of words.entries()) {
    const route = routes[word.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())];
    if (!route || "load" in route) break;
    if (!("routes" in route)) return { command: route, rest: words.slice(at + 1) };
    routes = route.routes;
  }
  throw new Error(`There is no command ${words.join(" ")}.`);
}

describe("docs/cli.md", () => {
  it("has command lines", () => expect(lines.length).toBeGreaterThan(30));

  it.each([...new Set(lines)].filter((line) => !/^--(help|version)$/.test(line)))("okta-edge %s", async (line) => {
    const { command, rest } = await find(splitWords(line));
    const { flags = {}, args = {} } = command.declaration;
    const known = new Map(Object.entries(flags).map(([name, flag]) => [flagName(name), flag]));
    const positional: string[] = [];
    for (let at = 0; at < rest.length; at++) {
      const word = rest[at] ?? "";
      const flag = known.get(word.replace(/=.*$/, "").replace(/^--no-/, "--"));
      if (flag) at += /^(switch|boolean)$/.test(flag.kind) || word.includes("=") ? 0 : 1;
      else if (!/^--(json|help)$/.test(word)) positional.push(word);
    }
    expect(positional.filter((word) => word.startsWith("--"))).toEqual([]);
    const required = Object.values(args).filter(({ optional }) => !optional).length;
    expect(positional.length).toBeLessThanOrEqual(Object.keys(args).length);
    if (!rest.includes("--help")) expect(positional.length).toBeGreaterThanOrEqual(required);
  });
});

describe.skipIf(process.platform === "win32")("the lines about lists", () => {
  let org: OrgFolder;
  beforeAll(async () => {
    org = await startOrgFolder();
  });
  afterAll(() => org.close());

  it("run as they are written", async () => {
    const [, section = ""] = /\*\*Output\.\*\*([\s\S]*?)\*\*Bodies\.\*\*/.exec(docs) ?? [];
    const [, script = ""] = /```sh\n([\s\S]*?)```/.exec(section) ?? [];
    expect(script.trim().split("\n")).toHaveLength(2);
    const { stdout } = await promisify(execFile)(
      "/bin/sh",
      [
        "-e",
        "-c",
        `okta_edge() { "${process.execPath}" "${BIN}" "$@"; }\n${script.replaceAll("okta-edge", "okta_edge")}`,
      ],
      { cwd: org.folder, env: cleanEnv() },
    );
    expect(
      stdout
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line).status),
    ).toHaveLength(3);
    const lockedOut = await readFile(join(org.folder, "locked-out.ndjson"), "utf8");
    expect(
      lockedOut
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line).status),
    ).toEqual(["LOCKED_OUT"]);
  });
});
