import { listMoreOperations, listOperations } from "@okta-edge/actions/operations";
import { version } from "@okta-edge/core";
import type { Context } from "hono";
import { type Caller, hasConnection } from "../callers/callers.ts";
import { callerActions } from "../gateway/caller-actions.ts";
import type { Fetch } from "../http/fetch.ts";
import { noSuchConnection } from "../http/problem.ts";
import type { AppEnv } from "../middleware/app-env.ts";
import { markInner } from "../middleware/inner-call.ts";
import { answerProblem } from "../middleware/problem-response.ts";
import { loadMcp } from "../on-demand/load.ts";
import { findRoute } from "../proxy/route.ts";
import { DEFAULT_CONNECTION } from "../settings/connection-settings.ts";
import { knownDocuments } from "./openapi-document.ts";

/**
 * Serves the Model Context Protocol with a module that the first MCP request loads.
 *
 * @param send - sends a request through the app.
 */
export async function mcp(c: Context<AppEnv>, caller: Caller, send: Fetch): Promise<Response> {
  const { answerMcp } = await loadMcp();
  return answerMcp(c, caller, {
    version,
    callerActions,
    documents: knownDocuments,
    listOperations: () => [...listOperations(), ...listMoreOperations()],
    findRoute,
    markInner,
    hasConnection,
    noSuchConnection,
    answerProblem,
    defaultConnection: DEFAULT_CONNECTION,
    send,
  });
}
