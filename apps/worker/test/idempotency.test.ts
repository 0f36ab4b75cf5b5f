import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditOf } from "./support/audit.ts";
import { callersSetting, createTestGateway, hashKey, type TestGateway } from "./support/gateway.ts";

/** The object has it from vitest.config.ts. */
const SECRET = "s".repeat(43);
const namespace = (env as unknown as { IDEMPOTENCY: DurableObjectNamespace }).IDEMPOTENCY;

let gateway: TestGateway;
/** Decides what happens with a request to Okta's API. */
let onSend: (request: Request) => Promise<Response>;
let posts: number;

beforeAll(async () => {
  const CALLERS = await callersSetting([
    { name: "first", key: "first-key", scopes: ["okta.users.manage", "okta.groups.manage"] },
    { name: "second", key: "second-key", scopes: ["okta.users.manage", "okta.groups.manage"] },
    { name: "guarded", key: "guarded-key", actions: ["users.suspend"], protected: { users: ["00uceo"] } },
  ]);
  gateway = await createTestGateway(
    {},
    {
      CALLERS,
      IDEMPOTENCY: namespace,

      OKTA_SCOPES: "okta.users.manage okta.groups.manage okta.roles.read",
      PASS_THROUGH: "on",
      TIMEOUT: "2000",
    },
    (request) => {
      if (!request.url.includes("/api/")) return gateway.sandbox.fetch(request);
      posts++;
      return onSend(request);
    },
  );
});

function reset(): void {
  posts = 0;
  onSend = (request) => gateway.sandbox.fetch(request);
}

function send(key: string, init: RequestInit & { path?: string; caller?: string } = {}): Promise<Response> {
  const { path = "/api/v1/groups", caller = "first", ...rest } = init;
  const headers = new Headers({
    authorization: `Bearer ${caller}-key`,
    "content-type": "application/json",
    "idempotency-key": key,
    ...(rest.headers as object),
  });
  const body = JSON.stringify({ profile: { name: `Group ${key}` } });
  return gateway.fetch(new Request(`https://worker.example${path}`, { method: "POST", body, ...rest, headers }));
}

/** Gives the object of a caller another secret. */
const setSecret = (secret: string | undefined) =>
  runInDurableObject(namespace.getByName("caller:first"), (object) => {
    Object.defineProperty(object, "env", { value: { IDEMPOTENCY_SECRET: secret }, configurable: true });
  });

const key = () => crypto.randomUUID();
const codeOf = async (response: Response) => `${response.status} ${(await response.json<{ code: string }>()).code}`;
const rowsOf = (caller: string) =>
  runInDurableObject(namespace.getByName(`caller:${caller}`), (_, { storage }) =>
    storage.sql.exec("SELECT * FROM requests").toArray(),
  );

