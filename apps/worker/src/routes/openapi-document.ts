import { type ActionDocument, type Documents, readDocuments, selectOpenApi } from "@okta-edge/actions/documents";
import text from "@okta-edge/actions/documents.txt";
import { version } from "@okta-edge/core";
import type { Context } from "hono";
import { callerActions } from "../gateway/caller-actions.ts";
import { jsonText } from "../http/json-text.ts";
import type { AppEnv } from "../middleware/app-env.ts";
import { loadPages } from "../on-demand/load.ts";

let documents: Documents | undefined;

/** The documentation is a module of its own beside the code, and read when it is first asked for. */
export function knownDocuments(): Documents {
  documents ??= readDocuments(text);
  return documents;
}

/** Returns the actions that a caller may use at its connections; all actions for a request without a key. */
async function visibleActions(c: Context<AppEnv>): Promise<readonly ActionDocument[]> {
  const { actions } = knownDocuments();
  const caller = c.get("caller");
  if (!caller) return actions;
  const ids = new Set(await callerActions(c.get("gateway"), caller));
  return actions.filter(({ id }) => ids.has(id));
}

/** Documents as text by the actions in them. Their number is that of different sets of scopes. */
const texts = new Map<string, string>();
const MAX_TEXTS = 32;

/** Stands for the Worker's origin, which depends on the request. */
const ORIGIN = "https://origin.invalid";

/** Responds with the OpenAPI document of the actions that the caller may use. It is built once per set of actions. */
export async function openApiDocument(c: Context<AppEnv>): Promise<Response> {
  const actions = await visibleActions(c);
  const key = actions.map(({ id }) => id).join();
  let text = texts.get(key);
  if (text === undefined) {
    const { OWN_PATHS } = await loadPages();
    const { paths, ...document } = selectOpenApi(knownDocuments(), actions, { serverUrl: ORIGIN, version });
    text = jsonText({ ...document, paths: { ...(paths as object), ...OWN_PATHS } });
    if (texts.size >= MAX_TEXTS) texts.clear();
    texts.set(key, text);
  }
  const { origin } = new URL(c.req.url);
  return c.body(
    text.replace(ORIGIN, () => origin),
    200,
    { "content-type": "application/json" },
  );
}
