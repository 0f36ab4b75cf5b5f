import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LOCAL_CALLER_KEY } from "../../apps/worker/local/sandbox-settings.ts";
import { freePort } from "../../apps/worker/local/worker-process.ts";
import { curlCommandsIn, runCurl, urlsIn } from "./support/printed.ts";
import { type Program, STARTED, start } from "./support/program.ts";

let state: string;
const sandboxArgs = () => ["--sandbox", "--state", state];

beforeAll(async () => {
  state = await mkdtemp(join(tmpdir(), "okta-edge-start-"));
});

afterAll(() => rm(state, { recursive: true, force: true }));

describe("npm start with the sandbox", () => {
  let started: Program;
  let port: number;
  let sandboxPort: number;

  beforeAll(async () => {
    port = await freePort();
    sandboxPort = await freePort();
    started = start({ PORT: String(port), SANDBOX_PORT: String(sandboxPort) }, sandboxArgs());
    await started.until(STARTED);
  });

  afterAll(async () => {
    await started?.interrupt();
  });

  it("shows each step from the private key to a list of users", () => {
    const output = started.output();
    const steps = [
      "sandbox org",
      "Worker",
      "private key",
      "client assertion",
      "access token",
      "GET /api/v1/users",
      "again",
    ];
    for (const step of steps) expect(output).toContain(`✔ ${step}`);
    expect(output).toMatch(/ACTIVE +ada\.lovelace@example\.com +Ada Lovelace +Engineering/);
    expect(output).toContain("2 calls (nonce)");
    expect(output).toContain("token from memory");
    expect(output).not.toContain("PRIVATE KEY");
  });

  it("prints what README.md and docs/walkthrough.md show", async () => {
    const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), "utf8");
    const pages = await Promise.all(["README.md", "docs/walkthrough.md"].map(read));
    const blocks = pages.flatMap((page) =>
      [...page.matchAll(/^```text\n([\s\S]*?)^```/gm)].map(([, text = ""]) => text),
    );
    // The last block is what a wrong value of one's own org looks like.
    const shown = blocks.slice(0, -1).join("\n");
    expect(shown).toContain("ada.lovelace@example.com");
    expect(shown).toContain("Run in another terminal");
    const printed = started.output().split("\n");
    for (const line of shown.split("\n").filter((text) => text !== "")) {
      const parts = line.split("…").map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
      expect(printed).toContainEqual(expect.stringMatching(new RegExp(`^${parts.join(".*")} *$`)));
    }
  });

  it("names one scope and the number of the others", () => {
    expect(started.output()).toContain("3600 s, okta.users.manage and 9 more   ");
  });

  it("prints URLs that respond", async () => {
    const urls = urlsIn(started.output());
    expect(urls).toEqual(
      expect.arrayContaining([
        `http://127.0.0.1:${port}/docs`,
        `http://127.0.0.1:${port}/openapi.json`,
        `http://127.0.0.1:${sandboxPort}/_sandbox/requests`,
      ]),
    );
    for (const url of urls) expect((await fetch(url)).status, url).toBe(200);
  });

  it("prints curl commands that work", async () => {
    const [call = "", check = "", ...others] = curlCommandsIn(started.output());
    expect(others).toEqual([]);
    expect(call).toContain(`'http://127.0.0.1:${port}/api/v1/users?limit=5'`);
    expect(await runCurl(call)).toMatchObject({ status: 200, body: { length: 5 } });
    expect(await runCurl(check)).toMatchObject({ status: 200, body: { ok: true } });
  });

  it("requests no second token", async () => {
    const requests = `http://127.0.0.1:${sandboxPort}/_sandbox/requests`;
    const before = (await (await fetch(requests)).json()) as { counts: { token: number } };
    await fetch(`http://127.0.0.1:${port}/api/v1/users`, { headers: { "x-api-key": LOCAL_CALLER_KEY } });
    const after = (await (await fetch(requests)).json()) as { counts: { token: number } };
    expect(after.counts.token).toBe(before.counts.token);
  });

  it("stops everything on Ctrl-C", async () => {
    expect(await started.interrupt()).toBe(0);
    for (const url of [`http://127.0.0.1:${port}/health`, `http://127.0.0.1:${sandboxPort}/`]) {
      await expect(fetch(url)).rejects.toThrow();
    }
  });
});

it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
  "stops on %s while the Worker is starting, and leaves no settings behind",
  async (signal) => {
    const port = await freePort();
    const temporary = await mkdtemp(join(tmpdir(), "okta-edge-start-"));
    const env = { PORT: String(port), SANDBOX_PORT: String(await freePort()), TMPDIR: temporary, TEMP: temporary };
    const started = start(env, sandboxArgs());
    await started.until("✔ sandbox org");
    started.child.kill(signal);
    expect(await started.ended).toBe(0);
    expect(started.output()).not.toContain("✖");
    expect((await readdir(temporary)).filter((name) => name.startsWith("okta-edge-"))).toEqual([]);
    await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow();
    await rm(temporary, { recursive: true });
  },
);

it.each(["PORT", "SANDBOX_PORT"])(
  "names a port that is in use, and how to choose another one by %s",
  async (setting) => {
    const server = createServer();
    const taken = await new Promise<number>((resolve) => {
      server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port));
    });
    const ports = { PORT: String(await freePort()), SANDBOX_PORT: String(await freePort()) };
    const { ended, output } = start({ ...ports, [setting]: String(taken) }, sandboxArgs());
    expect(await ended).toBe(1);
    expect(output()).toContain(`Port ${taken} is in use. Choose another one: ${setting}=`);
    await new Promise((resolve) => server.close(resolve));
  },
);

it.each(["0", "-1", "65536", "http"])("rejects the port %s", async (value) => {
  const { ended, output } = start({ PORT: value }, sandboxArgs());
  expect(await ended).toBe(1);
  expect(output()).toContain("PORT must be a port, 1 to 65535.");
});

it("describes its options and ports with --help", async () => {
  const { ended, output } = start({}, ["--help"]);
  expect(await ended).toBe(0);
  for (const word of ["--sandbox", "--settings", "--state", "SANDBOX_PORT", "(default 8787)"]) {
    expect(output()).toContain(word);
  }
});

it.each([
  [["--sanbox"], "'--sanbox'"],
  [["--sandbox", "--settings", "x"], "Choose one of --sandbox and --settings."],
])("rejects the arguments %j with exit code 2", async (args, words) => {
  const { ended, output } = start({}, args);
  expect(await ended).toBe(2);
  expect(output()).toContain(words);
});