describe("a write with an Idempotency-Key", () => {
  it("is sent once; a repeat gets the first response, also from another isolate, and says so", async () => {
    reset();
    const one = key();
    const first = await send(one);
    expect(first.status).toBe(200);
    expect(first.headers.has("idempotency-replayed")).toBe(false);
    gateway.restart();
    let repeat = new Response();
    const [line] = await auditOf(async () => {
      repeat = await send(one);
    });
    expect(repeat.headers.get("idempotency-replayed")).toBe("true");
    expect(repeat.headers.get("content-type")).toBe(first.headers.get("content-type"));
    expect(repeat.headers.get("x-okta-request-id")).toBe(first.headers.get("x-okta-request-id"));
    expect(await repeat.text()).toBe(await first.text());
    expect(line).toMatchObject({ action: "groups.create", replayed: true, sent: 0, status: 200 });
    expect(posts).toBe(1);
  });

  it("is the same one with the key in quotation marks", async () => {
    reset();
    const one = key();
    const body = JSON.stringify({ profile: { name: one } });
    await send(one, { body });
    expect((await send(`"${one}"`, { body })).headers.get("idempotency-replayed")).toBe("true");
  });

  it("waits for the first one while that is in progress", async () => {
    reset();
    const { promise, resolve } = Promise.withResolvers<void>();
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
    onSend = async (request) => {
      arrive();
      await promise;
      return gateway.sandbox.fetch(request);
    };
    const one = key();
    const first = send(one);
    await arrived;
    const repeats = Array.from({ length: 5 }, () => send(one));
    resolve();
    const all = await Promise.all([first, ...repeats]);
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(new Set(await Promise.all(all.map((response) => response.text()))).size).toBe(1);
    expect(posts).toBe(1);
  });

  it("gets 422 for a different body, path, method or header that Okta reads", async () => {
    reset();
    const one = key();
    await send(one);
    const different: Parameters<typeof send>[1][] = [
      { body: JSON.stringify({ profile: { name: "Other" } }) },
      { path: "/api/v1/users?activate=false" },
      { method: "PUT", path: "/api/v1/groups" },
      { headers: { "if-match": "x" } },
    ];
    for (const change of different) expect(await codeOf(await send(one, change))).toBe("422 idempotency_key_reused");
    expect(posts).toBe(1);
  });

  it("belongs to its caller: another one's same key is another request", async () => {
    reset();
    const one = key();
    const body = (name: string) => JSON.stringify({ profile: { name: `${name} ${one}` } });
    await send(one, { body: body("first") });
    const other = await send(one, { caller: "second", body: body("second") });
    expect(other.status).toBe(200);
    expect(other.headers.has("idempotency-replayed")).toBe(false);
    expect(await other.text()).toContain(`second ${one}`);
    expect(posts).toBe(2);
  });

  it.each([
    ["Okta rejects it for good: that is the first response", 400, true],
    ["Okta reports an error of its own: it may have been done", 500, true],
    ["Okta did not take it: 429", 429, false],
    ["Okta did not take it: 423", 423, false],
  ])("is kept or sent again when %s", async (_, status, isKept) => {
    reset();
    const one = key();
    onSend = async () => Response.json({ errorCode: "E0000001", errorSummary: "No" }, { status });
    expect((await send(one)).status).toBe(status);
    const sent = posts;
    onSend = (request) => gateway.sandbox.fetch(request);
    const repeat = await send(one);
    expect(repeat.status).toBe(isKept ? status : 200);
    expect(posts - sent).toBe(isKept ? 0 : 1);
  });

  it("is not remembered when nothing was sent: invalid input can be corrected", async () => {
    reset();
    const one = key();
    expect((await send(one, { body: JSON.stringify({ profile: {} }) })).status).toBe(400);
    expect((await send(one)).status).toBe(200);
    expect(posts).toBe(1);
  });

  it("is not remembered when only the Worker's question about a protected target was sent", async () => {
    reset();
    const one = key();
    const call = () => send(one, { caller: "guarded", path: `/api/v1/users/${user}/lifecycle/suspend`, body: null });
    const user = [...gateway.sandbox.store.users.values()].findLast(({ status }) => status === "ACTIVE")?.id;
    onSend = async (request) =>
      request.method === "GET" ? new Response("{}", { status: 403 }) : gateway.sandbox.fetch(request);
    expect(await codeOf(await call())).toBe("403 target_unverified");
    expect(posts).toBeGreaterThan(0);
    onSend = (request) => gateway.sandbox.fetch(request);
    const repeat = await call();
    expect(repeat.status).toBe(200);
    expect(repeat.headers.has("idempotency-replayed")).toBe(false);
    expect((await call()).headers.get("idempotency-replayed")).toBe("true");
  });

  it("is never sent again when its outcome is unknown, and names where to look", async () => {
    reset();
    const one = key();
    onSend = async () => {
      throw new Error("The connection was reset.");
    };
    expect((await send(one)).status).toBe(502);
    onSend = (request) => gateway.sandbox.fetch(request);
    const repeat = await send(one);
    expect(repeat.status).toBe(409);
    const problem = await repeat.json<{ code: string; detail: string; log: string; firstRequestId: string }>();
    expect(problem.code).toBe("idempotency_outcome_unknown");
    expect(problem.detail).toContain(problem.firstRequestId);
    const headers = { authorization: "Bearer first-key" };
    expect((await gateway.fetch(new Request(`https://worker.example${problem.log}`, { headers }))).status).toBe(403);
    expect(posts).toBe(1);
  });

  it("whose response was truncated has an unknown outcome", async () => {
    reset();
    const one = key();
    onSend = async () => {
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('{"id":'));
          controller.error(new Error("cut"));
        },
      });
      return new Response(body, { headers: { "content-type": "application/json" } });
    };
    expect(await codeOf(await send(one))).toBe("502 response_incomplete");
    expect(await codeOf(await send(one))).toBe("409 idempotency_outcome_unknown");
    expect(posts).toBe(1);
  });

  it("gets 409 while the first one is in progress for longer than the time limit, and is not sent", async () => {
    reset();
    const one = key();
    onSend = () => new Promise(() => {});
    const first = send(one);
    const repeat = await send(one);
    expect(["409 idempotency_in_progress", "409 idempotency_outcome_unknown"]).toContain(await codeOf(repeat));
    expect((await first).status).toBe(504);
    expect(await codeOf(await send(one))).toBe("409 idempotency_outcome_unknown");
    expect(posts).toBe(1);
  });

  it("is not sent again with another IDEMPOTENCY_SECRET", async () => {
    reset();
    const one = key();
    await send(one);
    await setSecret("t".repeat(43));
    expect(await codeOf(await send(one))).toBe("409 idempotency_outcome_unknown");
    await setSecret(SECRET);
    expect((await send(one)).headers.get("idempotency-replayed")).toBe("true");
    expect(posts).toBe(1);
  });

  it("is not sent without IDEMPOTENCY_SECRET", async () => {
    reset();
    await setSecret(undefined);
    const response = await send(key());
    expect(response.status).toBe(503);
    expect(await response.text()).toContain("IDEMPOTENCY_SECRET is missing");
    await setSecret(SECRET);
    expect(posts).toBe(0);
  });

  it("is not sent when the Durable Object does not respond", async () => {
    reset();
    const broken = { getByName: () => ({ claim: () => Promise.reject(new Error("overloaded")) }) };
    gateway.restart({ IDEMPOTENCY: broken });
    expect(await codeOf(await send(key()))).toBe("503 idempotency_unavailable");
    gateway.restart({ IDEMPOTENCY: namespace });
    expect(posts).toBe(0);
  });

  it.each(["", " ", "a\u00e4", "x".repeat(256), 'a"b'])("is rejected with the key %j", async (bad) => {
    reset();
    expect((await send(bad)).status).toBe(400);
    expect(posts).toBe(0);
  });
});

