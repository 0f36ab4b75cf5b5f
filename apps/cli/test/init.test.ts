import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { checkSettings } from "@okta-edge/worker/settings";
import { parse } from "dotenv";
import { parse as parseJsonc } from "jsonc-parser";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { emptyFolder, runCli } from "./support/cli.ts";
import { startOrg, type TestOrg } from "./support/org.ts";
import { KEYS, runInTerminal, runShellInTerminal } from "./support/terminal.ts";

let org: TestOrg;
let folder: Awaited<ReturnType<typeof emptyFolder>>;
beforeAll(async () => {
  org = await startOrg({ apps: [{ scopes: ["okta.users.read", "okta.groups.read"] }] });
});
afterAll(() => org.close());
beforeEach(async () => {
  folder = await emptyFolder();
  await writeFile(join(folder.path, "app.pem"), org.privateKey);
});
afterEach(() => folder.remove());

const inFolder = (...path: string[]) => join(folder.path, ...path);
const run = (args: readonly string[], env: Record<string, string> = {}) =>
  runCli(["init", ...args], { cwd: folder.path, env });
const answers = (changes: Record<string, string> = {}): string[] =>
  Object.entries({
    "--org-url": org.url,
    "--client-id": org.clientId,
    "--key-file": "app.pem",
    "--key-id": org.keyId,
    "--scopes": "okta.users.read,okta.groups.read",
    ...changes,
  }).flat();

/** Everything below a folder, with the text of each file. */
async function filesBelow(path: string): Promise<Record<string, string>> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [file.slice(path.length + 1), await readFile(file, "utf8")])),
  );
}

