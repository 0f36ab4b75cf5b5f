import { proposeCompletions } from "@stricli/core";
import { createApplication } from "../application.ts";
import { normalizeArguments } from "../command/arguments.ts";
import type { Session } from "../session.ts";

/**
 * Proposes what the last word can become.
 *
 * @param words - the words after `okta-edge`.
 * @returns a line for each: the word, a tab, and what it does.
 */
export async function complete(words: readonly string[], session: Session): Promise<readonly string[]> {
  const application = await createApplication(false, words.slice(0, -1));
  const partial = words.at(-1) ?? "";
  const inputs = [...normalizeArguments(words.slice(0, -1)), partial];
  const { stdout, stderr, env } = process;
  const proposals = await proposeCompletions(application, inputs, {
    process: { stdout, stderr, env },
    session,
  });
  return proposals.map(({ completion, brief }) => `${completion}\t${brief}`);
}
