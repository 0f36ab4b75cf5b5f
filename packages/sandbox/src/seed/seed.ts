import { isoDate } from "../org/clock.ts";
import type { Group, Store, User, UserStatus } from "../org/model.ts";
import { OrderedMap } from "../org/ordered-map.ts";
import { oktaId, seededRandom } from "../org/random.ts";
import { seedApps } from "./apps.ts";
import { seedCredentials } from "./credentials.ts";
import { seedDefinitions } from "./definitions.ts";
import { seedDevices } from "./devices.ts";
import { seedRegistries } from "./registries.ts";

const GROUPS: readonly (readonly [name: string, description: string])[] = [
  ["Engineering", "Everyone who builds the product"],
  ["Platform", "Runs the machines that the product runs on"],
  ["Security", "Keeps the company and its customers safe"],
  ["Design", "Shapes how the product looks and feels"],
  ["Data", "Knows what the numbers say"],
  ["Support", "Helps customers"],
  ["Sales", "Brings customers in"],
  ["People", "Hires and looks after colleagues"],
  ["Finance", "Counts the money"],
  ["Contractors", "Here for a while"],
];

/** First and last name; the department is the group at the same place, over and over. */
const PEOPLE = `
  Ada Lovelace, Grace Hopper, Alan Turing, Katherine Johnson, Edsger Dijkstra, Barbara Liskov, Donald Knuth, Margaret Hamilton,
  Dennis Ritchie, Frances Allen, Ken Thompson, Radia Perlman, Tony Hoare, Adele Goldberg, John Backus, Jean Bartik, Niklaus Wirth,
  Hedy Lamarr, Claude Shannon, Annie Easley, Robin Milner, Karen Jones, John McCarthy, Mary Jackson, Alonzo Church, Dorothy Vaughan,
  Kurt Godel, Betty Holberton, Vint Cerf, Lynn Conway, Whitfield Diffie, Shafi Goldwasser, Martin Hellman, Sophie Wilson, Ralph Merkle,
  Joan Clarke, Ron Rivest, Mary Wilkes, Adi Shamir, Evelyn Granville, Leonard Adleman, Kathleen Booth, Alan Kay, Ida Rhodes,
  Douglas Engelbart, Marlyn Meltzer, Ivan Sutherland, Kay Antonelli, Bob Kahn, Ruth Teitelbaum, Jon Postel, Fran Spence, Rob Pike,
  Erna Hoover, Brian Kernighan, Stephanie Shirley, Peter Naur, Cicely Popplewell, Ole Dahl, Mary Keller, Kristen Nygaard,
  Thelma Estrin, Konrad Zuse, Beatrice Worsley
`
  .split(",")
  .map((name) => name.trim().split(" ") as [string, string]);

const TITLES = ["Engineer", "Senior Engineer", "Lead", "Manager", "Analyst", "Director"];

/** Who is not simply active: by their place in the list above. */
const OTHER_STATUSES: Readonly<Record<number, UserStatus>> = {
  9: "STAGED",
  14: "PROVISIONED",
  19: "SUSPENDED",
  24: "LOCKED_OUT",
  29: "PASSWORD_EXPIRED",
  34: "DEPROVISIONED",
  39: "RECOVERY",
  44: "DEPROVISIONED",
  49: "PROVISIONED",
  54: "SUSPENDED",
  59: "STAGED",
};

/** 2025-01-06T09:00:00Z, the org's first Monday. */
const FOUNDED = 1_736_154_000;
const DAY = 86_400;