describe("init without a terminal", () => {
  it("writes a project from flags", async () => {
    const { code, stdout, stderr } = await run([
      "my-gateway",
      "--yes",
      ...answers(),
      "--caller",
      "moveworks",
      "--json",
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const { caller, files, next, worker } = JSON.parse(stdout);
    const written = await filesBelow(inFolder("my-gateway"));
    expect(Object.keys(written).sort()).toEqual(
      [
        ".dev.vars",
        ".dev.vars.example",
        ".gitignore",
        "README.md",
        "callers.json",
        "check-settings.mjs",
        "package.json",
        "src/index.ts",
        "wrangler.jsonc",
      ].sort(),
    );
    expect(files).toEqual(Object.keys(written).sort());
    expect(worker).toBe("my-gateway");
    expect(next).toEqual([
      "cd my-gateway",
      "npm install",
      "npx okta-edge doctor",
      "npm run dev",
      "npx okta-edge deploy",
    ]);

    const entry = {
      name: "moveworks",
      keyHash: `sha256:${createHash("sha256").update(caller.key).digest("hex")}`,
      scopes: ["okta.users.read", "okta.groups.read"],
    };
    expect(JSON.parse(written["callers.json"] ?? "")).toEqual([entry]);
    const settings = parse(written[".dev.vars"] ?? "");
    expect(settings).toEqual({ ...org.settings, CALLERS: JSON.stringify([entry]) });
    expect(await checkSettings(settings)).toEqual([]);
    if (process.platform !== "win32")
      expect((await stat(inFolder("my-gateway", ".dev.vars"))).mode & 0o777).toBe(0o600);

    expect(written["src/index.ts"]).toMatch(/^export \{ default \} from "@okta-edge\/worker";\n/);
    expect(parseJsonc(written["wrangler.jsonc"] ?? "")).toMatchObject({
      name: "my-gateway",
      preview_urls: false,
      kv_namespaces: [{ binding: "TOKEN_CACHE" }],
      observability: { logs: { invocation_logs: false } },
      triggers: { crons: [expect.any(String)] },
      ratelimits: [{ name: "CALLER_LIMIT" }],
    });
    expect(written["wrangler.jsonc"]).toContain("// ");
    expect(JSON.parse(written["package.json"] ?? "")).toMatchObject({
      name: "my-gateway",
      scripts: { deploy: "okta-edge deploy" },
      dependencies: { "@okta-edge/worker": expect.stringMatching(/^\^/) },
      devDependencies: { wrangler: expect.stringMatching(/^\^/), "okta-edge": expect.stringMatching(/^\^/) },
    });
    for (const secret of [caller.key, org.privateKey.split("\n")[1] ?? ""]) {
      const holders = Object.entries(written).filter(([, text]) => text.includes(secret));
      expect(holders.map(([name]) => name)).toEqual(secret === caller.key ? [] : [".dev.vars"]);
    }
    expect((await runCli(["doctor"], { cwd: inFolder("my-gateway") })).code).toBe(0);
  });

  it("takes every answer from the environment, into the current folder", async () => {
    await mkdir(inFolder("project", ".git"), { recursive: true });
    const { code, stdout } = await runCli(["init", "--yes", "--json"], { cwd: inFolder("project"), env: org.settings });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ worker: "project", caller: { name: "first-caller" } });
    expect(parse(await readFile(inFolder("project", ".dev.vars"), "utf8"))).toMatchObject(org.settings);
  });

  it("makes a new key, and prints its public half", async () => {
    const {
      "--key-file": _,
      "--key-id": __,
      ...rest
    } = Object.fromEntries(answers().flatMap((value, at, all) => (at % 2 === 0 ? [[value, all[at + 1]]] : [])));
    const { code, stdout } = await run([
      "gw",
      "--yes",
      "--new-key",
      "ES256",
      ...Object.entries(rest).flat().map(String),
      "--json",
    ]);
    expect(code).toBe(0);
    const { publicJwk, next } = JSON.parse(stdout);
    expect(next[0]).toBe("Add the public key to the app in Okta.");
    expect(publicJwk).toMatchObject({ kty: "EC", crv: "P-256", use: "sig" });
    const { OKTA_PRIVATE_KEY = "", OKTA_KEY_ID } = parse(await readFile(inFolder("gw", ".dev.vars"), "utf8"));
    expect(OKTA_KEY_ID).toBe(publicJwk.kid);
    await writeFile(inFolder("made.pem"), OKTA_PRIVATE_KEY);
    expect(
      JSON.parse((await runCli(["key", "show", "made.pem", "--json"], { cwd: folder.path })).stdout).publicJwk,
    ).toEqual(publicJwk);
  });

  it("names everything that is missing", async () => {
    const { code, stderr } = await run(["gw"]);
    expect(code).toBe(2);
    expect(stderr).toContain(
      "Missing: --org-url (or OKTA_ORG_URL), --client-id (or OKTA_CLIENT_ID), --key-file or --new-key (or OKTA_PRIVATE_KEY), --scopes (or OKTA_SCOPES).",
    );
    expect(stderr).not.toContain("--yes");
    expect((await run(["gw", "--yes"])).stderr).toContain("without --yes.");
  });

  it.each([
    [{ "--org-url": "https://acme-admin.okta.com" }, 2, "--org-url"],
    [{ "--client-id": "0oa..." }, 2, "--client-id"],
    [{ "--scopes": "okta.user.read" }, 2, "Did you mean okta.users.read?"],
    [{ "--key-file": "no-such.pem" }, 1, "does not exist."],
    [{ "--caller": "a b" }, 2, "--caller is not a valid name."],
    [{ "--name": "My Gateway" }, 2, "--name must be"],
    [{ "--key-id": "other" }, 1, "The connection to Okta does not work, so nothing was written."],
    [{ "--scopes": "okta.apps.manage" }, 1, "nothing was written."],
  ])("rejects %o and writes nothing", async (changes, code, message) => {
    const result = await run(["gw", "--yes", ...answers(changes)]);
    expect(result.code).toBe(code);
    expect(result.stderr).toContain(message);
    expect(await readdir(folder.path)).toEqual(["app.pem"]);
  });

  it("prints the check of a connection that does not work, with the flag to correct", async () => {
    const { stderr } = await run(["gw", "--yes", ...answers({ "--key-id": "other" })]);
    expect(stderr).toMatch(/^✖ exchange .*\n.*--key-id/m);
  });

  it("goes on with --check report, and offline with --check off", async () => {
    expect((await run(["a", "--yes", ...answers({ "--key-id": "other" }), "--check", "report"])).code).toBe(0);
    expect(
      (await run(["b", "--yes", ...answers({ "--org-url": "https://no-such.invalid" }), "--check", "off"])).code,
    ).toBe(0);
    expect((await readdir(folder.path)).sort()).toEqual(["a", "app.pem", "b"]);
  });

  it("does not write into a folder that is not empty, unless --force is passed", async () => {
    await mkdir(inFolder("gw"));
    await writeFile(inFolder("gw", "README.md"), "mine");
    await writeFile(inFolder("gw", "notes.txt"), "mine");
    const { code, stderr } = await run(["gw", "--yes", ...answers()]);
    expect(code).toBe(1);
    expect(stderr).toContain("is not empty");
    expect(await filesBelow(inFolder("gw"))).toEqual({ "README.md": "mine", "notes.txt": "mine" });

    expect((await run(["gw", "--yes", "--force", ...answers()])).code).toBe(0);
    const written = await filesBelow(inFolder("gw"));
    expect(written["notes.txt"]).toBe("mine");
    expect(written["README.md"]).not.toBe("mine");
    expect((await readdir(folder.path)).sort()).toEqual(["app.pem", "gw"]);
  });

  it("leaves nothing behind when a file cannot be written", async () => {
    // A folder in a file's place.
    await mkdir(inFolder("gw", "wrangler.jsonc", "x"), { recursive: true });
    const { code } = await run(["gw", "--yes", "--force", ...answers()]);
    expect(code).toBe(1);
    expect(await filesBelow(inFolder("gw"))).toEqual({});
    expect((await readdir(folder.path)).sort()).toEqual(["app.pem", "gw"]);
  });
});

