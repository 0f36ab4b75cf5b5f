import { parseArgs } from "node:util";

/** The command for a port of one's choice, in the shell of this system. */
export function withPort(setting: string, port: number): string {
  return process.platform === "win32" ? `$env:${setting}=${port}; npm start` : `${setting}=${port} npm start`;
}

/** What `npm start -- --help` prints. */
export const HELP = `npm start -- [options]

Starts the Worker on this machine and makes a first call to Okta through it: to your own org if apps/worker/.dev.vars exists,
otherwise to a sandbox, which starts as well.

Options
  --sandbox         use the sandbox, even if apps/worker/.dev.vars exists
  --settings FILE   read the settings of your org from this file instead of apps/worker/.dev.vars
  --state FOLDER    keep the token cache in this folder (default apps/worker/.wrangler/state)
  --help            show this help

Environment
  PORT              port of the Worker (default 8787)
  SANDBOX_PORT      port of the sandbox (default 8788)

Examples
  npm start -- --sandbox
  ${withPort("PORT", 9000)}
`;

/** The options of `npm start`. */
export interface StartArguments {
  readonly sandbox: boolean;
  readonly help: boolean;
  readonly settings?: string | undefined;
  readonly state?: string | undefined;
}

/**
 * Reads the arguments of `npm start`.
 *
 * @throws an Error that names the argument that is not an option.
 */
export function readArguments(args: readonly string[]): StartArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      sandbox: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
      settings: { type: "string" },
      state: { type: "string" },
    },
  });
  if (values.sandbox && values.settings !== undefined) throw new Error("Choose one of --sandbox and --settings.");
  return values;
}
