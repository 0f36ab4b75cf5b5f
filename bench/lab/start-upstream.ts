import { fork } from "node:child_process";

/** The org that every contestant calls. */
export interface Upstream extends AsyncDisposable {
  readonly origin: string;
}

/** Starts the org in a process of its own. */
export async function startUpstream(): Promise<Upstream> {
  const child = fork(new URL("upstream.ts", import.meta.url), { execArgv: ["--disable-warning=ExperimentalWarning"] });
  const origin = await new Promise<string>((resolve, reject) => {
    child.once("message", (message: { origin: string }) => resolve(message.origin));
    child.once("exit", (code) => reject(new Error(`The upstream ended with ${code}.`)));
  });
  return {
    origin,
    async [Symbol.asyncDispose]() {
      child.kill();
    },
  };
}