describe("init in a terminal", () => {
  it("checks each answer at once, and lets the reader correct it", async () => {
    const terminal = runInTerminal(["init", "gw"], { cwd: folder.path });
    await terminal.until("URL of your Okta org");
    terminal.type("acme-admin.okta.com");
    terminal.type(KEYS.enter);
    await terminal.until("Org URL must start with https://. Set Org URL to https://acme.okta.com.");
    terminal.type(KEYS.clearLine);
    terminal.type(org.url);
    terminal.type(KEYS.enter);
    await terminal.until("✔ org 00o");
    await terminal.until("Client ID of the API Services app");
    terminal.type(org.clientId);
    terminal.type(KEYS.enter);
    await terminal.until("Private key of the app");
    terminal.type(KEYS.enter);
    await terminal.until("File with the private key");
    terminal.type("wrong.pem");
    terminal.type(KEYS.enter);
    await terminal.until("does not exist.");
    terminal.type(KEYS.clearLine);
    terminal.type("app.pem");
    terminal.type(KEYS.enter);
    await terminal.until("KID that Okta shows");
    terminal.type("other");
    terminal.type(KEYS.enter);
    await terminal.until("Scopes that the app has been granted");
    terminal.type("users.read");
    await terminal.until("users.read█");
    terminal.type(KEYS.tab);
    await terminal.until("◼ okta.users.read");
    terminal.type(KEYS.enter);

    await terminal.until("✖ exchange");
    await terminal.until("Set Key ID to the KID");
    await terminal.until("The connection does not work yet.");
    terminal.type(KEYS.down);
    await terminal.until("● Correct the answers");
    terminal.type(KEYS.enter);
    // The answers are still there: only the key ID is typed again.
    for (const question of ["URL of your Okta org", "Client ID of the API Services app"]) {
      await terminal.until(question);
      terminal.type(KEYS.enter);
    }
    await terminal.until("● Keep the key that I gave");
    terminal.type(KEYS.enter);
    await terminal.until("KID that Okta shows");
    terminal.type(KEYS.clearLine);
    terminal.type(org.keyId);
    terminal.type(KEYS.enter);
    await terminal.until("Scopes that the app has been granted");
    terminal.type(KEYS.enter);
    await terminal.until("✔ exchange");
    await terminal.until("Name of the first caller");
    // The name in the field is a placeholder: what is typed is the whole answer.
    terminal.type("moveworks");
    terminal.type(KEYS.enter);
    await terminal.until("Next:");
    expect(await terminal.ended).toBe(0);
    const { OKTA_KEY_ID, OKTA_SCOPES } = parse(await readFile(inFolder("gw", ".dev.vars"), "utf8"));
    expect({ OKTA_KEY_ID, OKTA_SCOPES }).toEqual({ OKTA_KEY_ID: org.keyId, OKTA_SCOPES: "okta.users.read" });
    expect(JSON.parse(await readFile(inFolder("gw", "callers.json"), "utf8"))).toMatchObject([{ name: "moveworks" }]);
  });

  it("prints a new public key, and goes on when Okta does not know it yet", async () => {
    const args = [
      "init",
      "gw",
      "--org-url",
      org.url,
      "--client-id",
      org.clientId,
      "--new-key",
      "ES256",
      "--scopes",
      "okta.users.read",
      "--caller",
      "ada",
    ];
    const terminal = runInTerminal(args, { cwd: folder.path });
    for (const question of [
      "URL of your Okta org",
      "Client ID of the API Services app",
      "Then press Enter.",
      "KID of the key",
      "Scopes that",
    ]) {
      await terminal.until(question);
      terminal.type(KEYS.enter);
    }
    await terminal.until("✖ exchange");
    await terminal.until("What now?");
    terminal.type(KEYS.down);
    terminal.type(KEYS.down);
    await terminal.until("● Go on; I fix it later");
    terminal.type(KEYS.enter);
    expect(await terminal.ended).toBe(0);
    expect(terminal.text()).toContain('"kty": "EC"');
    expect(terminal.text()).not.toContain("PRIVATE KEY");
    expect(await readdir(inFolder("gw"))).toContain(".dev.vars");
  });

  it("writes nothing when the reader stops at a connection that does not work", async () => {
    const args = ["init", "gw", "--org-url", org.url, "--client-id", org.clientId, "--key-id", "other"];
    const terminal = runInTerminal([...args, "--key-file", "app.pem", "--scopes", "okta.users.read"], {
      cwd: folder.path,
    });
    for (const question of ["URL of your Okta org", "Client ID of the API", "KID that Okta shows", "Scopes that"]) {
      await terminal.until(question);
      terminal.type(KEYS.enter);
    }
    await terminal.until("What now?");
    for (const option of ["Correct the answers", "Go on; I fix it later", "Stop, and write nothing"]) {
      terminal.type(KEYS.down);
      await terminal.until(`● ${option}`);
    }
    terminal.type(KEYS.enter);
    await terminal.until("Nothing was written.");
    expect(await terminal.ended).toBe(1);
    expect(await readdir(folder.path)).toEqual(["app.pem"]);
  });

  it("rejects a misspelled flag before it asks anything", async () => {
    const terminal = runInTerminal(["init", "gw", "--scopes", "okta.user.read"], { cwd: folder.path });
    expect(await terminal.ended).toBe(2);
    expect(terminal.text()).toContain("Did you mean okta.users.read?");
    expect(terminal.text()).not.toContain("URL of your Okta org");
  });

  it("goes on offline", async () => {
    const terminal = runInTerminal(["init", "gw"], { cwd: folder.path });
    await terminal.until("URL of your Okta org");
    terminal.type("http://127.0.0.1:1");
    terminal.type(KEYS.enter);
    await terminal.until("What now?");
    terminal.type(KEYS.down);
    await terminal.until("● Go on without checking");
    terminal.type(KEYS.enter);
    await terminal.until("Client ID of the API Services app");
    terminal.type(KEYS.ctrlC);
    expect(await terminal.ended).toBe(130);
    expect(await readdir(folder.path)).toEqual(["app.pem"]);
  });

  it.skipIf(process.platform === "win32")(
    "Ctrl-C during a check restores the terminal and writes nothing",
    async () => {
      // An org that accepts the connection and never answers.
      const { createServer } = await import("node:net");
      const silent = createServer();
      await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
      const { port } = silent.address() as { port: number };
      try {
        const args = `init gw --org-url http://127.0.0.1:${port}`;
        const terminal = runShellInTerminal(
          `trap : INT; stty -g > before; $OKTA_EDGE ${args}; echo "code=$?"; stty -g > after`,
          {
            cwd: folder.path,
          },
        );
        await terminal.until("URL of your Okta org");
        terminal.type(KEYS.enter);
        await terminal.until("Asking http://127.0.0.1");
        terminal.type(KEYS.ctrlC);
        await terminal.until("code=130");
        await terminal.ended;
        expect(await readFile(inFolder("after"), "utf8")).toBe(await readFile(inFolder("before"), "utf8"));
        expect(terminal.raw().lastIndexOf("\u001B[?25h")).toBeGreaterThan(terminal.raw().lastIndexOf("\u001B[?25l"));
        expect((await readdir(folder.path)).sort()).toEqual(["after", "app.pem", "before"]);
      } finally {
        silent.close();
      }
    },
  );
});
