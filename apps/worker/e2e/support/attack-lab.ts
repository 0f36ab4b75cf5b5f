import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort, startWorkerProcess, type WorkerProcess } from "../../local/worker-process.ts";
import { type AuthorizationServer, serveAuthorizationServer } from "./authorization-server.ts";
import { type Elsewhere, listenElsewhere, type RecordedOrg, serveRecordedOrg } from "./recorded-org.ts";

/** The ID of the one group that the caller `software` may change. */
export const SOFTWARE_GROUP = "00gsoftwareAAAAAAAAA";

/** The callers of the lab: what each may do, and where. */
const CALLERS = {
  reader: { scopes: ["okta.users.read", "okta.groups.read"] },
  manager: { scopes: ["okta.users.manage"] },
  apps: { scopes: ["okta.apps.manage", "okta.policies.manage"] },
  logs: { scopes: ["okta.logs.read"] },
  european: { scopes: ["okta.users.read"], connections: ["eu"] },
  traveller: { scopes: ["okta.groups.read"], connections: ["default", "eu"] },
  // No one has called for this one before its token endpoint lies.
  fresh: { scopes: ["okta.apps.read"] },
  // It was given more than the connection has.
  greedy: { scopes: ["okta.users.read", "okta.roles.manage"] },
  // Puts the key where it does not belong.
  careless: { scopes: ["okta.users.read"] },
  expired: { scopes: ["okta.users.manage"], notAfter: "2026-01-01T00:00:00Z" },
  // Narrower than their scopes.
  helpdesk: {
    scopes: ["okta.users.manage"],
    actions: ["users.get", "users.unlock", "users.resetPassword"],
    deny: ["secret"],
  },
  writer: { scopes: ["okta.users.manage"], maxRisk: "write" },
  software: { scopes: ["okta.groups.manage"], where: { groupId: [SOFTWARE_GROUP] } },
  directory: { scopes: ["okta.users.read"], fields: ["firstName", "email"] },
  guarded: { scopes: ["okta.users.manage"], protected: { users: ["00uceo"] } },
  // At the connection that may ask who is protected.
  guardian: {
    scopes: ["okta.users.manage", "okta.groups.manage"],
    connections: ["hr"],
    protected: { users: ["$CHIEF"], groups: ["$BOARD"] },
  },
  // An agent whose destructive calls a person confirms, and another one with the same rights.
  agent: { scopes: ["okta.users.manage"], connections: ["default", "eu"], maxRisk: "destructive" },
  colleague: { scopes: ["okta.users.manage"], connections: ["default", "eu"], maxRisk: "destructive" },
  // Signs in to the MCP server with an access token.
  person: { scopes: ["okta.users.read"], access: "person@example.com" },
} satisfies Record<string, DeclaredCaller>;

interface DeclaredCaller {
  readonly scopes: string[];
  readonly connections?: string[];
  readonly notAfter?: string;
  readonly [rule: string]: unknown;
  readonly access?: string;
}

/** The name of a caller of the lab. */
export type CallerName = keyof typeof CALLERS;

/** The one origin whose pages may call. */
export const ALLOWED_ORIGIN = "https://console.example";

/** The most that any caller gets. */
const CONNECTION_SCOPES = [
  "okta.users.manage",
  "okta.groups.manage",
  "okta.apps.manage",
  "okta.logs.read",
  "okta.policies.manage",
];

/** What the connection `hr` has beside. */
const MORE_SCOPES_OF_HR = "okta.roles.read";

/** Users and groups of the org at home, by their IDs. */
export interface Directory {
  /** Protected by ID, and as a member of the group `board`. */
  readonly chief: Person;
  readonly member: Person;
  readonly board: string;
  /** Has an admin role by the group `admins`. */
  readonly adminByGroup: Person;
  readonly admins: string;
  /** No one special. */
  readonly plain: Person;
  readonly team: string;
  /** The rule that assigns `admins`. */
  readonly rule: string;
}

interface Person {
  readonly id: string;
  readonly login: string;
}

/** A Worker in workerd before two orgs that record, and a place where nothing must ever come. */
export interface AttackLab {
  readonly port: number;
  readonly worker: WorkerProcess;
  readonly home: RecordedOrg;
  readonly eu: RecordedOrg;
  readonly elsewhere: Elsewhere;
  readonly authorizationServer: AuthorizationServer;
  readonly keys: Readonly<Record<CallerName, string>>;
  readonly directory: Directory;
  /** The scopes that a caller's token may have, sorted. */
  scopesOf(caller: CallerName): readonly string[];
  /** Every byte that was answered. */
  readonly transcript: string[];
  /** Where KV lies. */
  readonly persistTo: string;
  close(): Promise<void>;
}

