import { type Actor, appParty, recordEvent, userParty } from "../api/record-event.ts";
import type { App, User } from "../org/model.ts";
import { assignmentOf } from "./app-user.ts";

/** A user that may gain or lose an app. */
interface Access {
  readonly app: App;
  readonly user: User;
}

/** Writes into the System Log who gains an app by an act, and who loses it. */
export function recordAccessChanges(by: Actor, accesses: readonly Access[], act: () => void): void {
  const { org } = by;
  const has = ({ app, user }: Access) => assignmentOf(app, user, org) !== undefined;
  const before = accesses.map(has);
  act();
  accesses.forEach((access, place) => {
    const { app, user } = access;
    const isGained = has(access);
    if (isGained === before[place]) return;
    // What a group gave, and was changed for one user, goes with the group.
    if (!isGained) app.users.delete(user.id);
    recordEvent(by, {
      eventType: `application.user_membership.${isGained ? "add" : "remove"}`,
      displayMessage: isGained ? "Add user to application membership" : "Remove user's application membership",
      targets: [userParty(user), appParty(app)],
    });
  });
}
