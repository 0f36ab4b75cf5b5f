import { execFile, spawnSync } from "node:child_process";
import { chmod, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { catalogue } from "@okta-edge/actions/catalogue";
import { list, listAppLinks } from "@okta-edge/actions/users";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BIN, cleanEnv, emptyFolder, runCli } from "./support/cli.ts";
import { runShellInTerminal } from "./support/terminal.ts";

/** The commands of the catalog that begin with `users li`. */
const LISTS = catalogue
  .filter(({ id }) => id.startsWith("users.li"))
  .map(({ id }) => id.slice("users.".length).replace(/[A-Z]/g, "-$&").toLowerCase());

/** What is proposed for the last of some words. */
async function propose(...words: string[]): Promise<string[]> {
  const { code, stdout } = await runCli(["__complete", ...words]);
  expect(code).toBe(0);
  return stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => line.split("\t")[0] ?? "");
}

it.each([
  [["sand"], ["sandbox"]],
  [["users", "li"], LISTS],
  [
    ["users", "list", "--so"],
    ["--sort-by", "--sort-order"],
  ],
  [
    ["users", "list", "--q", "ada", "--sort-order", ""],
    ["asc", "desc"],
  ],
  [["nothing", ""], []],
])("proposes %j", async (words, expected) => {
  expect(await propose(...words)).toEqual(expected);
});

it("rejects a shell that it has no script for", async () => {
  const { code, stderr } = await runCli(["completion", "cmd"]);
  expect({ code, stderr }).toEqual({ code: 2, stderr: "✖ SHELL must be one of bash, zsh, fish.\n" });
});

const has = (shell: string) => spawnSync(shell, ["-c", ":"]).status === 0;

describe.skipIf(process.platform === "win32")("in a shell", () => {
  let folder: Awaited<ReturnType<typeof emptyFolder>>;
  let env: Record<string, string>;
  beforeAll(async () => {
    folder = await emptyFolder();
    const command = join(folder.path, "okta-edge");
    await writeFile(command, `#!/bin/sh\nexec '${process.execPath}' '${BIN}' "$@"\n`);
    await chmod(command, 0o755);
    env = cleanEnv({ PATH: [folder.path, process.env.PATH].join(delimiter), HOME: folder.path });
  });
  afterAll(() => folder.remove());
  const run = async (shell: string, script: string) =>
    (await promisify(execFile)(shell, ["-c", script], { cwd: folder.path, env })).stdout;

  it.skipIf(!has("bash"))("completes in bash", async () => {
    const script = `okta-edge completion bash > script && source ./script
      COMP_WORDS=(okta-edge users li); COMP_CWORD=2; _okta_edge; printf '%s\\n' "\${COMPREPLY[@]}"`;
    expect((await run("bash", script)).trimEnd().split("\n")).toEqual(LISTS);
  });

  it.skipIf(!has("fish"))("completes in fish, with descriptions", async () => {
    const script = "okta-edge completion fish | source; complete -C 'okta-edge users li'";
    const lines = (await run("fish", script))
      .trimEnd()
      .split("\n")
      .map((line) => line.split("\t"));
    expect(lines.map(([word]) => word)).toEqual(LISTS);
    expect(lines[0]?.[1]).toBe(list.summary);
  });

  it.skipIf(!has("zsh"))("completes in zsh, with descriptions", async () => {
    const terminal = runShellInTerminal("PS1='ready> ' exec zsh -f -i", { cwd: folder.path, env });
    await terminal.until("ready> ");
    terminal.type("autoload -U compinit; compinit -u; source <(okta-edge completion zsh); echo com''plete\r");
    await terminal.until("complete\n");
    terminal.type("okta-edge users list-\t\t");
    await terminal.until(`-- ${listAppLinks.summary}`);
    terminal.kill();
  });
});
