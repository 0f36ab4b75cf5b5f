import type { User, UserStatus } from "../../src/org/model.ts";
import type { TestOrg } from "./org.ts";

/** A seeded user of a status. Fails if there is none. */
export function userOf({ sandbox }: TestOrg, status: UserStatus): User {
  const user = [...sandbox.store.users.values()].find((one) => one.status === status);
  if (!user) throw new Error(`No user is ${status}.`);
  return user;
}

/** A user as the org keeps them. Fails if they are gone. */
export function stored({ sandbox }: TestOrg, id: string): User {
  const user = sandbox.store.users.get(id);
  if (!user) throw new Error(`There is no user ${id}.`);
  return user;
}

/** E0000007 for a user who is not there. */
export const noUser = (id: string) => [404, "E0000007", `Not found: Resource not found: ${id} (User)`] as const;
