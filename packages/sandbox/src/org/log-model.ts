import type { LogContext } from "./log-context.ts";

/** An entry of the System Log. */
export interface LogEvent {
  readonly uuid: string;
  /** ISO 8601, in milliseconds. */
  readonly published: string;
  readonly eventType: string;
  readonly displayMessage: string;
  readonly severity: "DEBUG" | "INFO" | "WARN" | "ERROR";
  readonly outcome: { readonly result: string; readonly reason: string | null };
  readonly actor: LogParty;
  readonly target: readonly LogParty[];
  /** Undefined for what the org did by itself. */
  readonly context?: LogContext | undefined;
}

/** Events of a large org from before those that it keeps, in the order in which they were published. */
export interface LogHistory {
  readonly length: number;
  at(place: number): LogEvent;
}

/** Who did it, or to whom or what it was done. */
export interface LogParty {
  readonly id: string;
  /** Such as User, UserGroup, AppInstance, PublicClientApp. */
  readonly type: string;
  readonly alternateId: string;
  readonly displayName: string;
}
