import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BIN, cleanEnv, emptyFolder, runCli } from "./support/cli.ts";
import { KEYS, runInTerminal } from "./support/terminal.ts";

let folder: Awaited<ReturnType<typeof emptyFolder>>;
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = await emptyFolder();
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
  }
  await folder.remove();
});

/** Starts a sandbox for a program, and waits until it serves. */
async function start(...flags: string[]) {
  const args = [BIN, "sandbox", "--port", "0", "--algorithm", "ES256", "--json", ...flags];
  const child = spawn(process.execPath, args, {
    cwd: folder.path,
    env: cleanEnv(),
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  const [line] = await once(createInterface(child.stdout), "line");
  return { child, line: String(line), ...JSON.parse(String(line)) };
}

const SETTINGS = ["--write-settings", ".dev.vars"];
const cli = (...args: string[]) => runCli(args, { cwd: folder.path });

describe("sandbox", () => {
  it("writes settings that work, and stops at a signal", async () => {
    const { child, url, settings, line } = await start(...SETTINGS);
    expect(settings).toMatchObject({ OKTA_ORG_URL: url, OKTA_CLIENT_ID: expect.stringMatching(/^0oa/) });
    expect(line).not.toContain("PRIVATE KEY");
    expect((await stat(join(folder.path, ".dev.vars"))).mode & 0o777).toBe(0o600);
    expect(JSON.parse((await cli("users", "list", "--q", "ada")).stdout)).toHaveLength(1);
    child.kill("SIGINT");
    const [code] = await once(child, "exit");
    expect(code).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
  });

  it("replaces settings of an earlier start, and nothing else", async () => {
    const first = await start(...SETTINGS);
    first.child.kill("SIGTERM");
    await once(first.child, "exit");
    const second = await start(...SETTINGS);
    expect(await readFile(join(folder.path, ".dev.vars"), "utf8")).toContain(second.url);
    await writeFile(join(folder.path, "mine.vars"), "OKTA_ORG_URL=https://example.okta.com\n");
    const { code, stderr } = await cli("sandbox", "--port", "0", "--write-settings", "mine.vars");
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("is not from the sandbox") });
    expect(await readFile(join(folder.path, "mine.vars"), "utf8")).toBe("OKTA_ORG_URL=https://example.okta.com\n");
  });

  it.each([
    { mistake: ["--roles", "none"], report: "E0000006" },
    { mistake: ["--scopes", "okta.groups.read"], report: "Requested: okta.users.manage." },
    { mistake: ["--status", "inactive"], report: "OKTA_CLIENT_ID" },
    { mistake: ["--keys", "2"], remove: "OKTA_KEY_ID", report: "OKTA_KEY_ID" },
    { mistake: ["--dpop", "on"], add: 'OKTA_DPOP="never"', report: "OKTA_DPOP" },
  ])("rehearses a mistake: $mistake", async ({ mistake, report, remove, add = "" }) => {
    await start(...SETTINGS, ...mistake);
    const file = join(folder.path, ".dev.vars");
    const lines = (await readFile(file, "utf8")).split("\n").filter((line) => !remove || !line.startsWith(remove));
    await writeFile(file, [...lines, add].join("\n"));
    const { code, stderr } = await cli("users", "list");
    expect(code).toBe(1);
    expect(stderr).toContain(report);
  });

  it("rehearses scopes that are not granted, beside one that works", async () => {
    await start(...SETTINGS, "--scopes", "okta.users.read");
    const { code, stdout } = await cli("doctor");
    expect(code).toBe(1);
    expect(stdout).toMatch(/^✖ scopes +not granted: .*okta\.groups\.manage/m);
    expect((await cli("users", "list", "--limit", "1")).code).toBe(0);
    const rejected = await cli("groups", "list");
    expect({ code: rejected.code, stderr: rejected.stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining("okta.groups.manage"),
    });
  });

  it("has a clock and users of its own", async () => {
    const { url } = await start(...SETTINGS, "--clock-offset", "-7200", "--users", "3", "--dpop", "off");
    const date = Date.parse((await fetch(url)).headers.get("date") ?? "");
    expect(Math.abs(Date.now() - 7_200_000 - date)).toBeLessThan(60_000);
    expect(JSON.parse((await cli("users", "list")).stdout)).toHaveLength(3);
  });

  it.each([
    [["--scopes", "okta.user.read"], "--scopes: okta.user.read is not a scope"],
    [["--roles", "ADMIN"], "--roles: ADMIN is not a role"],
    [["--keys", "0"], "--keys must be a whole number from 1 to 10."],
    [["--dpop", "maybe"], "--dpop must be on or off."],
  ])("rejects a flag: %j", async (flags, message) => {
    const { code, stderr } = await cli("sandbox", "--port", "0", ...flags);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) });
  });

  it("names a port that is taken", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const { code, stderr } = await cli("sandbox", "--port", String(port));
    server.close();
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(`Port ${port} is taken.`) });
  });

  it("prints the settings in a terminal, and stops at Ctrl-C", async () => {
    const terminal = runInTerminal(["sandbox", "--port", "0", "--keys", "2"], { cwd: folder.path });
    await terminal.until("The app has 2 keys");
    expect(terminal.text()).toMatch(/^ {2}OKTA_ORG_URL=http:\/\/127\.0\.0\.1:\d+$/m);
    expect(terminal.text()).toContain("OKTA_PRIVATE_KEY is not shown");
    expect(terminal.text()).not.toContain("BEGIN");
    terminal.type(KEYS.ctrlC);
    expect(await terminal.ended).toBe(0);
  });
});
