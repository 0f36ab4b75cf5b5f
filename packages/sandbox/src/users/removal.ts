import type { Call } from "../api/operation.ts";
import { recordEvent, userParty } from "../api/record-event.ts";
import { recordAccessChanges } from "../directory/app-access.ts";
import { removeMember } from "../directory/group-membership.ts";
import { unindexUser } from "../directory/user-index.ts";
import type { User } from "../org/model.ts";
import { changeStatus } from "./status.ts";

/** Deactivates a user, who loses all groups, apps, roles and sessions; those that groups gave are in the System Log too. */
export function deactivateUser(call: Call, user: User): void {
  const { org } = call;
  const { groups, apps, roleAssignments, sessions, transitions } = org.store;
  transitions.delete(user.id);
  const accesses = [...apps.values()].map((app) => ({ app, user }));
  recordAccessChanges(call, accesses, () => {
    changeStatus(org, user, "DEPROVISIONED");
    recordEvent(call, {
      eventType: "user.lifecycle.deactivate",
      displayMessage: "Deactivate Okta user",
      targets: [userParty(user)],
    });
    for (const group of groups.values()) {
      group.owners.delete(user.id);
      removeMember(call, group, user);
    }
  });
  for (const entities of [roleAssignments, sessions]) removeOf(entities, user);
}

/** Deletes a user for good, with all that was theirs. */
export function deleteUser(call: Call, user: User): void {
  const { users, factors, grants, devices, transitions } = call.org.store;
  transitions.delete(user.id);
  for (const step of ["initiated", "completed"]) {
    recordEvent(call, {
      eventType: `user.lifecycle.delete.${step}`,
      displayMessage: `Delete Okta user ${step}`,
      targets: [userParty(user)],
    });
  }
  users.delete(user.id);
  unindexUser(call.org.store);
  for (const entities of [factors, grants]) removeOf(entities, user);
  for (const device of devices.values()) {
    if (!device.userIds.includes(user.id)) continue;
    devices.set(device.id, { ...device, userIds: device.userIds.filter((id) => id !== user.id) });
  }
}

function removeOf(entities: Map<string, { readonly userId: string }>, user: User): void {
  for (const [id, { userId }] of entities) if (userId === user.id) entities.delete(id);
}
