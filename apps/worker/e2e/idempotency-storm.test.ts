import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ServedSandbox, serve } from "@okta-edge/sandbox/serve";
import { afterAll, beforeAll, expect, it } from "vitest";
import { expectDocumented } from "./support/documented.ts";
import { startWorkerd, type Workerd } from "./support/workerd.ts";

const KEY = "storm-caller-key";
const REPEATS = 100;
/** Milliseconds that the Worker has for a call. An outcome that it did not report counts as unknown five seconds later. */
const TIMEOUT = 6000;

/** When the Worker is stopped and started again, with every connection cut. */
type Restart = "never" | "while Okta handles the request" | "after the response";

const STORMS: readonly Restart[] = ["never", "while Okta handles the request", "after the response"];

let served: ServedSandbox;
let folder: string;
let worker: Workerd;

const start = () =>
  startWorkerd(
    {
      LOCAL: "on",
      OKTA_ORG_URL: served.url,
      OKTA_CLIENT_ID: served.sandbox.apps[0]?.clientId ?? "",
      OKTA_KEY_ID: served.sandbox.apps[0]?.keyId ?? "",
      OKTA_PRIVATE_KEY: served.sandbox.apps[0]?.privateKey ?? "",
      OKTA_SCOPES: "okta.users.manage",
      CALLERS: JSON.stringify([
        {
          name: "storm",
          keyHash: `sha256:${createHash("sha256").update(KEY).digest("hex")}`,
          scopes: ["okta.users.manage"],
        },
      ]),
      IDEMPOTENCY_SECRET: "s".repeat(43),
      TIMEOUT: String(TIMEOUT),
    },
    { persistTo: folder },
  );

beforeAll(async () => {
  served = await serve({ port: 0, keepAlive: false });
  folder = await mkdtemp(join(tmpdir(), "okta-edge-storm-"));
  worker = await start();
});

afterAll(async () => {
  await worker.stop();
  await served.close();
  await rm(folder, { recursive: true, force: true });
});

const loginOf = (restart: Restart) => `${restart.replaceAll(" ", ".")}@storm.example.com`.toLowerCase();

/** Creates the user of a storm; the client closes the connection after some milliseconds, if it is asked to. */
async function createUser(restart: Restart, hangUpAfter?: number): Promise<{ outcome: string; id?: string }> {
  const login = loginOf(restart);
  try {
    const response = await fetch(`${worker.url}/api/v1/users?activate=false`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${KEY}`,
        "content-type": "application/json",
        "idempotency-key": `create ${login}`,
      },
      body: JSON.stringify({ profile: { login, email: login, firstName: "Storm", lastName: "Rider" } }),
      signal: hangUpAfter === undefined ? null : AbortSignal.timeout(hangUpAfter),
    });
    const body = (await response.json()) as { id?: string; code?: string };
    const replayed = response.headers.get("idempotency-replayed") === "true" ? " replayed" : "";
    return {
      outcome: `${response.status}${replayed}${body.code ? ` ${body.code}` : ""}`,
      ...(body.id && { id: body.id }),
    };
  } catch {
    return { outcome: "no response" };
  }
}

/** The users that Okta was asked to create before a storm. */
const before = new Map<Restart, number>();

const posts = (restart: Restart) => {
  const all = served.sandbox.requests.list.filter(
    ({ method, path }) => method === "POST" && path.startsWith("/api/v1/users?"),
  );
  return all.length - (before.get(restart) ?? 0);
};

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Pseudo-random numbers, the same in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

async function restartWorker(): Promise<void> {
  await worker.stop();
  worker = await start();
}

async function storm(restart: Restart, seed: number) {
  const random = numbers(seed);
  await findUsers("missing");
  before.set(restart, 0);
  before.set(restart, posts(restart));
  served.sandbox.faults.set({ on: "api", fault: "slow", milliseconds: 300, times: 1 });
  const repeats = Array.from({ length: REPEATS }, () =>
    createUser(restart, random() < 0.4 ? Math.ceil(random() * 1000) : undefined),
  );
  await until(() => posts(restart) > 0);
  if (restart === "while Okta handles the request") await restartWorker();
  const first = await Promise.all(repeats);
  served.sandbox.faults.clear();
  if (restart === "after the response") await restartWorker();
  // Until the time limit is over, what was under way when the Worker died is in progress.
  while ((await createUser(restart)).outcome.endsWith("in_progress"));
  const late = await Promise.all(Array.from({ length: 5 }, () => createUser(restart)));
  return { first, late, users: await findUsers(loginOf(restart)) };
}

async function findUsers(login: string): Promise<readonly { id: string }[]> {
  const response = await fetch(
    `${worker.url}/api/v1/users?search=${encodeURIComponent(`profile.login eq "${login}"`)}`,
    {
      headers: { authorization: `Bearer ${KEY}` },
    },
  );
  return (await response.json()) as { id: string }[];
}

const rows: string[] = [];

it.each(STORMS)(
  "100 concurrent repeats create one user, with the Worker restarted: %s",
  { timeout: 180_000 },
  async (restart) => {
    const { first, late, users } = await storm(restart, STORMS.indexOf(restart) + 1);
    expect(posts(restart)).toBe(1);
    expect(users).toHaveLength(1);
    const allowed = /^(200( replayed)?|409 idempotency_(in_progress|outcome_unknown)|no response)$/;
    for (const { outcome, id } of [...first, ...late]) {
      expect(outcome).toMatch(allowed);
      if (id !== undefined) expect(id).toBe(users[0]?.id);
    }
    const isUnknown = restart === "while Okta handles the request";
    expect(new Set(late.map(({ outcome }) => outcome))).toEqual(
      new Set([isUnknown ? "409 idempotency_outcome_unknown" : "200 replayed"]),
    );
    expect(first.some(({ outcome }) => outcome === "no response")).toBe(true);
    rows.push(`| ${restart} | ${REPEATS + late.length} | ${posts(restart)} | ${users.length} | ${late[0]?.outcome} |`);
  },
);

it("is documented", () =>
  expectDocumented(
    "attacks.md",
    "storm",
    [
      "| Worker restarted | repeats | requests that Okta received | users created | later repeats get |",
      "|---|---|---|---|---|",
      ...rows,
    ].join("\n"),
  ));