/** Starts everything. */
export async function startAttackLab(): Promise<AttackLab> {
  const options = { rateLimits: false, apps: [{ keys: 2 }] } as const;
  const [home, eu, elsewhere, authorizationServer, persistTo, port] = await Promise.all([
    serveRecordedOrg(options),
    serveRecordedOrg({ ...options, seed: 2 }),
    listenElsewhere(),
    serveAuthorizationServer(),
    mkdtemp(join(tmpdir(), "okta-edge-attacks-")),
    freePort(),
  ]);
  const names = Object.keys(CALLERS) as CallerName[];
  const keys = Object.fromEntries(names.map((name) => [name, randomBytes(32).toString("base64url")])) as Record<
    CallerName,
    string
  >;
  const scopes = CONNECTION_SCOPES.join(" ");
  const directory = fillDirectory(home);
  const [homeApp] = home.sandbox.apps;
  const [euApp] = eu.sandbox.apps;
  const worker = await startWorkerProcess({
    port,
    persistTo,
    configFile: await writeConfiguration(persistTo),
    environment: { NODE_EXTRA_CA_CERTS: authorizationServer.certificateFile },
    settings: {
      // What is attacked is the Worker as it is deployed.
      LOCAL: "off",
      OKTA_ORG_URL: home.url,
      OKTA_CLIENT_ID: homeApp?.clientId ?? "",
      OKTA_KEY_ID: homeApp?.keyId ?? "",
      OKTA_PRIVATE_KEY: homeApp?.privateKey ?? "",
      OKTA_SCOPES: scopes,
      OKTA_CONNECTIONS: JSON.stringify({
        eu: { orgUrl: eu.url, clientId: euApp?.clientId, keyId: euApp?.keyId, scopes },
        hr: {
          orgUrl: home.url,
          clientId: homeApp?.clientId,
          keyId: homeApp?.keyId,
          scopes: `${scopes} ${MORE_SCOPES_OF_HR}`,
        },
      }),
      OKTA_PRIVATE_KEY__HR: homeApp?.privateKey ?? "",
      OKTA_PRIVATE_KEY__EU: euApp?.privateKey ?? "",
      CALLERS: JSON.stringify(names.map((name) => declareCaller(name, keys[name])))
        .replace("$CHIEF", directory.chief.id)
        .replace("$BOARD", directory.board),
      PASS_THROUGH: "on",
      ALLOWED_ORIGINS: ALLOWED_ORIGIN,
      IDEMPOTENCY_SECRET: randomBytes(32).toString("base64url"),
      MCP_AUTHORIZATION_SERVER: authorizationServer.issuer,
      TIMEOUT: "5000",
    },
  });
  return {
    port,
    worker,
    home,
    eu,
    elsewhere,
    authorizationServer,
    keys,
    directory,
    scopesOf: (caller) => CALLERS[caller].scopes.filter(isGranted).sort(),
    transcript: [],
    persistTo,
    async close() {
      await worker.stop();
      await Promise.all([home.close(), eu.close(), elsewhere.close(), authorizationServer.close()]);
      await rm(persistTo, { recursive: true, force: true });
    },
  };
}

/** Gives people and groups of an org what makes some of them special. */
function fillDirectory({ sandbox: { store } }: RecordedOrg): Directory {
  const admins = new Set([...store.roleAssignments.values()].map(({ userId }) => userId));
  const groups = [...store.groups.values()].filter(({ type }) => type === "OKTA_GROUP");
  const people = [...store.users.values()]
    .filter(({ id, status }) => status === "ACTIVE" && !admins.has(id))
    .map(({ id, profile }) => ({ id, login: profile.login }))
    // Those at the beginning are in other attacks.
    .reverse();
  const [chief, member, adminByGroup, plain] = people;
  const [board, adminGroup, team] = groups.reverse();
  if (!chief || !member || !adminByGroup || !plain || !board || !adminGroup || !team) {
    throw new Error("The sandbox has too few people or groups.");
  }
  for (const { members } of groups) for (const { id } of people.slice(0, 4)) members.delete(id);
  board.members.add(member.id);
  adminGroup.members.add(adminByGroup.id);
  const created = new Date(0).toISOString();
  const role = { id: "ra1example", type: "HELP_DESK_ADMIN", label: "Help Desk Administrator", created };
  store.groupRoles.set(`${adminGroup.id}/${role.id}`, { ...role, groupId: adminGroup.id });
  const rule = "0prruleAAAAAAAAAAAAA";
  store.groupRules.set(rule, {
    id: rule,
    status: "INACTIVE",
    name: "all",
    created,
    lastUpdated: created,
    conditions: { expression: { type: "urn:okta:expression:1.0", value: "true" } },
    groupIds: [adminGroup.id],
    assigned: new Map(),
  });
  return { chief, member, board: board.id, adminByGroup, admins: adminGroup.id, plain, team: team.id, rule };
}

function isGranted(scope: string): boolean {
  return CONNECTION_SCOPES.includes(scope) || CONNECTION_SCOPES.includes(scope.replace(/\.read$/, ".manage"));
}

function declareCaller(name: CallerName, key: string) {
  const { notAfter, ...caller }: DeclaredCaller = CALLERS[name];
  if (caller.access !== undefined) return { name, ...caller };
  const keyHash = `sha256:${createHash("sha256").update(key).digest("hex")}`;
  return { name, ...caller, ...(notAfter ? { keys: [{ keyHash, notAfter }] } : { keyHash }) };
}

/** Writes the Worker's configuration with the Durable Object `IDEMPOTENCY`, which wrangler.jsonc leaves to those that want it. */
async function writeConfiguration(folder: string): Promise<string> {
  const worker = fileURLToPath(new URL("../..", import.meta.url));
  const text = (await readFile(join(worker, "wrangler.jsonc"), "utf8")).replaceAll(/^\s*\/\/.*$/gm, "");
  const { $schema, ...config } = JSON.parse(text);
  const file = join(folder, "wrangler.json");
  const bindings = [{ name: "IDEMPOTENCY", class_name: "IdempotencyStore" }];
  const written = {
    ...config,
    main: join(worker, "test/support/entry/index.ts"),
    base_dir: resolve(worker, config.base_dir),
    assets: { ...config.assets, directory: resolve(worker, config.assets.directory) },
    migrations: [{ tag: "v1", new_sqlite_classes: ["IdempotencyStore"] }],
    env: { local: { ...config.env.local, durable_objects: { bindings } } },
  };
  await writeFile(file, JSON.stringify(written));
  return file;
}
