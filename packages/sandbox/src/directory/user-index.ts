import type { Store, User } from "../org/model.ts";

interface UserIndex {
  /** By login in lower case, and by its part before the @: the IDs of users that have it, or had it once. */
  readonly byName: Map<string, Set<string>>;
  /** The login under which each user was last indexed. */
  readonly indexed: Map<string, string>;
  /** How many of the store's users were looked at, to notice those that came since. */
  size: number;
}

const INDEXES = new WeakMap<ReadonlyMap<string, User>, UserIndex>();

/** Finds the users whose login is a name, or begins with it before the @. The index is checked against the store. */
function candidates({ users }: Pick<Store, "users">, name: string): readonly User[] {
  let index = INDEXES.get(users);
  if (index?.size !== users.size) {
    index = { byName: new Map(), indexed: new Map(), size: users.size };
    for (const user of users.values()) addName(index, user);
    INDEXES.set(users, index);
  }
  const ids = index.byName.get(name.toLowerCase()) ?? new Set();
  return [...ids].flatMap((id) => users.get(id) ?? []);
}

/** Indexes a user again, after their login was changed or they were added. */
export function indexUser({ users }: Pick<Store, "users">, user: User): void {
  const index = INDEXES.get(users);
  if (!index) return;
  addName(index, user);
  index.size = users.size;
}

/** Forgets nothing: a name that leads to a user that is gone is skipped when it is looked up. */
export function unindexUser({ users }: Pick<Store, "users">): void {
  const index = INDEXES.get(users);
  if (index) index.size = users.size;
}

function addName({ byName, indexed }: UserIndex, { id, profile }: User): void {
  const login = profile.login.toLowerCase();
  if (indexed.get(id) === login) return;
  indexed.set(id, login);
  for (const name of new Set([login, login.split("@")[0] ?? ""])) {
    const ids = byName.get(name) ?? new Set();
    byName.set(name, ids.add(id));
  }
}

/** Finds users by login, or by the part of it before the @. */
export function usersNamed(
  store: Pick<Store, "users">,
  name: string,
): { readonly exact?: User; readonly short: readonly User[] } {
  const wanted = name.toLowerCase();
  const found = candidates(store, wanted);
  const exact = found.find(({ profile }) => profile.login.toLowerCase() === wanted);
  const short = found.filter(({ profile }) => profile.login.toLowerCase().split("@")[0] === wanted);
  return { ...(exact && { exact }), short };
}

/** Whether a user other than one has a login. */
export function loginIsTaken(store: Pick<Store, "users">, login: string, self?: User): boolean {
  const wanted = login.toLowerCase();
  return candidates(store, wanted).some((user) => user !== self && user.profile.login.toLowerCase() === wanted);
}
