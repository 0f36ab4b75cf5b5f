import { cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Program, ROOT, run } from "./support/program.ts";

/** A workspace with the shape of this repository, and nothing to download. */
let folder: string;
let running: Program | undefined;

const json = (path: string, value: unknown) => writeFile(join(folder, path), JSON.stringify(value));
const exists = (path: string) =>
  stat(join(folder, path)).then(
    () => true,
    () => false,
  );

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "okta-edge-set-up-"));
  const { packageManager } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8"));
  for (const name of ["scripts", "commands", "start/node", "packages/tool", "packages/tests", "packages/other"]) {
    await mkdir(join(folder, name), { recursive: true });
  }
  await cp(join(ROOT, "scripts/with-setup.mjs"), join(folder, "scripts/with-setup.mjs"));
  await writeFile(
    join(folder, "pnpm-workspace.yaml"),
    "packages:\n  - start\n  - start/node\n  - packages/*\npmOnFail: ignore\n",
  );
  await writeFile(join(folder, ".pnpmfile.mjs"), "export const hooks = {};\n");
  await json("package.json", { name: "root", private: true, packageManager });
  await json("start/package.json", {
    name: "@okta-edge/start",
    dependencies: { tool: "workspace:*" },
    devDependencies: { tests: "workspace:*" },
  });
  await json("start/node/package.json", { name: "@okta-edge/node" });
  await json("packages/tool/package.json", {
    name: "tool",
    version: "1.0.0",
    devDependencies: { tests: "workspace:*" },
  });
  await json("packages/tests/package.json", {
    name: "tests",
    version: "1.0.0",
    dependencies: { other: "workspace:*" },
  });
  await json("packages/other/package.json", { name: "other", version: "1.0.0" });
  // npx would download pnpm, and turbo is not needed: what they are called with is recorded.
  const pnpm = join(ROOT, "node_modules", ".bin", "pnpm");
  await command("npx", `echo "npx $*" >> "${folder}/calls"; shift 2; exec "${pnpm}" "$@"`);
  await command("turbo", `echo "turbo $*" >> "${folder}/calls"`);
  await run(pnpm, ["install", "--lockfile-only"], { cwd: folder }).ended;
});

afterEach(async () => {
  running?.child.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

async function command(name: string, script: string): Promise<void> {
  await writeFile(join(folder, "commands", name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

/** Runs the set-up, and returns the commands that it has run. */
async function setUp(...args: readonly string[]): Promise<{ code: number | null; calls: string[]; output: string }> {
  await rm(join(folder, "calls"), { force: true });
  const { ended, output } = startSetUp(args);
  const code = await ended;
  const calls = (await readFile(join(folder, "calls"), "utf8").catch(() => "")).split("\n").filter(Boolean);
  return { code, calls, output: output() };
}

function startSetUp(args: readonly string[]): Program {
  const env = { PATH: `${join(folder, "commands")}:${process.env.PATH}`, CI: "" };
  running = run(process.execPath, ["scripts/with-setup.mjs", ...args], { cwd: folder, env, ownGroup: true });
  return running;
}

describe.skipIf(process.platform === "win32")("the set-up", () => {
  it("installs only what npm start uses, builds nothing, and does so once", async () => {
    const first = await setUp("--only=start", "echo", "started");
    expect(first.output).toContain("started");
    expect(first.calls).toHaveLength(1);
    expect(first.calls[0]).toMatch(
      /^npx -y pnpm@\S+ install --frozen-lockfile --prod .*--filter-prod @okta-edge\/start\.\.\./,
    );
    expect(await exists("start/node_modules/tool")).toBe(true);
    expect(await exists("packages/tool/node_modules/tests")).toBe(false);
    expect(await exists("packages/tests/node_modules")).toBe(false);
    const second = await setUp("--only=start", "echo", "started");
    expect(second.output).toContain("started");
    expect(second.calls).toEqual([]);
  });

  it("installs the rest for another command, after which npm start removes nothing", async () => {
    await setUp("--only=start");
    const full = await setUp();
    expect(full.calls).toHaveLength(2);
    expect(full.calls[0]).toMatch(/^npx -y pnpm@\S+ install --frozen-lockfile$/);
    expect(full.calls[1]).toMatch(/^turbo run build/);
    expect(await exists("packages/tool/node_modules/tests")).toBe(true);
    expect((await setUp("--only=start")).calls).toEqual([]);
    expect((await setUp()).calls).toEqual([expect.stringMatching(/^turbo/)]);
  });

  it("installs everything for npm start where pnpm has installed everything before", async () => {
    await run(join(ROOT, "node_modules", ".bin", "pnpm"), ["install", "--frozen-lockfile"], { cwd: folder }).ended;
    const { calls } = await setUp("--only=start");
    expect(calls).toEqual([expect.stringMatching(/install --frozen-lockfile$/)]);
    expect(await exists("packages/tool/node_modules/tests")).toBe(true);
  });

  it.each<[string, () => Promise<unknown>]>([
    [".pnpmfile.mjs has changed", () => writeFile(join(folder, ".pnpmfile.mjs"), "export const hooks = { };\n")],
    [
      "a package has another bin",
      () => json("packages/other/package.json", { name: "other", version: "1.0.0", bin: "x" }),
    ],
    ["a folder of node_modules is missing", () => rm(join(folder, "start/node_modules"), { recursive: true })],
    ["the stamp is not readable", () => writeFile(join(folder, "node_modules/.okta-edge/start.json"), "{")],
  ])("installs again when %s", async (_, change) => {
    await setUp("--only=start");
    await change();
    expect((await setUp("--only=start")).calls).toHaveLength(1);
  });

  it("does not install again when only a script of a package has changed", async () => {
    await setUp("--only=start");
    await json("packages/other/package.json", { name: "other", version: "1.0.0", scripts: { test: "true" } });
    expect((await setUp("--only=start")).calls).toEqual([]);
  });

  it("reports a failed install, and tries again the next time", async () => {
    await json("packages/tool/package.json", { name: "tool", version: "1.0.0", dependencies: { missing: "1.0.0" } });
    for (let attempt = 0; attempt < 2; attempt++) {
      const { code, calls, output } = await setUp("--only=start", "echo", "started");
      expect(code).not.toBe(0);
      expect(calls).toHaveLength(1);
      expect(output).toContain("✖ install");
      expect(output).toContain("The set-up failed at: npx");
      expect(output).not.toContain("started");
    }
  });

  it("passes on the exit code of the command", async () => {
    expect((await setUp("--only=start", "sh", "-c", "exit 7")).code).toBe(7);
  });

  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "ends the install and everything it has started on %s",
    async (signal) => {
      await command("npx", `sleep 300 & echo $! > "${folder}/sleeping"; wait`);
      const { child, ended, output } = startSetUp(["--only=start", "echo", "started"]);
      const pid = await untilWritten(join(folder, "sleeping"));
      child.kill(signal);
      expect(await ended).toBe(130);
      expect(output()).toContain("Stopped during: install");
      expect(output()).not.toContain("started");
      await untilGone(pid);
    },
  );
});

async function untilWritten(path: string): Promise<number> {
  for (;;) {
    const text = await readFile(path, "utf8").catch(() => "");
    if (text.endsWith("\n")) return Number(text);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function untilGone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
