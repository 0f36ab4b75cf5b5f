import { type ChildProcess, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import type { Settings } from "../settings.ts";
import type { CaseResult } from "../suite/case.ts";

/** A process that listens on loopback, and how it prints the port. */
export interface Listening {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** What it says on the file descriptor 3, or else on standard output; the port is the pattern's first group. */
  readonly printed: RegExp;
}

/** Milliseconds until it must listen. */
const TIMEOUT = 30_000;

/** Starts a process that listens, hands it the settings by POST, and ends it once it has answered with results. */
export async function runByPost(listening: Listening, settings: Settings): Promise<CaseResult[]> {
  const { command, args, cwd } = listening;
  const child = spawn(command, args, { cwd, stdio: ["ignore", "pipe", "pipe", "pipe"] });
  try {
    const port = await portOf(child, listening);
    const response = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body: JSON.stringify(settings) });
    if (!response.ok) throw new Error(`${command} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as CaseResult[];
  } finally {
    child.kill("SIGKILL");
  }
}

function portOf(child: ChildProcess, { command, printed }: Listening): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const fail = () => reject(new Error(`${command} does not listen: ${said.slice(0, 2000)}`));
    const timer = setTimeout(fail, TIMEOUT);
    child.on("error", reject).on("exit", fail);
    for (const stream of child.stdio.slice(1) as Readable[]) {
      stream.on("data", (chunk) => {
        said += chunk;
        const [, port] = printed.exec(said) ?? [];
        if (port === undefined) return;
        clearTimeout(timer);
        resolve(port);
      });
    }
  });
}
