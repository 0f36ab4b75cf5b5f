import type { OktaClientObserver, TokenOrigin } from "@okta-edge/core";
import { writeDataPoint } from "../cloudflare/audit-dataset.ts";
import type { Bindings } from "../cloudflare/bindings.ts";
import type { KeyRole } from "../settings/connection-settings.ts";

/** The record of a call for its audit line. It has no body, path, query or secret, so that none can get into the log. */
export interface AuditTrail {
  readonly requestId: string;
  caller?: string;
  connection?: string;
  /** The action's ID, or Okta's `operationId`. */
  action?: string;
  /** The scopes that the action needs. */
  scope?: string;
  /** The code of the error. */
  code?: string;
  /** The first 8 hexadecimal digits of the hash of a key that no caller has. */
  keyHash?: string;
  oktaRequestId?: string;
  /** The layer that served the token. */
  token?: TokenOrigin;
  /** Which of the connection's keys was used. */
  key?: KeyRole;
  retries: number;
  /** Requests that were sent to Okta's Management API. */
  sent: number;
  /** Whether the response is that of an earlier request with the same `Idempotency-Key`. */
  replayed?: boolean;
  /** For a stream: its pages and items, and how it ended. */
  pages?: number;
  items?: number;
  ended?: string;
  /** Whether the client closed the connection before the response. */
  aborted?: boolean;
}

/** An audit line: see docs/operations.md. */
export interface AuditLine extends AuditTrail {
  readonly time: string;
  readonly status: number;
  /** Milliseconds until the response began. */
  readonly duration: number;
}

/** An observer that notes in a trail what happens to a call on its way. */
export function noteInTrail(trail: AuditTrail): OktaClientObserver {
  return (event) => {
    if (event.type === "token.used") trail.token = event.from;
    if (event.type === "request.sent") trail.sent++;
    if (event.type === "request.retried") trail.retries++;
  };
}

/** Finishes a trail and writes it: a line of JSON to the log, and a data point where a dataset is bound. */
export function writeAudit(
  trail: AuditTrail,
  { status, duration }: Pick<AuditLine, "status" | "duration">,
  bindings: Bindings,
): void {
  const line: AuditLine = { time: new Date().toISOString(), ...trail, status, duration };
  console.log(JSON.stringify(line));
  writeDataPoint(
    bindings,
    trail.caller ?? "",
    [trail.caller, trail.connection, trail.action, trail.scope, trail.code, trail.token, trail.key],
    [status, duration, trail.retries, trail.sent],
  );
}
