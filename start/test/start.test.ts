import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LOCAL_CALLER_KEY } from "../../apps/worker/local/sandbox-settings.ts";
import { freePort } from "../../apps/worker/local/worker-process.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

interface Started {
  readonly child: ChildProcess;
  output(): string;
  until(text: string): Promise<void>;
  readonly ended: Promise<number | null>;
}

/** Runs what `npm start` runs after its set-up. */
function start(env: Record<string, string>): Started {
  const child = spawn(process.execPath, ["--import=./apps/worker/local/use-sources.ts", "start/src/index.ts"], {
    cwd: ROOT,
    env: { ...process.env, ...env, NO_COLOR: "1", FORCE_COLOR: "0" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const watchers = new Set<() => void>();
  const add = (chunk: unknown) => {
    output += String(chunk);
    for (const watch of watchers) watch();
  };
  child.stdout?.on("data", add);
  child.stderr?.on("data", add);
  const ended = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
  return {
    child,
    output: () => output,
    ended,
    until: (text) =>
      new Promise((resolve, reject) => {
        const watch = () => {
          if (!output.includes(text)) return;
          watchers.delete(watch);
          resolve();
        };
        watchers.add(watch);
        watch();
        ended.then(() => reject(new Error(`It ended before it said "${text}":\n${output}`)));
      }),
  };
}

describe("npm start", () => {
  let started: Started;
  let port: number;
  let sandboxPort: number;

  beforeAll(async () => {
    port = await freePort();
    sandboxPort = await freePort();
    started = start({ PORT: String(port), SANDBOX_PORT: String(sandboxPort) });
    await started.until("Ctrl-C stops everything");
  });

  afterAll(async () => {
    started?.child.kill("SIGTERM");
    await started?.ended;
  });

  it("tells each step of the road, and ends with users", () => {
    const output = started.output();
    for (const step of [
      "sandbox org",
      "Worker",
      "private key",
      "client assertion",
      "access token",
      "GET /api/v1/users",
      "again",
    ]) {
      expect(output).toContain(`✔ ${step}`);
    }
    expect(output).toMatch(/ACTIVE +ada\.lovelace@example\.com +Ada Lovelace +Engineering/);
    expect(output).toContain("2 calls (nonce)");
    expect(output).toContain("token from memory");
    expect(output).not.toContain("PRIVATE KEY");
  });

  it("offers a curl line that works", async () => {
    const [, header = "", url = ""] = /curl -H '([^']+)' '([^']+)'/.exec(started.output()) ?? [];
    expect(url).toBe(`http://127.0.0.1:${port}/api/v1/users?limit=5`);
    const [name = "", value = ""] = header.split(": ");
    const response = await fetch(url, { headers: { [name]: value } });
    expect(response.status).toBe(200);
    expect(await response.json()).toHaveLength(5);
    expect(response.headers.get("link")).toContain(`<http://127.0.0.1:${port}/api/v1/users?after=`);
  });

  it("keeps strangers out", async () => {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/users`);
    expect(response.status).toBe(401);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
  });

  it("asks Okta for no second token", async () => {
    const requests = `http://127.0.0.1:${sandboxPort}/_sandbox/requests`;
    const before = (await (await fetch(requests)).json()) as { counts: { token: number } };
    await fetch(`http://127.0.0.1:${port}/api/v1/users`, { headers: { "x-api-key": LOCAL_CALLER_KEY } });
    const after = (await (await fetch(requests)).json()) as { counts: { token: number } };
    expect(after.counts.token).toBe(before.counts.token);
  });

  it("stops everything on Ctrl-C", async () => {
    started.child.kill("SIGINT");
    expect(await started.ended).toBe(0);
    for (const url of [`http://127.0.0.1:${port}/health`, `http://127.0.0.1:${sandboxPort}/`]) {
      await expect(fetch(url)).rejects.toThrow();
    }
  });
});

describe("npm start with a port that is taken", () => {
  it.each(["PORT", "SANDBOX_PORT"])("says which, and how to choose another by %s", async (setting) => {
    const server = createServer();
    const taken = await new Promise<number>((resolve) => {
      server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port));
    });
    const { ended, output } = start({
      PORT: String(await freePort()),
      SANDBOX_PORT: String(await freePort()),
      [setting]: String(taken),
    });
    expect(await ended).toBe(1);
    expect(output()).toContain(`Port ${taken} is taken. Choose another: ${setting}=`);
    await new Promise((resolve) => server.close(resolve));
  });
});
