import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { deactivate } from "@okta-edge/actions/users";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { BIN, cleanEnv, runCli } from "./support/cli.ts";
import { type OrgFolder, startOrgFolder } from "./support/org-folder.ts";
import { KEYS, runInTerminal, runShellInTerminal } from "./support/terminal.ts";

/** More users than a pipe holds. */
const USERS = 2000;

let org: OrgFolder;
beforeAll(async () => {
  org = await startOrgFolder({ users: USERS });
});
afterAll(() => org.close());
beforeEach(() => org.sandbox.requests.clear());

const inTerminal = (...args: string[]) => runInTerminal(args, { cwd: org.folder });

async function statusOf(login: string): Promise<string> {
  const { stdout } = await runCli(["users", "get", login], { cwd: org.folder });
  return JSON.parse(stdout).status;
}

describe("a list", () => {
  it("stops without an error and without further requests when the reader closes the pipe", async () => {
    const child = spawn(process.execPath, [BIN, "users", "list", "--ndjson", "--limit", "50"], {
      cwd: org.folder,
      env: cleanEnv(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stderr = "";
    child.stderr.on("data", (chunk) => {
      stderr += String(chunk);
    });
    await once(child.stdout, "data");
    child.stdout.destroy();
    const [code] = await once(child, "close");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(org.apiRequests().length).toBeLessThan(USERS / 50);
  });

  it("ends at the end of the System Log, whose last page always has a next one", async () => {
    const { code, stdout, stderr } = await runCli(["logs", "list", "--ndjson", "--limit", "100"], { cwd: org.folder });
    const count = stdout.trimEnd().split("\n").length;
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(`^✔ ${count} items, \\d+ pages\n$`) });
    expect(count).toBeGreaterThan(100);
  });

  it("reports the next page when a request fails", async () => {
    const child = spawn(process.execPath, [BIN, "users", "list", "--ndjson", "--limit", "50"], {
      cwd: org.folder,
      env: cleanEnv(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stderr = "";
    child.stderr.on("data", (chunk) => {
      stderr += String(chunk);
    });
    let output = String((await once(child.stdout, "data"))[0]);
    org.sandbox.faults.set({ on: "api", fault: "status503" });
    child.stdout.on("data", (chunk) => {
      output += String(chunk);
    });
    const [code] = await once(child, "close");
    org.sandbox.faults.clear();
    expect(code).toBe(1);
    const items = output
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).id);
    const [, count, after = ""] =
      /^(\d+) items, \d+ pages? printed\. The next page has after=(\S+)$/m.exec(stderr) ?? [];
    expect(Number(count)).toBe(items.length);
    expect(stderr).toContain("503, E0000010");
    const { stdout } = await runCli(["users", "list", "--ndjson", "--limit", "50", "--after", after], {
      cwd: org.folder,
    });
    const rest = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).id);
    expect(new Set([...items, ...rest]).size).toBe(items.length + rest.length);
    expect(items.length + rest.length).toBeGreaterThan(USERS * 0.9);
  });

  it("requests no pages that the reader does not read", async () => {
    const child = spawn(process.execPath, [BIN, "users", "list", "--ndjson", "--limit", "50"], {
      cwd: org.folder,
      env: cleanEnv(),
      stdio: ["ignore", "pipe", "ignore"],
    });
    let output = "";
    // One chunk is taken, and then none until the requests have come to rest.
    const [first] = await once(child.stdout, "data");
    output += String(first);
    child.stdout.pause();
    let asked = -1;
    while (asked !== org.apiRequests().length) {
      asked = org.apiRequests().length;
      await new Promise((resume) => setTimeout(resume, 500));
    }
    expect(asked).toBeLessThan(USERS / 50);
    child.stdout.on("data", (chunk) => {
      output += String(chunk);
    });
    child.stdout.resume();
    await once(child, "close");
    expect(output.trimEnd().split("\n").length).toBeGreaterThan(USERS * 0.9);
  });
});

