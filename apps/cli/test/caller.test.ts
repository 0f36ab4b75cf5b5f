import { createHash } from "node:crypto";
import { chmod, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { emptyFolder, runCli } from "./support/cli.ts";
import { KEYS, runInTerminal, runShellInTerminal } from "./support/terminal.ts";

let folder: Awaited<ReturnType<typeof emptyFolder>>;
const run = (...args: string[]) => runCli(["caller", ...args], { cwd: folder.path });
const file = (name: string) => join(folder.path, name);
const hash = (key: string) => `sha256:${createHash("sha256").update(key).digest("hex")}`;
const callers = async () => JSON.parse(await readFile(file("callers.json"), "utf8"));

beforeEach(async () => {
  folder = await emptyFolder();
});
afterEach(() => folder.remove());

describe("caller add", () => {
  it("prints the key once and stores its hash", async () => {
    const { code, stdout } = await run("add", "moveworks", "--scopes", "okta.users.read, okta.groups.manage", "--json");
    expect(code).toBe(0);
    const { key, ...rest } = JSON.parse(stdout);
    expect(key).toMatch(/^oek_[\w-]{43}$/);
    expect(rest).toEqual({
      name: "moveworks",
      scopes: ["okta.users.read", "okta.groups.manage"],
      files: ["callers.json"],
    });
    expect(await callers()).toEqual([
      { name: "moveworks", keyHash: hash(key), scopes: ["okta.users.read", "okta.groups.manage"] },
    ]);
    expect(await readFile(file("callers.json"), "utf8")).not.toContain(key);
    expect(await readdir(folder.path)).toEqual(["callers.json"]);
  });

  it("writes rules, and needs no scopes beside actions", async () => {
    const flags = ["--actions", "users.get,groups.*", "--max-risk", "write", "--deny", "secret,takeover"];
    const where = ["--where", "groupId=00g1,00g2 sendEmail=true", "--protect-users", "00uceo", "--fields", "email"];
    expect((await run("add", "agent", ...flags, ...where)).code).toBe(0);
    const [{ keyHash: _, ...caller }] = await callers();
    expect(caller).toEqual({
      name: "agent",
      actions: ["users.get", "groups.*"],
      maxRisk: "write",
      deny: ["secret", "takeover"],
      where: { groupId: ["00g1", "00g2"], sendEmail: ["true"] },
      protected: { users: ["00uceo"] },
      fields: ["email"],
    });
  });

  it("takes the lines of docs/governance.md", async () => {
    const docs = await readFile(new URL("../../../docs/governance.md", import.meta.url), "utf8");
    const lines = [...docs.matchAll(/^okta-edge caller (.*)$/gm)].map(([, line = ""]) => line.split(" "));
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(await run(...line)).toMatchObject({ code: 0, stderr: "" });
    expect(await callers()).toMatchObject([
      { name: "software-requests", where: { groupId: ["00gfigma", "00gjira"] } },
      { name: "helpdesk-agent", deny: ["secret", "takeover"], protected: { users: ["00uceo"] } },
      { name: "directory", maxRisk: "read", fields: ["firstName", "lastName", "email"] },
    ]);
  });

  it.each([
    ["--actions", "users.supend", "did you mean users.suspend?"],
    ["--deny", "secrets", "is not a mark"],
    ["--where", "grupId=00g1", "did you mean groupId?"],
    ["--where", "groupId", "must be a name, = and values"],
    ["--protect-users", "ceo@example.com", "is not an ID that begins with 00u"],
  ])("rejects %s %s", async (flag, value, message) => {
    const { code, stderr } = await run("add", "agent", "--scopes", "okta.users.read", flag, value);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it("prints the key for people as well", async () => {
    const { stdout } = await run("add", "moveworks", "--scopes", "okta.users.read");
    const [, key = ""] = /key +(oek_\S+)/.exec(stdout) ?? [];
    expect((await callers())[0].keyHash).toBe(hash(key));
  });

  it("writes the key to a file instead, if asked to", async () => {
    const { stdout } = await run(
      "add",
      "ci",
      "--scopes",
      "okta.logs.read",
      "--connections",
      "default,eu",
      "--out",
      "ci.key",
    );
    const key = (await readFile(file("ci.key"), "utf8")).trim();
    expect(stdout).not.toContain(key);
    expect(await callers()).toEqual([
      { name: "ci", keyHash: hash(key), scopes: ["okta.logs.read"], connections: ["default", "eu"] },
    ]);
    if (process.platform !== "win32") expect((await stat(file("ci.key"))).mode & 0o777).toBe(0o600);
  });

  it.each([
    ["okta.users.read okta.groups.read", ["okta.users.read", "okta.groups.read"]],
    ["okta.users.read,okta.logs.read, okta.apps.read", ["okta.users.read", "okta.logs.read", "okta.apps.read"]],
  ])("selects the scopes of a pasted list: %s", async (pasted, scopes) => {
    const terminal = runInTerminal(["caller", "add", "ada"], { cwd: folder.path });
    await terminal.until("What may ada do?");
    terminal.type(pasted);
    await terminal.until(`◼ ${scopes.at(-1)}`);
    terminal.type(KEYS.enter);
    expect(await terminal.ended).toBe(0);
    expect(await callers()).toMatchObject([{ name: "ada", scopes }]);
  });

  it("names what is not known of a pasted list, and asks again", async () => {
    const terminal = runInTerminal(["caller", "add", "ada"], { cwd: folder.path });
    await terminal.until("What may ada do?");
    terminal.type("okta.groups.read,okta.user.read");
    await terminal.until("okta.user.read█");
    terminal.type(KEYS.enter);
    await terminal.until("Not in the list: okta.user.read.");
    await terminal.until("Search:");
    terminal.type(KEYS.enter);
    expect(await terminal.ended).toBe(0);
    expect(await callers()).toMatchObject([{ scopes: ["okta.groups.read"] }]);
  });

  it("keeps other callers and members that it does not know", async () => {
    const others = [{ name: "ada", access: "ada@example.com", scopes: ["okta.users.read"], maxRisk: "read", new: [1] }];
    await writeFile(file("callers.json"), JSON.stringify(others));
    await run("add", "moveworks", "--scopes", "okta.users.read");
    expect(await callers()).toEqual([...others, expect.objectContaining({ name: "moveworks" })]);
  });

  it("updates CALLERS in .dev.vars, and nothing else there", async () => {
    await writeFile(
      file(".dev.vars"),
      `# mine\nOKTA_ORG_URL="https://example.okta.com"\nCALLERS='[]' \nTIMEOUT=1000\n`,
    );
    await chmod(file(".dev.vars"), 0o600);
    const { stdout } = await run("add", "moveworks", "--scopes", "okta.users.read", "--json");
    expect(JSON.parse(stdout).files).toEqual(["callers.json", ".dev.vars"]);
    const text = await readFile(file(".dev.vars"), "utf8");
    expect(text.replace(/^CALLERS='(.*)'/m, (_, json) => (JSON.parse(json).length === 1 ? "CALLERS=…" : ""))).toBe(
      `# mine\nOKTA_ORG_URL="https://example.okta.com"\nCALLERS=… \nTIMEOUT=1000\n`,
    );
    if (process.platform !== "win32") expect((await stat(file(".dev.vars"))).mode & 0o777).toBe(0o600);
  });

  it.each([
    { args: ["a b", "--scopes", "okta.users.read"], code: 2, message: "NAME must be 1 to 64 letters" },
    {
      args: ["ada"],
      code: 2,
      message: "This needs an answer (What may ada do?), and there is no terminal.\n  Pass --scopes.",
    },
    { args: ["ada", "--scopes", "okta.user.read"], code: 2, message: "Did you mean okta.users.read?" },
    { args: ["ada", "--scopes", "okta.users.read", "--connections", ","], code: 2, message: "--connections must name" },
    { args: ["ada", "--scopes", "okta.users.read", "--out", "no/ada.key"], code: 1, message: "does not exist." },
  ])("rejects $args and writes nothing", async ({ args, code, message }) => {
    const result = await run("add", ...args);
    expect(result.code).toBe(code);
    expect(result.stderr).toContain(message);
    expect(await readdir(folder.path)).toEqual([]);
  });

  it("does not replace a caller", async () => {
    await run("add", "ada", "--scopes", "okta.users.read");
    const before = await callers();
    const { code, stderr } = await run("add", "ada", "--scopes", "okta.users.read", "--out", "ada.key");
    expect(code).toBe(1);
    expect(stderr).toContain("There is a caller ada already.");
    expect(await callers()).toEqual(before);
    expect(await readdir(folder.path)).toEqual(["callers.json"]);
  });

  it.each([
    { text: '[{"name":"ada",]', message: "callers.json is not valid JSON: see line 1, column 16." },
    { text: '{"name":"ada"}', message: "callers.json must hold a list of callers." },
    { text: '[{"scopes":[]}]', message: "callers.json[0] must be a caller with a name." },
  ])("rejects a file that holds $text, without quoting it", async ({ text, message }) => {
    await writeFile(file("callers.json"), text);
    const { code, stderr } = await run("add", "moveworks", "--scopes", "okta.users.read");
    expect(code).toBe(1);
    expect(stderr).toContain(`✖ ${message}\n`);
    expect(await readFile(file("callers.json"), "utf8")).toBe(text);
  });
});

describe("caller rotate", () => {
  const oldHash = hash("old");
  const day = 86_400_000;

  it("keeps the old key for 7 days", async () => {
    await writeFile(
      file("callers.json"),
      JSON.stringify([{ name: "ada", keyHash: oldHash, scopes: ["okta.users.read"], maxRisk: "read" }]),
    );
    const { stdout } = await run("rotate", "ada", "--json");
    const { key, oldKeyUntil } = JSON.parse(stdout);
    expect(Math.abs(Date.parse(oldKeyUntil) - Date.now() - 7 * day)).toBeLessThan(60_000);
    expect(await callers()).toEqual([
      {
        name: "ada",
        scopes: ["okta.users.read"],
        maxRisk: "read",
        keys: [{ keyHash: oldHash, notAfter: oldKeyUntil }, { keyHash: hash(key) }],
      },
    ]);
  });

  it("removes the old key with --grace 0", async () => {
    await writeFile(
      file("callers.json"),
      JSON.stringify([{ name: "ada", keyHash: oldHash, scopes: ["okta.users.read"] }]),
    );
    const { stdout } = await run("rotate", "ada", "--grace", "0", "--json");
    const { key, oldKeyUntil } = JSON.parse(stdout);
    expect(oldKeyUntil).toBeNull();
    expect(await callers()).toEqual([{ name: "ada", scopes: ["okta.users.read"], keyHash: hash(key) }]);
  });

  it("leaves an earlier end as it is, and removes keys that have expired", async () => {
    const soon = new Date(Date.now() + day).toISOString();
    const keys = [
      { keyHash: hash("gone"), notAfter: "2020-01-01T00:00:00Z" },
      { keyHash: oldHash, notAfter: soon },
    ];
    await writeFile(file("callers.json"), JSON.stringify([{ name: "ada", keys, scopes: ["okta.users.read"] }]));
    const { stdout } = await run("rotate", "ada", "--json");
    expect((await callers())[0].keys).toEqual([
      { keyHash: oldHash, notAfter: soon },
      { keyHash: hash(JSON.parse(stdout).key) },
    ]);
  });

  it.each(["7", "1w", "-1d", "soon"])("rejects --grace=%s", async (grace) => {
    const { code, stderr } = await run("rotate", "ada", `--grace=${grace}`);
    expect({ code, stderr }).toEqual({ code: 2, stderr: "✖ --grace must be a duration such as 7d, 24h, 30m or 0.\n" });
  });

  it("names the callers there are when there is no such caller", async () => {
    await writeFile(file("callers.json"), JSON.stringify([{ name: "ada" }, { name: "bob" }]));
    const { code, stderr } = await run("rotate", "eve");
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: "✖ There is no caller eve in callers.json.\n  It has ada, bob.\n",
    });
  });
});

describe("caller list", () => {
  it("prints a table without keys", async () => {
    const keys = [
      { keyHash: hash("gone"), notAfter: "2020-01-01T00:00:00Z" },
      { keyHash: hash("new"), notAfter: "2099-01-01T00:00:00Z" },
    ];
    await writeFile(
      file("callers.json"),
      JSON.stringify([
        { name: "ada", keys, scopes: ["okta.users.read"] },
        {
          name: "bob",
          access: "bob@example.com\u001B[2J",
          scopes: ["okta.users.read", "okta.groups.read"],
          connections: ["eu"],
        },
      ]),
    );
    const { stdout } = await run("list");
    expect(stdout.split("\n")).toEqual([
      "name  scopes                            connections  keys",
      `ada   okta.users.read                   default      ${hash("gone").slice(0, 15)} (expired), ${hash("new").slice(0, 15)} (until 2099-01-01 00:00Z)`,
      "bob   okta.users.read okta.groups.read  eu           access bob@example.com",
      "",
    ]);
    expect(JSON.parse((await run("list", "--json")).stdout)).toHaveLength(2);
  });

  it("says how to add the first caller", async () => {
    expect((await run("list")).stdout).toBe("There are no callers yet. Run `okta-edge caller add NAME`.\n");
  });
});

describe("caller remove", () => {
  beforeEach(() => writeFile(file("callers.json"), JSON.stringify([{ name: "ada" }, { name: "bob" }])));

  it("removes a caller with --yes", async () => {
    expect((await run("remove", "ada", "--yes")).code).toBe(0);
    expect(await callers()).toEqual([{ name: "bob" }]);
  });

  it("needs --yes without a terminal", async () => {
    const { code, stderr } = await run("remove", "ada");
    expect(code).toBe(2);
    expect(stderr).toContain("Pass --yes.");
    expect(await callers()).toHaveLength(2);
  });
});

describe("in a terminal", () => {
  it("caller add offers a list of scopes to search", async () => {
    const terminal = runInTerminal(["caller", "add", "ada"], { cwd: folder.path });
    await terminal.until("What may ada do?");
    terminal.type("users.read");
    await terminal.until("◻ okta.users.read");
    await terminal.until("users.read█");
    terminal.type(KEYS.tab);
    await terminal.until("◼ okta.users.read");
    terminal.type(KEYS.enter);
    await terminal.until("key     oek_");
    expect(await terminal.ended).toBe(0);
    expect((await callers())[0].scopes).toEqual(["okta.users.read"]);
  });

  it("caller add keeps what other commands write while it asks", async () => {
    await writeFile(file("callers.json"), JSON.stringify([{ name: "old", scopes: ["okta.logs.read"] }]));
    const terminal = runInTerminal(["caller", "add", "ada"], { cwd: folder.path });
    await terminal.until("What may ada do?");
    await run("add", "grace", "--scopes", "okta.users.read");
    await run("remove", "old", "--yes");
    terminal.type("logs.read");
    await terminal.until("◻ okta.logs.read");
    await terminal.until("logs.read█");
    terminal.type(KEYS.tab);
    await terminal.until("◼ okta.logs.read");
    terminal.type(KEYS.enter);
    expect(await terminal.ended).toBe(0);
    expect((await callers()).map(({ name }: { name: string }) => name)).toEqual(["grace", "ada"]);
  });

  it("caller remove asks first, and takes no for an answer", async () => {
    await writeFile(file("callers.json"), JSON.stringify([{ name: "ada" }]));
    const terminal = runInTerminal(["caller", "remove", "ada"], { cwd: folder.path });
    await terminal.until("Remove ada? Its keys are lost.");
    terminal.type("n");
    expect(await terminal.ended).toBe(1);
    expect(terminal.text()).toContain("Nothing was removed.");
    expect(await callers()).toHaveLength(1);
  });

  it("shows prompts without colors when NO_COLOR is set", async () => {
    const terminal = runInTerminal(["caller", "add", "ada"], { cwd: folder.path, env: { NO_COLOR: "1" } });
    await terminal.until("What may ada do?");
    terminal.type(KEYS.ctrlC);
    await terminal.ended;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colors begin with one.
    expect(terminal.raw()).not.toMatch(/\u001B\[(?:[1-9]\d*)?(?:;\d+)*m/);
  });

  it.skipIf(process.platform === "win32")(
    "Ctrl-C exits with 130, restores the terminal and writes nothing",
    async () => {
      const terminal = runShellInTerminal(
        'stty -g > before; $OKTA_EDGE caller add ada; echo "code=$?"; stty -g > after',
        {
          cwd: folder.path,
        },
      );
      await terminal.until("What may ada do?");
      terminal.type(KEYS.ctrlC);
      await terminal.until("code=130");
      await terminal.ended;
      expect(await readFile(file("after"), "utf8")).toBe(await readFile(file("before"), "utf8"));
      const shown = terminal.raw();
      expect(shown.lastIndexOf("\u001B[?25h")).toBeGreaterThan(shown.lastIndexOf("\u001B[?25l"));
      expect(await readdir(folder.path)).toEqual(["after", "before"]);
    },
  );
});
