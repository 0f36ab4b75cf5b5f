import type { Expectations } from "./expectations.ts";

/** The shortest run of characters that counts as a part of a secret. */
const RUN = 16;

/** Expects that nothing of the secrets is in what an error shows when it is printed, logged or sent. */
export function expectNoSecret(t: Expectations, error: unknown, secrets: readonly string[]): void {
  const { message, hint, cause } = Object(error) as Record<string, unknown>;
  const reported = [message, hint, JSON.stringify(error), String(cause), JSON.stringify(cause)].join("\n");
  for (const secret of secrets) {
    // The labels of a PEM are not secret.
    const bare = secret.replace(/-----[^-]*-----/g, "").replace(/\s+/g, "");
    for (let place = 0; place + RUN <= bare.length; place++) {
      t.ok(!reported.includes(bare.slice(place, place + RUN)), "The error repeats a part of a secret.");
    }
  }
}