describe("in a terminal", () => {
  it("prints a table that fits", async () => {
    const terminal = inTerminal("users", "list", "--q", "grace");
    await terminal.until("grace.hopper@example.com");
    expect(await terminal.ended).toBe(0);
    const [heading, row] = terminal.text().split("\n");
    expect(heading).toMatch(/id +status +login +firstName +lastName/);
    expect(row).toMatch(/^00u\w+ +ACTIVE +grace\.hopper@example\.com +Grace +Hopper/);
  });

  it("prints the members of one thing", async () => {
    const terminal = inTerminal("users", "get", "grace.hopper@example.com");
    await terminal.ended;
    expect(terminal.text()).toMatch(/^profile\.login +grace\.hopper@example\.com$/m);
  });

  it("prints JSON with --json", async () => {
    const terminal = inTerminal("users", "get", "grace.hopper@example.com", "--json");
    await terminal.ended;
    expect(JSON.parse(terminal.text().replace(/^[^{]*/, "")).profile.login).toBe("grace.hopper@example.com");
  });

  it("shows progress on stderr while stdout goes to a file", async () => {
    const terminal = runShellInTerminal(
      "$OKTA_EDGE users list --ndjson --limit 100 > users.ndjson; wc -l users.ndjson",
      {
        cwd: org.folder,
      },
    );
    await terminal.until("users.ndjson");
    await terminal.ended;
    const count = Number(/^ *(\d+) users\.ndjson$/m.exec(terminal.text())?.[1]);
    expect(terminal.text()).toMatch(new RegExp(`✔ ${count} items, \\d+ pages`));
    expect(terminal.text()).toMatch(/GET \/api\/v1\/users: \d+ items?, \d+ pages?/);
  });

  it("asks before a destructive call, and shows what it changes", async () => {
    const login = "tony.hoare@example.com";
    const terminal = inTerminal("users", "deactivate", login);
    await terminal.until("Continue?");
    expect(terminal.text()).toContain(`${deactivate.summary} (${org.url})`);
    expect(terminal.text()).toContain(`userId ${login} (ACTIVE)`);
    expect(terminal.text()).toContain("One call does not undo it.");
    terminal.type(KEYS.enter);
    expect(await terminal.ended).toBe(1);
    expect(terminal.text()).toContain("Nothing was changed.");
    expect(org.apiRequests().every((request) => request.startsWith("GET "))).toBe(true);
    expect(await statusOf(login)).toBe("ACTIVE");
  });

  it("shows the names behind the IDs", async () => {
    const user = JSON.parse((await runCli(["users", "get", "ken.thompson@example.com"], { cwd: org.folder })).stdout);
    const [group] = JSON.parse((await runCli(["groups", "list", "--q", "Support"], { cwd: org.folder })).stdout);
    const terminal = inTerminal("call", "DELETE", `/api/v1/groups/${group.id}/users/${user.id}`);
    await terminal.until("Continue?");
    expect(terminal.text()).toContain(`groupId ${group.id} (Support)`);
    expect(terminal.text()).toContain(`userId ${user.id} (ken.thompson@example.com, ACTIVE)`);
    terminal.type(KEYS.ctrlC);
    expect(await terminal.ended).toBe(130);
    expect(org.apiRequests().some((request) => request.startsWith("DELETE "))).toBe(false);
  });

  it("sends the call after a yes", async () => {
    const login = "radia.perlman@example.com";
    const terminal = inTerminal("users", "deactivate", login);
    await terminal.until("Continue?");
    terminal.type("y");
    expect(await terminal.ended).toBe(0);
    expect(terminal.text()).toContain(`✔ ${deactivate.summary}: done`);
    expect(await statusOf(login)).toBe("DEPROVISIONED");
  });

  it("asks about a person whose name contains control characters in one line without them", async () => {
    const login = "barbara.liskov@example.com";
    const displayName = "Barbara\u001B[8m\nNothing is deleted. Continue?\u202E";
    const data = JSON.stringify({ profile: { displayName } });
    const changed = await runCli(["users", "update", login, "--data", data], { cwd: org.folder });
    expect(changed.code, changed.stderr).toBe(0);
    const terminal = inTerminal("users", "deactivate", login);
    await terminal.until("One call does not undo it.");
    expect(terminal.text()).toContain(`userId ${login} (Barbara Nothing is deleted. Continue?, ACTIVE)`);
    for (const sequence of ["\u001B[8m", "\u202E"]) expect(terminal.raw()).not.toContain(sequence);
    terminal.type(KEYS.ctrlC);
    expect(await terminal.ended).toBe(130);
  });

  it("removes control characters from the words of a Worker in an error", async () => {
    const server = createServer((_, response) => {
      const problem = { code: "not_found", detail: "Not found\u001B[8m\u009B8m.", hint: "Retry\u001B[2J" };
      response.writeHead(404, { "content-type": "application/problem+json" }).end(JSON.stringify(problem));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const env = { OKTA_EDGE_URL: `http://127.0.0.1:${port}`, OKTA_EDGE_KEY: "a-key" };
    const { code, stderr } = await runCli(["users", "list"], { env });
    expect({ code, stderr }).toEqual({ code: 1, stderr: "✖ The Worker returned 404: Not found.\n  Retry\n" });
    const json = await runCli(["users", "list", "--json"], { env });
    expect(json.stderr).not.toContain("\u009B");
    server.close();
  });

  it("escapes control characters in names that Okta returns", async () => {
    const name = "Evil\u001B[2J\u009B2J\u202Ename";
    await runCli(["groups", "create", "--data", JSON.stringify({ profile: { name } })], { cwd: org.folder });
    for (const flags of [[], ["--json"], ["--ndjson"]]) {
      const terminal = inTerminal("groups", "list", "--q", "Evil", ...flags);
      expect(await terminal.ended).toBe(0);
      expect(terminal.text()).toContain("Evil");
      for (const sequence of ["\u001B[2J", "\u009B"]) expect(terminal.raw()).not.toContain(sequence);
    }
  });
});
