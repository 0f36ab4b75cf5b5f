// This file is beside the modules because Wrangler names them by their path from here (`base_dir`), and the bundle imports them by the same.

/** Loads the verification of Cloudflare Access' assertions. */
export function loadAccess(): Promise<typeof import("./access.mjs")> {
  return import("./access.mjs");
}

/** Loads what makes a call at most once. */
export function loadCallOnce(): Promise<typeof import("./call-once.mjs")> {
  return import("./call-once.mjs");
}

/** Loads the check of a connection. */
export function loadCheck(): Promise<typeof import("./check.mjs")> {
  return import("./check.mjs");
}

/** Loads what checks the calls of callers with a policy. */
export function loadGovernance(): Promise<typeof import("./governance.mjs")> {
  return import("./governance.mjs");
}

/** Loads the look-up of callers in KV. */
export function loadKvCallers(): Promise<typeof import("./kv-callers.mjs")> {
  return import("./kv-callers.mjs");
}

/** Loads the pages. */
export function loadPages(): Promise<typeof import("./pages.mjs")> {
  return import("./pages.mjs");
}

/** Loads the MCP server. */
export function loadMcp(): Promise<typeof import("./mcp.mjs")> {
  return import("./mcp.mjs");
}