it("has no effect on reads, and none without the binding", async () => {
  reset();
  const one = key();
  const read = { method: "GET", body: null };
  expect((await send(one, read)).status).toBe(200);
  expect((await send(one, read)).headers.has("idempotency-replayed")).toBe(false);
  gateway.restart({ IDEMPOTENCY: undefined });
  expect((await send(one)).status).toBe(200);
  expect((await send(one)).headers.has("idempotency-replayed")).toBe(false);
  gateway.restart({ IDEMPOTENCY: namespace });
});

describe("a repeat is authorized like a new request", () => {
  const USER_SCOPES = ["okta.users.manage", "okta.groups.manage"];
  let usual: unknown;
  beforeAll(() => {
    usual = gateway.settings.CALLERS;
  });
  afterAll(() => gateway.restart({ CALLERS: usual }));

  /** The Worker as it is deployed again, with other permissions of the caller. */
  async function redeploy(caller: Record<string, unknown>): Promise<void> {
    const keyHash = await hashKey("first-key");
    gateway.restart({ CALLERS: JSON.stringify([{ name: "first", keyHash, ...caller }]) });
  }
  const createUser = (one: string) =>
    send(one, {
      path: "/api/v1/users?activate=false",
      body: JSON.stringify({
        profile: { firstName: "Ada", lastName: "Hopper", email: `${one}@example.com`, login: `${one}@example.com` },
      }),
    });

  it.each<[string, Record<string, unknown>, string]>([
    ["lacks the scope", { scopes: ["okta.groups.manage"] }, "403 insufficient_scope"],
    ["lacks the action", { actions: ["groups.create"] }, "403 not_allowed"],
    ["may no longer take the risk", { scopes: USER_SCOPES, maxRisk: "read" }, "403 not_allowed"],
    ["may use another connection only", { scopes: USER_SCOPES, connections: ["other"] }, "404 no_such_connection"],
    ["is limited to other values", { actions: ["users.create"], where: { activate: ["true"] } }, "403 not_allowed"],
  ])("by a caller that %s", async (_, caller, expected) => {
    reset();
    await redeploy({ scopes: USER_SCOPES });
    const one = key();
    const first = await createUser(one);
    expect(first.status).toBe(200);
    const { id } = await first.json<{ id: string }>();
    await redeploy(caller);
    const repeat = await createUser(one);
    const text = await repeat.text();
    expect(`${repeat.status} ${JSON.parse(text).code}`).toBe(expected);
    expect(text).not.toContain(id);
    expect(posts).toBe(1);
    await redeploy({ scopes: USER_SCOPES });
    expect((await createUser(one)).headers.get("idempotency-replayed")).toBe("true");
    expect(posts).toBe(1);
  });

  it("by a caller that may see fewer fields: the others are removed from the first response", async () => {
    reset();
    await redeploy({ scopes: USER_SCOPES });
    const one = key();
    await createUser(one);
    await redeploy({ scopes: USER_SCOPES, fields: ["lastName"] });
    const repeat = await createUser(one);
    expect(repeat.headers.get("idempotency-replayed")).toBe("true");
    const { profile } = await repeat.json<{ profile: object }>();
    expect(profile).toEqual({ lastName: "Hopper" });
    expect(posts).toBe(1);
  });
});

