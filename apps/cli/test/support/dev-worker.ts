import { spawn } from "node:child_process";
import { realpath } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { cleanEnv } from "./cli.ts";

/** A project's Worker that runs in workerd. */
export interface DevWorker {
  readonly url: string;
  stop(): Promise<void>;
}

/** Runs `wrangler dev` in a project, with its .dev.vars, and waits until the Worker answers. */
export async function startDevWorker(project: string, args: readonly string[] = []): Promise<DevWorker> {
  const script = join(await realpath(join(project, "node_modules", "wrangler")), "bin", "wrangler.js");
  const [port, inspector] = [await freePort(), await freePort()];
  const child = spawn(
    process.execPath,
    [script, "dev", "--ip", "127.0.0.1", "--port", `${port}`, "--inspector-port", `${inspector}`, ...args],
    {
      cwd: project,
      env: cleanEnv({ HOME: project, FORCE_COLOR: "0" }),
      stdio: ["ignore", "pipe", "pipe"],
      detached: process.platform !== "win32",
    },
  );
  let output = "";
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const ready = new Promise<void>((resolve, reject) => {
    const read = (chunk: unknown) => {
      output += String(chunk);
      if (/Ready on http/.test(output)) resolve();
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    ended.then(() => reject(new Error(`wrangler dev ended:\n${output}`)));
  });
  const stop = async () => {
    try {
      if (child.pid !== undefined) process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGKILL");
    } catch {
      // It has ended already.
    }
    await ended;
  };
  await ready.catch(async (error) => {
    await stop();
    throw error;
  });
  return { url: `http://127.0.0.1:${port}`, stop };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
