import { OktaEdgeError } from "@okta-edge/core";
import { parseScopes } from "@okta-edge/core/scopes";
import { UsageError } from "../errors.ts";

/**
 * Reads scopes, separated by commas or whitespace.
 *
 * @param source - where they come from, such as `--scopes`.
 * @throws {UsageError} when there is none, or one is misspelled.
 */
export function parseScopesFlag(text: string, source: string): readonly string[] {
  try {
    return parseScopes(text);
  } catch (error) {
    if (!(error instanceof OktaEdgeError)) throw error;
    const { message, hint } = error.describe(() => source);
    throw new UsageError(message, { hint, code: error.code, cause: error });
  }
}
