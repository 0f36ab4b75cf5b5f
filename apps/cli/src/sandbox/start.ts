import { catalogue } from "@okta-edge/actions/catalogue";
import { readSandboxFlags, type SandboxFlagValues } from "@okta-edge/sandbox/flags";
import { serve } from "@okta-edge/sandbox/serve";
import { FailedError, UsageError } from "../errors.ts";

/** A sandbox that serves. */
export interface StartedSandbox {
  readonly url: string;
  /** The settings of the Worker and of this command line, with the private key. */
  readonly settings: Readonly<Record<string, string>>;
  /** The IDs of all keys of the app. */
  readonly keyIds: readonly string[];
  close(): Promise<void>;
}

/**
 * Starts the sandbox that the flags describe.
 *
 * @throws {UsageError} when a flag is invalid.
 * @throws {FailedError} when the port is taken.
 */
export async function startSandbox(flags: SandboxFlagValues): Promise<StartedSandbox> {
  const options = readOptions(flags);
  const { url, sandbox, close } = await serve(options).catch((error: Error) => {
    throw new FailedError(error.message, {
      hint: "Pass another --port, or 0 for any free port.",
      code: "port_taken",
      cause: error,
    });
  });
  const [app] = sandbox.apps;
  if (!app) throw new Error("The sandbox has no app.");
  return {
    url,
    keyIds: app.keys.map(({ keyId }) => keyId),
    close,
    settings: {
      OKTA_ORG_URL: url,
      OKTA_CLIENT_ID: app.clientId,
      OKTA_KEY_ID: app.keyId,
      OKTA_SCOPES: requestedScopes(flags.scopes === undefined ? [] : [...app.scopes]).join(" "),
      OKTA_PRIVATE_KEY: app.privateKey,
    },
  };
}

function readOptions(flags: SandboxFlagValues) {
  try {
    return readSandboxFlags(flags);
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

/**
 * Returns what the settings request: the scopes that --scopes grants, so that their calls work, and what the actions need beside them. A
 * scope that is requested and not granted is a mistake to rehearse.
 */
function requestedScopes(granted: readonly string[]): readonly string[] {
  return [...new Set([...granted, ...catalogScopes()])].sort();
}

/** What the actions need. */
function catalogScopes(): readonly string[] {
  const scopes = new Set(catalogue.map(({ scope }) => scope));
  return [...scopes]
    .filter((scope) => !scopes.has(scope.replace(/\.read$/, ".manage")) || scope.endsWith(".manage"))
    .sort();
}
