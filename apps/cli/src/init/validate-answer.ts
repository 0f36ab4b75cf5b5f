import { createOktaClient, type NameOption, OktaEdgeError } from "@okta-edge/core";

/** The answers that the core checks by itself. */
export type CheckedOption = "orgUrl" | "clientId" | "keyId" | "scopes";

/** Options that pass every check, so that an error is about the one that is replaced. */
const VALID = {
  orgUrl: "https://example.okta.com",
  clientId: "0oa1",
  keyId: "k1",
  privateKey: "",
  scopes: "okta.users.read",
} as const;

/**
 * Checks one answer with the core's own rules.
 *
 * @returns what is wrong, and what to do; undefined when the answer is valid.
 */
export function validateAnswer(option: CheckedOption, value: string, nameOption: NameOption): string | undefined {
  try {
    createOktaClient({ ...VALID, [option]: value });
    return undefined;
  } catch (error) {
    return describe(error, nameOption);
  }
}

function describe(error: unknown, nameOption: NameOption): string {
  if (!(error instanceof OktaEdgeError)) throw error;
  const { message, hint } = error.describe(nameOption);
  return [message, hint].filter(Boolean).join(" ");
}