describe("what is stored", () => {
  it("is encrypted: no key, login, response or caller can be read", async () => {
    reset();
    const one = `key-of-${crypto.randomUUID()}`;
    await send(one);
    const text = (await rowsOf("first"))
      .flatMap((row) => Object.values(row))
      .map((value) => (value instanceof ArrayBuffer ? new TextDecoder("latin1").decode(value) : String(value)))
      .join("\n");
    expect(text).not.toContain(one);
    expect(text).not.toMatch(/Group|profile|okta|first/);
  });

  it("cannot be moved to another request: a response that was copied is not returned", async () => {
    reset();
    const [one, other] = [key(), key()];
    await send(one);
    await send(other);
    await runInDurableObject(namespace.getByName("caller:first"), (_, { storage }) => {
      const rows = storage.sql.exec("SELECT * FROM requests ORDER BY startedAt DESC, rowid DESC LIMIT 2").toArray();
      storage.sql.exec("UPDATE requests SET response = ? WHERE id = ?", rows[0]?.response ?? null, rows[1]?.id ?? "");
    });
    expect(await codeOf(await send(one))).toBe("409 idempotency_outcome_unknown");
    expect(posts).toBe(2);
  });

  it("is deleted a day after the request, which can be sent again then", async () => {
    reset();
    const one = key();
    await send(one, { caller: "second" });
    const stub = namespace.getByName("caller:second");
    await runInDurableObject(
      stub,
      (_, { storage }) => void storage.sql.exec("UPDATE requests SET startedAt = startedAt - 86400001"),
    );
    expect(await runDurableObjectAlarm(stub)).toBe(true);
    expect(await rowsOf("second")).toEqual([]);
    await send(one, { caller: "second", body: JSON.stringify({ profile: { name: `Again ${one}` } }) });
    expect(posts).toBe(2);
  });
});
