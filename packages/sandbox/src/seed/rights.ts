import { assignmentKey, makeAssignment } from "../directory/role-assignment.ts";
import type { Store } from "../org/model.ts";
import { oktaId, seededRandom } from "../org/random.ts";
import { detailedUsers } from "./people.ts";

/** The admin roles of the first of the active users. */
const ROLES: readonly (readonly string[])[] = [
  ["SUPER_ADMIN"],
  ["ORG_ADMIN", "APP_ADMIN"],
  ["HELP_DESK_ADMIN"],
  ["READ_ONLY_ADMIN", "REPORT_ADMIN"],
];

const SCOPES = ["openid", "profile", "email", "offline_access"];

/** Makes some of the active users admins, and lets some let apps see what they may. It is done after there are apps. */
export function seedRights(store: Store, seed: number): void {
  const random = seededRandom(seed + 800);
  const active = detailedUsers(store).filter(({ status }) => status === "ACTIVE");
  active.slice(0, ROLES.length).forEach(({ id: userId, created }, place) => {
    for (const type of ROLES[place] ?? []) {
      const assignment = makeAssignment({ userId, type, created }, random);
      store.roleAssignments.set(assignmentKey(assignment), assignment);
    }
  });

  const openIdApps = [...store.apps.values()].filter(({ definition }) => definition.signOnMode === "OPENID_CONNECT");
  const clientIds = openIdApps.map(({ id }) => id);
  // Consent outlives its app.
  if (clientIds.length === 0) clientIds.push(oktaId("0oa", random));
  for (const { id: userId, lastUpdated } of active.filter((_, place) => place % 4 === 0)) {
    const clientId = clientIds[Math.floor(random() * clientIds.length)] ?? "";
    for (const scopeId of SCOPES.slice(0, 1 + Math.floor(random() * SCOPES.length))) {
      const id = oktaId("oag", random);
      store.grants.set(id, { id, userId, clientId, scopeId, created: lastUpdated });
    }
  }
}
