import type { OktaClientObserver, TokenOrigin } from "@okta-edge/core";
import { writeDataPoint } from "../cloudflare/audit-dataset.ts";
import { sendToQueue, takeLostLines } from "../cloudflare/audit-queue.ts";
import type { Bindings } from "../cloudflare/bindings.ts";
import type { KeyRole } from "../settings/connection-settings.ts";
import type { AppEnv } from "./app-env.ts";

/** The record of a call for its audit line, as schema/audit-v1.json describes it. It has no body, path, query or secret, so that none can get into the log. */
export interface AuditTrail {
  readonly requestId: string;
  /** The span of this call in the client's trace. */
  traceparent?: string;
  caller?: string;
  /** The identity that Cloudflare Access has verified. */
  identity?: string;
  /** The client's IP address, with `AUDIT_ADDRESS=on`. */
  address?: string;
  connection?: string;
  /** The action's ID, or Okta's `operationId`. */
  action?: string;
  /** The scopes that the action needs. */
  scope?: string;
  /** The Okta IDs in the path. Never a login. */
  ids?: readonly string[];
  /** The code of the error. */
  code?: string;
  /** What to do after a rejection by Okta. */
  hint?: string;
  /** The first 8 hexadecimal digits of the hash of a key that no caller has. */
  keyHash?: string;
  oktaRequestId?: string;
  /** The layer that served the token. */
  token?: TokenOrigin;
  /** Which of the connection's keys was used. */
  key?: KeyRole;
  /** Set if a tool of the MCP server made the call. */
  via?: "mcp";
  /** The name of that tool. */
  tool?: string;
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
  readonly version: 1;
  readonly time: string;
  readonly decision: "allowed" | "denied";
  readonly outcome: "success" | "failure" | "unknown";
  /** Lines that the queue did not accept. */
  readonly lost?: number;
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

/** An ID of Okta: a user's login has other characters or another length. */
const ID_PATTERN = /^0[0-9A-Za-z]{19}$/;
const MAX_IDS = 8;

/** Notes the Okta IDs of a path. */
export function noteIds(trail: AuditTrail, path: string): void {
  const ids = path.split("/").filter((segment) => ID_PATTERN.test(segment));
  if (ids.length > 0) trail.ids = ids.slice(0, MAX_IDS);
}

/** Finishes a trail and writes it: a line of JSON to the log, to the queue and as a data point, where these are bound. */
export function writeAudit(
  trail: AuditTrail,
  { status, duration, forwarded }: Pick<AuditLine, "status" | "duration"> & Pick<AppEnv["Variables"], "forwarded">,
  bindings: Bindings,
): void {
  const lost = takeLostLines();
  const line: AuditLine = {
    version: 1,
    time: new Date().toISOString(),
    ...trail,
    decision: forwarded === undefined && isDenied(trail, status) ? "denied" : "allowed",
    outcome: outcomeOf(trail, status, forwarded === "sent"),
    status,
    duration,
    ...(lost > 0 && { lost }),
  };
  console.log(JSON.stringify(line));
  sendToQueue(bindings, line);
  writeDataPoint(
    bindings,
    trail.caller ?? "",
    [trail.caller, trail.connection, trail.action, trail.scope, trail.code, trail.token, trail.key],
    [status, duration, trail.retries, trail.sent],
  );
}

/** Reports whether the Worker rejected a call itself. */
function isDenied({ code, replayed, aborted }: AuditTrail, status: number): boolean {
  return code !== undefined && !replayed && !aborted && status >= 400 && status < 500;
}

function outcomeOf({ code }: AuditTrail, status: number, isSent: boolean): AuditLine["outcome"] {
  if (status < 400) return "success";
  return (isSent && (status === 502 || status === 504)) || code === "idempotency_outcome_unknown"
    ? "unknown"
    : "failure";
}
