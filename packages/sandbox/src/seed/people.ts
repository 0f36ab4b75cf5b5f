import type { Store, User } from "../org/model.ts";

/** How many users have passwords that are known, factors, sessions and grants: more of them add nothing new. */
const MAX_DETAILED = 1000;

/** Returns the users that have more data in the org: the first thousand. */
export function detailedUsers({ users }: Pick<Store, "users">): readonly User[] {
  const detailed: User[] = [];
  for (const user of users.values()) {
    detailed.push(user);
    if (detailed.length === MAX_DETAILED) break;
  }
  return detailed;
}
