import type { Call, Org } from "../api/operation.ts";
import { recordEvent, userParty } from "../api/record-event.ts";
import { applyGroupRules } from "../group-rules/apply.ts";
import { isoDate } from "../org/clock.ts";
import type { User, UserStatus } from "../org/model.ts";

/** Moves a user into a status, now. */
export function changeStatus({ now }: Org, user: User, status: UserStatus): void {
  const at = isoDate(now());
  user.status = status;
  user.statusChanged = at;
  user.lastUpdated = at;
}

/** Makes a user one who may sign in: at once where they have what to sign in with, after the welcome flow where not. */
export function activateUser(call: Call, user: User): void {
  const { org } = call;
  // Who comes back begins anew.
  if (user.status === "DEPROVISIONED") takePassword(user);
  changeStatus(org, user, canSignIn(user) ? "ACTIVE" : "PROVISIONED");
  user.activated = isoDate(org.now());
  joinEveryone(org, user);
  recordEvent(call, {
    eventType: "user.lifecycle.activate",
    displayMessage: "Activate Okta user",
    targets: [userParty(user)],
  });
  applyGroupRules(org);
}

/** Whether a user has a password, or an identity provider that needs none. */
function canSignIn({ hasPassword, provider }: User): boolean {
  return hasPassword || provider?.type === "FEDERATION" || provider?.type === "SOCIAL";
}

/** Puts a user into the group of all users. */
export function joinEveryone({ store }: Org, user: User): void {
  const everyone = [...store.groups.values()].find(({ type }) => type === "BUILT_IN");
  everyone?.members.add(user.id);
}

/** Gives a user a password; undefined for one that cannot be read back, as it came hashed. */
export function givePassword({ now }: Org, user: User, password: string | undefined): void {
  const at = isoDate(now());
  user.password = password;
  user.hasPassword = true;
  user.passwordChanged = at;
  user.lastUpdated = at;
}

function takePassword(user: User): void {
  user.password = undefined;
  user.hasPassword = false;
  user.passwordChanged = null;
}
