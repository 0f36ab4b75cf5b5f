import { YES_FLAG } from "../actions/yes-flag.ts";
import { BODY_FLAGS, readCallBody } from "../api/body.ts";
import { TARGET_ENVIRONMENT, TARGET_FLAGS } from "../api/target-flags.ts";
import { defineCommand } from "../command/define.ts";
import { UsageError } from "../errors.ts";
import { OUTPUT_FLAGS } from "../output/flags.ts";

const METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH"];

/** `okta-edge call` */
export const call = defineCommand({
  brief: "Calls any operation of the Okta Management API",
  description:
    "Sends a request with the private key and the settings of this folder (.dev.vars, wrangler's configuration, OKTA_* variables), or with --url through a Worker. A terminal shows a table; otherwise the response is printed as JSON. A destructive call asks for a confirmation first; without a terminal, it needs --yes.",
  args: {
    METHOD: { brief: METHODS.join(", ") },
    PATH: {
      brief: "The path with its query, such as '/api/v1/users?limit=5'. The slash at its beginning can be left out",
    },
  },
  flags: {
    ...BODY_FLAGS,
    header: { kind: "list", placeholder: "NAME:VALUE", brief: "A header, such as 'If-Match: W/\"1\"'" },
    ...YES_FLAG,
    ...OUTPUT_FLAGS,
    ...TARGET_FLAGS,
  },
  environment: TARGET_ENVIRONMENT,
  examples: [
    { input: "GET '/api/v1/users?limit=5'", brief: "A table of users" },
    { input: "GET /api/v1/groups --ndjson", brief: "All pages, one group a line" },
    { input: "POST /api/v1/groups --set profile.name=Astronomy", brief: "A body from members" },
    { input: "DELETE /api/v1/users/00u1example --yes", brief: "A destructive call, confirmed" },
    { input: "GET /api/v1/users --url https://okta-edge.example.workers.dev", brief: "Through a Worker" },
  ],
  async run({ args, flags, session }) {
    const method = args.METHOD.toUpperCase();
    if (!METHODS.includes(method)) throw new UsageError(`METHOD must be one of ${METHODS.join(", ")}.`);
    const path = readPath(args.PATH);
    const headers = Object.fromEntries(flags.header.map(readHeader));
    const body = await readCallBody(flags, session);
    const [{ recognize }, { runCall }] = await Promise.all([
      import("../actions/match.ts"),
      import("../actions/run-call.ts"),
    ]);
    const url = new URL(path, "https://org.example");
    const { name, action, params, scopes, assessment } = recognize(method, url, body);
    const request = `${method} ${url.pathname}`;
    return runCall({
      call: { method, path, headers, body, scopes },
      intent: {
        summary: name ? `${request} (${name})` : request,
        path: action?.path ?? url.pathname,
        params,
        assessment,
      },
      flags,
      session,
    });
  },
});

/** Reads a path. Git Bash on Windows turns `/api/v1/users` into a path of Windows. */
function readPath(text: string): string {
  const path = text.startsWith("/") ? text : `/${text}`;
  if (/^\/[A-Za-z]:[/\\]/.test(path)) {
    throw new UsageError("PATH is a path of Windows.", {
      hint: "Git Bash rewrites arguments that begin with a slash: write api/v1/users, without it.",
    });
  }
  // URLs read a backslash as a slash, and ignore tabs and line breaks.
  if (text.includes("://") || /^\/[\t\r\n]*[/\\]/.test(path)) {
    throw new UsageError("PATH must be a path such as /api/v1/users, without a host.");
  }
  return path;
}

function readHeader(text: string): readonly [string, string] {
  const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(text) ?? [];
  if (!name || value === undefined)
    throw new UsageError("--header must be NAME:VALUE, for example 'Prefer: respond-async'.");
  if (/^(authorization|x-api-key|dpop)$/i.test(name)) throw new UsageError(`--header cannot set ${name}.`);
  return [name, value];
}
