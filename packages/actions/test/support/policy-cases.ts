import fc from "fast-check";
import type { Mark } from "../../src/risk.ts";
import type { PlainCaller, PlainRequest, PlainTarget } from "./policy-reference.ts";

const id = (start: string, letter: string) => start + letter.repeat(17);

/** IDs and logins that stand for users, groups and apps. */
const USERS = [id("00u", "A"), id("00u", "B"), "ada@example.com"];
const GROUPS = [id("00g", "A"), id("00g", "B")];
const APPS = [id("0oa", "A"), id("0oa", "B")];
const VALUES = [...USERS, ...GROUPS, ...APPS, "true", "false", "SUPER_ADMIN", "READ_ONLY_ADMIN", "other"];

const value = fc.constantFrom(...VALUES);
const MARKS: readonly Mark[] = [
  "lasting",
  "cutsOff",
  "mass",
  "weakens",
  "privilege",
  "access",
  "takeover",
  "secret",
  "blinds",
];
const FIELDS = ["firstName", "lastName", "email", "login"];
const SEARCHES = [
  'profile.lastName eq "x"',
  'status eq "ACTIVE" and (profile.email sw "profile.login")',
  'id eq "00uAAAAAAAAAAAAAAAAA"',
  "profile.firstName pr",
  "status pr or not (profile.login pr)",
];

/** What is put into bodies, at the top level or deeper. */
const MEMBERS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  groupIds: fc.array(fc.constantFrom(...GROUPS), { maxLength: 2 }),
  GroupId: fc.constantFrom(...GROUPS),
  targetGroupId: fc.constantFrom(...GROUPS),
  userId: fc.constantFrom(...USERS),
  appId: fc.constantFrom(...APPS),
  type: fc.constantFrom<unknown>("SUPER_ADMIN", "READ_ONLY_ADMIN", "USER", "GROUP", null, { id: "x" }),
  id: value,
  credentials: fc.constant({ password: { value: "x" } }),
  sourceGroupId: value,
  note: fc.constantFrom(
    ...GROUPS.map((group) => `isMemberOfAnyGroup("${group}")`),
    `https://org.example/api/v1/users/${USERS[0]}`,
  ),
  profile: fc.record({ login: value }),
};

const members = fc
  .subarray(Object.keys(MEMBERS), { maxLength: 4 })
  .chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, MEMBERS[name] ?? value]))));

const body = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  { weight: 4, arbitrary: members },
  { weight: 2, arbitrary: members.map((inner) => ({ actions: { assign: [inner] } })) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, "text", [1]) },
);

const query = fc.array(
  fc.oneof(
    fc.tuple(fc.constantFrom("sendEmail", "activate", "groupId", "user_id", "type", "limit"), value),
    fc.tuple(fc.constantFrom("search", "filter"), fc.constantFrom(...SEARCHES)),
    fc.tuple(fc.constantFrom("sortBy"), fc.constantFrom("profile.lastName", "status")),
    fc.constant<[string, string]>(["q", "ada"]),
  ),
  { maxLength: 2 },
);

/** A request for a target. */
export function requestOf(target: PlainTarget): fc.Arbitrary<PlainRequest> {
  const parts = target.operation.path.split("/");
  const values = parts.flatMap((part, at) => {
    if (!part.startsWith("{")) return [];
    const pool = { users: USERS, groups: GROUPS, apps: APPS }[parts[at - 1] ?? ""];
    return [fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...(pool ?? VALUES)) }, { weight: 1, arbitrary: value })];
  });
  return fc
    .record({
      values: fc.tuple(...values),
      query,
      body: target.operation.method === "GET" ? fc.constant(undefined) : body,
    })
    .map((input) => ({ ...target, ...input }));
}

/** A rule that is there in some of the cases. */
const sometimes = <Value>(arbitrary: fc.Arbitrary<Value>, frequency = 3) =>
  fc.option(arbitrary, { nil: undefined, freq: frequency });

/** A caller that has something to do with a target, more often than not. */
export function callerFor({ operation, action }: PlainTarget, scopes: readonly string[]): fc.Arbitrary<PlainCaller> {
  const own = [operation.id, ...(action ? [action.id, `${action.id.split(".")[0]}.*`] : [])];
  const others = ["users.get", "groups.*", "listBrands", "logs.list", "users.*", "apps.*"];
  const named = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const whereNames = ["groupId", "userId", "appId", "type", "sendEmail", "roleType", "groupIds", "limit", ...named];
  const actions = fc.tuple(
    fc.option(fc.constantFrom(...own), { nil: undefined, freq: 6 }),
    fc.subarray(others, { maxLength: 2 }),
  );
  const related = operation.scopes.flatMap((scope) => [scope, scope.replace(/\.read$/, ".manage")]);
  const granted = fc.tuple(fc.subarray(related), fc.subarray([...scopes], { maxLength: 3 }));
  return fc
    .record({
      scopes: fc.option(granted, { nil: undefined, freq: 1 }),
      actions: fc.option(actions, { nil: undefined, freq: 2 }),
      maxRisk: sometimes(fc.constantFrom("read" as const, "write" as const, "destructive" as const)),
      deny: sometimes(fc.subarray([...MARKS], { maxLength: 2 }), 1),
      where: sometimes(
        fc.dictionary(
          fc.constantFrom(...whereNames),
          fc.uniqueArray(value, { minLength: 4, maxLength: VALUES.length }),
          { minKeys: 1, maxKeys: 2 },
        ),
      ),
      protected: sometimes(fc.record({ users: fc.subarray(USERS.slice(0, 2)), groups: fc.subarray(GROUPS) }), 1),
      fields: sometimes(fc.subarray(FIELDS), 1),
    })
    .filter(({ scopes, actions }) => scopes !== undefined || actions !== undefined)
    .map(({ scopes, actions, ...rules }) => ({
      ...rules,
      scopes: scopes?.flat(),
      actions: actions?.flat().filter((one) => one !== undefined),
    }));
}

/** One case of a caller and a request for a target, the same for the same seed. */
export function sampleCase(
  target: PlainTarget,
  scopes: readonly string[],
  seed: number,
): { readonly caller: PlainCaller; readonly request: PlainRequest } {
  const cases = fc.record({ caller: callerFor(target, scopes), request: requestOf(target) });
  const [sample] = fc.sample(cases, { numRuns: 1, seed });
  if (!sample) throw new Error("There is no case.");
  return sample;
}
