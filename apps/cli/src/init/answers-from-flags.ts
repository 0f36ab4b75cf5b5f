import { parseScopesFlag } from "../command/scopes-value.ts";
import { UsageError } from "../errors.ts";
import type { ConnectionAnswers } from "./answers.ts";
import type { InitFlags } from "./flags.ts";
import { readChosenKey } from "./key-choice.ts";
import { nameAsFlags } from "./option-names.ts";
import { validateAnswer } from "./validate-answer.ts";

/**
 * Reads the connection from flags and the environment, without a question.
 *
 * @throws {UsageError} that names everything that is missing, or the first answer that is wrong.
 */
export async function connectionFromFlags(
  flags: InitFlags,
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<ConnectionAnswers> {
  const { orgUrl, clientId, scopes } = flags;
  const key = await readChosenKey(flags, folder, env);
  if (orgUrl === undefined || clientId === undefined || scopes === undefined || key === undefined) {
    const missing = [
      ...(orgUrl === undefined ? ["--org-url (or OKTA_ORG_URL)"] : []),
      ...(clientId === undefined ? ["--client-id (or OKTA_CLIENT_ID)"] : []),
      ...(key === undefined ? ["--key-file or --new-key (or OKTA_PRIVATE_KEY)"] : []),
      ...(scopes === undefined ? ["--scopes (or OKTA_SCOPES)"] : []),
    ];
    throw new UsageError(`Missing: ${missing.join(", ")}.`, {
      hint: flags.yes ? "Pass them, or run init in a terminal without --yes." : "Pass them, or run init in a terminal.",
    });
  }
  const keyId = flags.keyId ?? key.keyId;
  for (const [option, value] of Object.entries({ orgUrl, clientId, ...(keyId && { keyId }) })) {
    const problem = validateAnswer(option as "orgUrl" | "clientId" | "keyId", value, nameAsFlags);
    if (problem !== undefined) throw new UsageError(problem);
  }
  return {
    orgUrl: new URL(orgUrl.trim()).origin,
    clientId,
    keyId,
    privateKey: key.privateKey,
    isNewKey: key.isNewKey,
    scopes: parseScopesFlag(scopes, "--scopes"),
  };
}
