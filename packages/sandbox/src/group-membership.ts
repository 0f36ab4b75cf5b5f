import { isoDate } from "./clock.ts";
import { type Doer, groupParty, recordEvent, userParty } from "./record-event.ts";
import type { Group, User } from "./store.ts";

/** Puts a user into a group, if they are not in it yet. Whether they may be there is for the caller to know. */
export function addMember(by: Doer, group: Group, user: User): void {
  if (group.members.has(user.id)) return;
  group.members.add(user.id);
  recordMembership(by, group, user, "group.user_membership.add", "Add user to group membership");
}

/** Takes a user out of a group, if they are in it. */
export function removeMember(by: Doer, group: Group, user: User): void {
  if (!group.members.delete(user.id)) return;
  recordMembership(by, group, user, "group.user_membership.remove", "Remove user from group membership");
}

function recordMembership(by: Doer, group: Group, user: User, eventType: string, displayMessage: string): void {
  group.lastMembershipUpdated = isoDate(by.org.now());
  recordEvent(by, { eventType, displayMessage, targets: [userParty(user), groupParty(group)] });
}
