import type { Documents } from "@okta-edge/actions/documents";
import type { Operation } from "@okta-edge/actions/operations";
import type { FileArgument } from "./file-argument.ts";

/** A request to Okta on behalf of the caller, which the Worker sends through its own routes. */
export interface RestCall {
  readonly method: string;
  /** Okta's path with its query. */
  readonly path: string;
  /** To be sent as JSON; undefined for none. */
  readonly body?: unknown;
  /** To be sent as a form in place of a body. */
  readonly file?: FileArgument | undefined;
  /** The name of the tool, resource or prompt that makes it, for the audit line. */
  readonly tool: string;
  /** Whether it is what the caller asked for: its audit line is then the only one of the MCP request. */
  readonly isMain: boolean;
}

/** What the MCP server needs of the Worker. It holds everything that depends on the request. */
export interface McpHost {
  /** The name of the authenticated caller. */
  readonly caller: string;
  readonly connection: string;
  readonly version: string;
  readonly documents: Documents;
  /** Whether the caller may use destructive tools. */
  readonly mayDestroy: boolean;
  /** Whether the caller may use them without a confirmation. */
  readonly isUnattended: boolean;
  /** Reports whether the caller may use an action, by its ID. */
  mayUse(action: string): boolean;
  /** Lists the operations beyond the catalog that the caller may use. */
  operations(): readonly Operation[];
  /** Returns the name of what the Worker executes for a request: an action's ID, or Okta's `operationId`. */
  nameOf(method: string, pathname: string): string | undefined;
  send(call: RestCall): Promise<Response>;
  /** Whether a person can confirm calls: the Worker can record that a confirmation is used. */
  readonly canConfirm: boolean;
  /** Returns the key that signs confirmations; undefined if there is none, or nothing to record them in. */
  confirmationKey(): Promise<Uint8Array | undefined>;
  /**
   * Marks a confirmation as used, once in all isolates and locations. Resolves with false if it already is, undefined if that cannot be
   * recorded.
   *
   * @param expiresAt - In seconds since the epoch.
   */
  useConfirmation(id: string, expiresAt: number): Promise<boolean | undefined>;
  /** Notes a code in the audit line of the MCP request. */
  note(code: string): void;
}
