import { inspect } from "node:util";
import { OktaEdgeError } from "../../src/index.ts";

/** The shortest run of characters that counts as a part of a key. */
const RUN = 12;

/** Everything that an error tells those who print, log or send it, its causes included. */
export function tellingsOf(error: unknown): string {
  const said = error instanceof OktaEdgeError ? [error.message, error.hint, error.cause, JSON.stringify(error)] : [];
  return [...said, inspect(error, { depth: 10, showHidden: true })].map(String).join("\n");
}

/** The first part of the key material that an error repeats, or undefined if it repeats none. */
export function findLeak(error: unknown, material: string): string | undefined {
  // The labels of a PEM are no secret, and the stack names files.
  const secrets = material.replace(/-----[^-]*-----/g, "\n");
  const told = tellingsOf(error).replace(/^ +at .*$/gm, "");
  const haystacks = [secrets, secrets.replace(/\s+/g, ""), JSON.stringify(secrets)];
  for (let i = 0; i + RUN <= told.length; i++) {
    const run = told.slice(i, i + RUN);
    if (haystacks.some((haystack) => haystack.includes(run))) return run;
  }
  return undefined;
}
