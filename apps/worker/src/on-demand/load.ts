// This file is beside the modules because Wrangler names them by their path from here (`base_dir`), and the bundle imports them by the same.

/** Loads the check of a connection. */
export function loadCheck(): Promise<typeof import("./check.mjs")> {
  return import("./check.mjs");
}

/** Loads what checks the calls of callers with a policy. */
export function loadGovernance(): Promise<typeof import("./governance.mjs")> {
  return import("./governance.mjs");
}

/** Loads the pages. */
export function loadPages(): Promise<typeof import("./pages.mjs")> {
  return import("./pages.mjs");
}

/** Loads the MCP server. */
export function loadMcp(): Promise<typeof import("./mcp.mjs")> {
  return import("./mcp.mjs");
}
