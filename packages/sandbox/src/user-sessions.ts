import type { Call } from "./operation.ts";
import { recordEvent, userParty } from "./record-event.ts";
import type { User } from "./store.ts";

/** Ends all of a user's sessions. */
export function clearSessions(call: Call, user: User): void {
  const { sessions } = call.org.store;
  for (const [id, { userId }] of sessions) if (userId === user.id) sessions.delete(id);
  recordEvent(call, {
    eventType: "user.session.clear",
    displayMessage: "Clear user session",
    targets: [userParty(user)],
  });
}
