import type { Session } from "../session.ts";

/** The variable that holds the key of a caller. */
export const KEY_VARIABLE = "OKTA_EDGE_KEY";

/** Returns the caller's key: from `OKTA_EDGE_KEY`, or from a hidden prompt. */
export async function askCallerKey({ env, prompts }: Session, url: string): Promise<string> {
  const key = env[KEY_VARIABLE]?.trim();
  if (key) return key;
  return prompts.secret({
    message: `The key of a caller of ${url}`,
    otherwise: `Set ${KEY_VARIABLE} to the key of a caller.`,
    validate: (answer) => (answer === "" ? "The key must not be empty." : undefined),
  });
}
