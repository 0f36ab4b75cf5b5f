import { constants } from "node:os";

type Cleanup = () => void;

const cleanups = new Set<Cleanup>();
let isListening = false;

/**
 * Registers what must happen before Ctrl-C, SIGTERM or SIGHUP ends the process: secrets on disk are removed, the terminal is restored.
 * Cleanups are synchronous, so that nothing can come between the signal and the end.
 *
 * @returns a function that removes the registration.
 */
export function onInterrupt(cleanup: Cleanup): () => void {
  listen();
  cleanups.add(cleanup);
  return () => void cleanups.delete(cleanup);
}

function listen(): void {
  if (isListening) return;
  isListening = true;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      for (const cleanup of [...cleanups].reverse()) {
        try {
          cleanup();
        } catch {
          // The next one must run as well.
        }
      }
      process.exit(128 + constants.signals[signal]);
    });
  }
}
