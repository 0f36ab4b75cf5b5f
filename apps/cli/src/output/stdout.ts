import { once } from "node:events";

let isClosed = false;

/** Ignores the error of a pipe that its reader closes early, as `| head` does. */
export function allowClosedPipes(): void {
  process.stdout.on("error", (error) => {
    throwUnlessClosed(error);
    isClosed = true;
  });
  process.stderr.on("error", throwUnlessClosed);
}

function throwUnlessClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

/**
 * Writes to stdout, and waits while its reader is slower.
 *
 * @returns false once the reader has closed the pipe.
 */
export async function writeOutput(chunk: string | Uint8Array): Promise<boolean> {
  const { stdout } = process;
  if (isClosed) return false;
  if (!stdout.write(chunk)) await once(stdout, "drain").catch(() => {});
  // A closed pipe is reported after the write.
  await new Promise((resume) => setImmediate(resume));
  return !isClosed;
}
