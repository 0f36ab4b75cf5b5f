import { inspect } from "node:util";
import { OktaEdgeError } from "../../src/index.ts";

/** The shortest run of characters that counts as a part of a key. */
const RUN = 12;

/** Everything that an error shows when it is printed, logged or sent, its causes included. */
function tellingsOf(error: unknown): string {
  const said = error instanceof OktaEdgeError ? [error.message, error.hint, error.cause, JSON.stringify(error)] : [];
  return [...said, inspect(error, { depth: 10, showHidden: true })].map(String).join("\n");
}

/** The first part of the key material that an error repeats, or undefined if it repeats none. */
export function findLeak(error: unknown, material: string): string | undefined {
  // The stack names files.
  const reported = new Set(runsOf(tellingsOf(error).replace(/^ +at .*$/gm, "")));
  // The labels of a PEM are not secret.
  const secrets = material.replace(/-----[^-]*-----/g, "\n");
  const forms = [secrets, secrets.replace(/\s+/g, ""), JSON.stringify(secrets)];
  return forms.flatMap(runsOf).find((run) => reported.has(run));
}

function runsOf(text: string): string[] {
  const runs = Array.from({ length: Math.max(0, text.length - RUN + 1) }, (_, i) => text.slice(i, i + RUN));
  return runs.filter((run) => !/\s\s/.test(run));
}
