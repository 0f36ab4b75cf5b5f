import type { Caller } from "../callers/callers.ts";
import type { AuditTrail } from "./audit.ts";

/** What is known of a request that the Worker sends to itself on behalf of a caller that it has authenticated. */
export interface InnerCall {
  readonly caller: Caller;
  /** What its audit line begins with. */
  readonly trail: Pick<AuditTrail, "requestId" | "traceparent" | "identity" | "address" | "via" | "tool">;
}

const calls = new WeakMap<Request, InnerCall>();

/** Marks a request as one of the Worker's own. No request from outside can be marked: the mark is on the object. */
export function markInner(request: Request, call: InnerCall): void {
  calls.set(request, call);
}

/** Returns what is known of a request of the Worker's own; undefined for one from outside. */
export function innerCallOf(request: Request): InnerCall | undefined {
  return calls.get(request);
}
