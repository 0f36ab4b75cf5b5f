import type { Call } from "../api/operation.ts";
import { appParty, groupParty, recordEvent, userParty } from "../api/record-event.ts";
import { isoDate } from "../org/clock.ts";
import type { User } from "../org/model.ts";
import { changeStatus } from "./status.ts";

/** Deactivates a user: they lose their groups, apps, roles and sessions. */
export function deactivateUser(call: Call, user: User): void {
  const { org } = call;
  const { groups, apps, roleAssignments, sessions } = org.store;
  changeStatus(org, user, "DEPROVISIONED");
  recordEvent(call, {
    eventType: "user.lifecycle.deactivate",
    displayMessage: "Deactivate Okta user",
    targets: [userParty(user)],
  });
  for (const group of groups.values()) {
    group.owners.delete(user.id);
    if (!group.members.delete(user.id)) continue;
    group.lastMembershipUpdated = isoDate(org.now());
    recordEvent(call, {
      eventType: "group.user_membership.remove",
      displayMessage: "Remove user from group membership",
      targets: [userParty(user), groupParty(group)],
    });
  }
  for (const app of apps.values()) {
    if (!app.users.delete(user.id)) continue;
    recordEvent(call, {
      eventType: "application.user_membership.remove",
      displayMessage: "Remove user's application membership",
      targets: [userParty(user), appParty(app)],
    });
  }
  for (const entities of [roleAssignments, sessions]) removeOf(entities, user);
}

/** Deletes a user for good, with all that was theirs. */
export function deleteUser(call: Call, user: User): void {
  const { users, factors, grants, devices } = call.org.store;
  for (const step of ["initiated", "completed"]) {
    recordEvent(call, {
      eventType: `user.lifecycle.delete.${step}`,
      displayMessage: `Delete Okta user ${step}`,
      targets: [userParty(user)],
    });
  }
  users.delete(user.id);
  for (const entities of [factors, grants]) removeOf(entities, user);
  for (const device of devices.values()) {
    if (!device.userIds.includes(user.id)) continue;
    devices.set(device.id, { ...device, userIds: device.userIds.filter((id) => id !== user.id) });
  }
}

function removeOf(entities: Map<string, { readonly userId: string }>, user: User): void {
  for (const [id, { userId }] of entities) if (userId === user.id) entities.delete(id);
}