/** Fills an org: the same people, groups, IDs and dates for the same seed. */
export function seedStore(seed: number, userCount: number = PEOPLE.length): Store {
  const random = seededRandom(seed);
  const store: Store = {
    users: new OrderedMap(),
    transitions: new Map(),
    groups: new OrderedMap(),
    groupRules: new Map(),
    apps: new OrderedMap(),
    factors: new Map(),
    devices: new Map(),
    roleAssignments: new Map(),
    grants: new Map(),
    sessions: new Map(),
    policies: new Map(),
    zones: new Map(),
    policyRules: new Map(),
    groupRoles: new Map(),
    temporaryCodes: new Map(),
    groupPushes: new Map(),
    userRisks: new Map(),
    managers: new Map(),
    appPolicies: new Map(),
    bouncedEmails: new Set(),
    authenticators: new Map(),
    eventHooks: new Map(),
    apiTokens: new Map(),
    identityProviders: new Map(),
    agentPools: new Map(),
    authorizationServers: new Map(),
    deviceAssurances: new Map(),
    resources: new Map(),
    schemas: new Map(),
    events: [],
    userTypeId: oktaId("oty", random),
  };
  const founded = isoDate(FOUNDED);
  const addGroup = (type: Group["type"], name: string, description: string): Group => {
    const group: Group = {
      id: oktaId("00g", random),
      type,
      created: founded,
      lastUpdated: founded,
      lastMembershipUpdated: founded,
      profile: { name, description },
      members: new Set(),
      owners: new Map(),
    };
    store.groups.set(group.id, group);
    return group;
  };
  const everyone = addGroup("BUILT_IN", "Everyone", "All users in your organization");
  const teams = Array.from({ length: teamCount(userCount) }, (_, place) =>
    addGroup("OKTA_GROUP", `Team ${String(place + 1).padStart(4, "0")}`, "A team of a large org"),
  );
  const groups = GROUPS.map(([name, description]) => addGroup("OKTA_GROUP", name, description));

  for (let place = 0; place < userCount; place++) {
    const user = makeUser(place, random);
    store.users.set(user.id, user);
    if (user.status === "DEPROVISIONED") continue;
    everyone.members.add(user.id);
    groups[place % groups.length]?.members.add(user.id);
    teams[place % teams.length]?.members.add(user.id);
    if (place % 7 === 3) groups[(place * 3 + 1) % groups.length]?.members.add(user.id);
  }
  seedApps(store, seed);
  seedDevices(store, seed);
  seedDefinitions(store, seed);
  seedRegistries(store, seed);
  seedCredentials(store, seed);
  return store;
}

/** The number of users from which on an org is a large one, whose users are in teams too. */
export const LARGE = 10_000;

/** A large org has a team for every 20 users, less those that every org has. */
function teamCount(userCount: number): number {
  return userCount < LARGE ? 0 : Math.floor(userCount / 20) - GROUPS.length - 1;
}

function makeUser(place: number, random: () => number): User {
  const [firstName, lastName] = PEOPLE[place % PEOPLE.length] as [string, string];
  const round = Math.floor(place / PEOPLE.length);
  const name = `${firstName}.${lastName}${round > 0 ? round + 1 : ""}`.toLowerCase();
  const status = OTHER_STATUSES[place % PEOPLE.length] ?? "ACTIVE";
  const created = FOUNDED + Math.floor(random() * 200) * DAY + Math.floor(random() * 8 * 3600);
  const activated = status === "STAGED" ? null : created + 3600;
  const changed = activated === null ? null : activated + Math.floor(random() * 100) * DAY;
  const hasPassword = status !== "STAGED" && status !== "PROVISIONED";
  const iso = (seconds: number | null) => (seconds === null ? null : isoDate(seconds));
  return {
    id: oktaId("00u", random),
    status,
    created: isoDate(created),
    activated: iso(activated),
    statusChanged: iso(changed),
    lastLogin: hasPassword && changed !== null ? isoDate(changed + Math.floor(random() * 50) * DAY) : null,
    lastUpdated: isoDate(changed ?? created),
    passwordChanged: hasPassword ? iso(activated) : null,
    hasPassword,
    profile: {
      firstName,
      lastName,
      mobilePhone: null,
      secondEmail: null,
      login: `${name}@example.com`,
      email: `${name}@example.com`,
      department: GROUPS[place % GROUPS.length]?.[0],
      title: TITLES[Math.floor(random() * TITLES.length)],
    },
  };
}
