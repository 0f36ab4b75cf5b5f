import { fork } from "node:child_process";
import { cpuSecondsOf, residentBytesOf } from "./process-usage.ts";

/** A sandbox in a process of its own. */
export interface SandboxProcess extends AsyncDisposable {
  readonly url: string;
  readonly app: { readonly clientId: string; readonly keyId: string; readonly privateKey: string };
  /** Milliseconds from the start of the process until the org listens. */
  readonly started: number;
  cpuSeconds(): number | undefined;
  /** Bytes of memory that are resident. */
  memory(): number | undefined;
}

type Message = { readonly url: string } & SandboxProcess["app"];

/** Starts a sandbox of so many users. */
export async function startSandbox(users: number): Promise<SandboxProcess> {
  const start = performance.now();
  const child = fork(new URL("sandbox-org.ts", import.meta.url), [String(users)], {
    execArgv: ["--disable-warning=ExperimentalWarning"],
  });
  const { url, ...app } = await new Promise<Message>((resolve, reject) => {
    child.once("message", (message: Message) => resolve(message));
    child.once("exit", (code) => reject(new Error(`The sandbox ended with ${code}.`)));
  });
  return {
    url,
    app,
    started: performance.now() - start,
    cpuSeconds: () => cpuSecondsOf(child.pid),
    memory: () => residentBytesOf(child.pid),
    async [Symbol.asyncDispose]() {
      child.kill();
    },
  };
}
