import type { Call, Org } from "../api/operation.ts";
import type { User } from "../org/model.ts";
import { deactivateUser, deleteUser } from "./removal.ts";

/** Seconds that the org takes for what it was asked to do later. */
const TRANSITION_TIME = 1;

/** Whether a call does not wait for what it asks for (RFC 7240, section 4.1). */
function isAsync({ request }: Pick<Call, "request">): boolean {
  const preferences = request.headers.get("prefer")?.split(",") ?? [];
  return preferences.some((preference) => preference.trim().toLowerCase() === "respond-async");
}

/** Deactivates a user, at once or later. Until then the user keeps the status, and shows where they are going. */
export function startDeactivation(call: Call, user: User): void {
  if (isAsync(call)) start(call, user, "DEPROVISIONED", () => deactivateUser(call, user));
  else deactivateUser(call, user);
}

/** Deletes a user, at once or later. Until then the user is there as before: no status leads to none. */
export function startDeletion(call: Call, user: User): void {
  if (isAsync(call)) start(call, user, undefined, () => deleteUser(call, user));
  else deleteUser(call, user);
}

function start({ org }: Call, user: User, to: "DEPROVISIONED" | undefined, complete: () => void): void {
  const { transitions } = org.store;
  if (transitions.has(user.id)) return;
  transitions.set(user.id, { to, completesAt: org.now() + TRANSITION_TIME, complete });
}

/** Completes what is due by the org's clock. */
export function completeTransitions({ now, store }: Org): void {
  for (const { completesAt, complete } of [...store.transitions.values()]) if (completesAt <= now()) complete();
}
