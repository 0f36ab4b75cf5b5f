import { type Actor, groupParty, recordEvent, userParty } from "../api/record-event.ts";
import { isoDate } from "../org/clock.ts";
import type { Group, User } from "../org/model.ts";
import { recordAccessChanges } from "./app-access.ts";

/** Puts a user into a group, if they are not in it yet. Whether they may be there is for the caller to know. */
export function addMember(by: Actor, group: Group, user: User): void {
  if (group.members.has(user.id)) return;
  changeMembership(by, group, user, () => {
    group.members.add(user.id);
    record(by, group, user, "group.user_membership.add", "Add user to group membership");
  });
}

/** Takes a user out of a group, if they are in it. */
export function removeMember(by: Actor, group: Group, user: User): void {
  if (!group.members.has(user.id)) return;
  changeMembership(by, group, user, () => {
    group.members.delete(user.id);
    record(by, group, user, "group.user_membership.remove", "Remove user from group membership");
  });
}

/** With a group come its apps, and go. */
function changeMembership(by: Actor, group: Group, user: User, act: () => void): void {
  group.lastMembershipUpdated = isoDate(by.org.now());
  const apps = [...by.org.store.apps.values()].filter(({ groups }) => groups.has(group.id));
  recordAccessChanges(
    by,
    apps.map((app) => ({ app, user })),
    act,
  );
}

function record(by: Actor, group: Group, user: User, eventType: string, displayMessage: string): void {
  recordEvent(by, { eventType, displayMessage, targets: [userParty(user), groupParty(group)] });
}
