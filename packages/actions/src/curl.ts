import type { Action } from "./action.ts";
import { buildActionRequest } from "./action-request.ts";
import { type CurlOptions, curlCommand } from "./curl-command.ts";

/**
 * Returns the curl command of an action's example, on one line, as automation platforms import it.
 *
 * @param action - An action of the catalog.
 * @param options - Where the Worker is, and the caller's key.
 * @returns the command.
 * @throws {ActionInputError} `invalid_input` when the example is not what the action declares.
 */
export function curlLine(action: Action, options: CurlOptions): string {
  return curlCommand(buildActionRequest(action, action.example), options);
}
