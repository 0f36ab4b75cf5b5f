import type { Action } from "./action.ts";
import { buildActionRequest } from "./action-request.ts";
import { type CurlOptions, curlCommand } from "./curl-command.ts";

/** The curl command of an action's example, on one line, as automation platforms import it. */
export function curlLine(action: Action, options: CurlOptions): string {
  return curlCommand(buildActionRequest(action, action.example), options);
}
