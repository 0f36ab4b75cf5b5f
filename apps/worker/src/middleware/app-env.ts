import type { Caller } from "../callers/callers.ts";
import type { Gateway } from "../gateway/gateway.ts";
import type { Env } from "../settings/env.ts";
import type { AuditTrail } from "./audit.ts";

/** The bindings of the Worker and the variables of a request. */
export interface AppEnv {
  Bindings: Env;
  Variables: {
    trail: AuditTrail;
    gateway: Gateway;
    caller: Caller | undefined;
    /** When the key of the request expires, in milliseconds since the epoch; undefined for a caller without a key. */
    keyExpiresAt: number | undefined;
    /** Resolves when a stream that is the response has ended: the audit line waits for it. */
    streamed: Promise<void> | undefined;
    /**
     * Whether the call itself was sent to Okta, not only what the Worker asks before it. `undone`: it was sent, Okta did not process it, and
     * it has not been sent again.
     */
    forwarded: "sent" | "undone" | undefined;
    /** Whether another request has written the audit line: the one that the tool of an MCP request has made. */
    isRecorded: boolean | undefined;
    /** Returns the setting that holds an option of the connection in use. */
    nameOption: ((option: string) => string) | undefined;
  };
}
