import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type ServedSandbox, serve } from "../../src/serve.ts";
import { call, getToken, makeApiProof } from "../support/client.ts";
import { expectOktaError } from "../support/expect.ts";
import { makeOrg, START, type TestOrg } from "../support/org.ts";

const GROUPS = "/api/v1/groups";
const NAME = "Made with a fault";

let org: TestOrg;
let token: string;

beforeEach(async () => {
  org = await makeOrg({ rateLimits: { groups: 500 } });
  token = await getToken(org, { form: { scope: "okta.groups.manage" } });
  org.sandbox.requests.clear();
});

const create = (name = NAME) => call(org, token, GROUPS, "POST", { body: { profile: { name } } });
const created = () => [...org.sandbox.store.groups.values()].filter(({ profile }) => profile.name === NAME).length;
const limitsOf = (headers: Headers) =>
  ["limit", "remaining", "reset"].map((name) => Number(headers.get(`x-rate-limit-${name}`) ?? Number.NaN));

/** A request that makes the group, for those tests that look at how it goes before there is an answer. */
async function creation(init: RequestInit = {}): Promise<Request> {
  const { orgUrl } = org.sandbox;
  const dpop = await makeApiProof(org, token, { claims: { htm: "POST", htu: orgUrl + GROUPS } });
  return new Request(orgUrl + GROUPS, {
    method: "POST",
    headers: { authorization: `DPoP ${token}`, dpop, "content-type": "application/json" },
    body: JSON.stringify({ profile: { name: NAME } }),
    ...init,
  });
}

describe("a fault that is answered", () => {
  it("status500: Okta's error, and nothing is done", async () => {
    org.sandbox.faults.set({ on: "api", fault: "status500" });
    expectOktaError(await create(), [500, "E0000009", "Internal Server Error"]);
    expect(created()).toBe(0);
  });

  it("status503: Okta's error, and nothing is done", async () => {
    org.sandbox.faults.set({ on: "api", fault: "status503" });
    expectOktaError(await create(), [503, "E0000010", "Service is in read only mode"]);
    expect(created()).toBe(0);
  });

  it("garbage: a page that says 200, and nothing is done", async () => {
    org.sandbox.faults.set({ on: "api", fault: "htmlResponse" });
    const { status, headers, text } = await create();
    expect(status).toBe(200);
    expect(headers.get("content-type")).toMatch(/^text\/html/);
    expect(text).toMatch(/^<!doctype html>/);
    expect(created()).toBe(0);
  });

  it("rateLimited: the bucket's own limit, used up until the reset", async () => {
    org.sandbox.faults.set({ on: "api", fault: "rateLimited", reset: 7 });
    const answer = await create();
    expectOktaError(answer, [429, "E0000047", "API call exceeded rate limit due to too many requests."]);
    expect(limitsOf(answer.headers)).toEqual([500, 0, START + 7]);
    expect(answer.headers.get("retry-after")).toBeNull();
    expect(created()).toBe(0);
  });

  it("concurrencyLimited: a limit of 0", async () => {
    org.sandbox.faults.set({ on: "api", fault: "concurrencyLimited" });
    const answer = await create();
    expectOktaError(answer, [429, "E0000047", "API call exceeded rate limit due to too many requests."]);
    expect(limitsOf(answer.headers)).toEqual([0, 0, START + 60]);
    expect(created()).toBe(0);
  });

  it("errorAfterCommit: it is done all the same", async () => {
    org.sandbox.faults.set({ on: "api", fault: "errorAfterCommit" });
    expectOktaError(await create(), [500, "E0000009", "Internal Server Error"]);
    expect(created()).toBe(1);
  });

  it("errorAfterCommit: what is refused stays refused", async () => {
    org.sandbox.faults.set({ on: "api", fault: "errorAfterCommit" });
    const { status, headers } = await call(org, token, "/api/v1/users");
    expect(status).toBe(403);
    expect(headers.get("www-authenticate")).toContain('error="insufficient_scope"');
  });

  it("slow: done at once, answered late", async () => {
    org.sandbox.faults.set({ on: "api", fault: "slow", milliseconds: 60_000 });
    const request = await creation();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      let isAnswered = false;
      const answer = org.sandbox.fetch(request).finally(() => {
        isAnswered = true;
      });
      await expect.poll(created, { interval: 5 }).toBe(1);
      expect(isAnswered).toBe(false);
      expect(org.sandbox.requests.list.map(({ status }) => status)).toEqual([undefined]);
      await vi.advanceTimersByTimeAsync(60_000);
      expect((await answer).status).toBe(200);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("a fault without an answer", () => {
  it("connectionReset: a network error, and nothing is done", async () => {
    org.sandbox.faults.set({ on: "api", fault: "connectionReset" });
    await expect(create()).rejects.toThrow(TypeError);
    expect(created()).toBe(0);
    expect(org.sandbox.requests.list).toEqual([{ kind: "api", method: "POST", path: GROUPS }]);
  });

  it("connectionResetAfterCommit: it is done all the same", async () => {
    org.sandbox.faults.set({ on: "api", fault: "connectionResetAfterCommit" });
    await expect(create()).rejects.toThrow(TypeError);
    expect(created()).toBe(1);
  });

  it("silent: until the caller hangs up, which the log says", async () => {
    org.sandbox.faults.set({ on: "api", fault: "noResponse" });
    const caller = new AbortController();
    const answer = org.sandbox.fetch(await creation({ signal: caller.signal }));
    const ended = answer.then(
      () => "answered",
      () => "hung up",
    );
    const soon = new Promise((resolve) => setTimeout(resolve, 100, "still silent"));
    expect(await Promise.race([ended, soon])).toBe("still silent");
    expect(org.sandbox.requests.list).toEqual([{ kind: "api", method: "POST", path: GROUPS }]);
    caller.abort();
    expect(await ended).toBe("hung up");
    expect(org.sandbox.requests.list).toEqual([{ kind: "api", method: "POST", path: GROUPS, aborted: true }]);
    expect(created()).toBe(0);
  });

  it("bodyCut: done, and half of the answer", async () => {
    org.sandbox.faults.set({ on: "api", fault: "bodyCut" });
    const { status, headers, body } = await org.sandbox.fetch(await creation());
    expect(status).toBe(200);
    let text = "";
    const read = async () => {
      for await (const chunk of body ?? []) text += new TextDecoder().decode(chunk);
    };
    await expect(read()).rejects.toThrow(TypeError);
    expect(text).toMatch(/^\{"id":"00g/);
    expect(text.length).toBe(Math.ceil(Number(headers.get("content-length")) / 2));
    expect(created()).toBe(1);
  });

  it("bodyHeld: done, and half of the answer for good", async () => {
    org.sandbox.faults.set({ on: "api", fault: "bodyHeld" });
    const { status, headers, body } = await org.sandbox.fetch(await creation());
    const reader = (body as ReadableStream<Uint8Array>).getReader();
    expect(status).toBe(200);
    expect((await reader.read()).value?.length).toBe(Math.ceil(Number(headers.get("content-length")) / 2));
    const soon = new Promise((resolve) => setTimeout(resolve, 100, "still held"));
    expect(await Promise.race([reader.read(), soon])).toBe("still held");
    expect(created()).toBe(1);
  });

  it("bodyCut where there is no body: no answer", async () => {
    const { body: group } = await create();
    org.sandbox.faults.set({ on: "api", fault: "bodyCut" });
    await expect(call(org, token, `${GROUPS}/${group.id}`, "DELETE")).rejects.toThrow(TypeError);
    expect(created()).toBe(0);
  });
});

describe("a fault hits", () => {
  it("tokens or the API, each in its own way", async () => {
    org.sandbox.faults.set({ on: "token", fault: "status500" });
    expect((await create()).status).toBe(200);
    await expect(getToken(org)).rejects.toThrow("500");
    org.sandbox.faults.set({ on: "api", fault: "status503" });
    expect(org.sandbox.faults.list).toEqual([
      { on: "token", fault: "status500" },
      { on: "api", fault: "status503" },
    ]);
    await expect(getToken(org)).rejects.toThrow("500");
    expect((await create()).status).toBe(503);
  });

  it("every call, until it is cleared", async () => {
    org.sandbox.faults.set({ on: "api", fault: "status500" });
    org.sandbox.faults.set({ on: "token", fault: "status500" });
    for (let turn = 0; turn < 3; turn++) expect((await create()).status).toBe(500);
    org.sandbox.faults.clear("api");
    expect((await create()).status).toBe(200);
    await expect(getToken(org)).rejects.toThrow("500");
    org.sandbox.faults.clear();
    expect(await getToken(org)).toBeTruthy();
    expect(org.sandbox.faults.list).toEqual([]);
  });

  it("as many calls as it says", async () => {
    org.sandbox.faults.set({ on: "api", fault: "status500", times: 2 });
    const statuses = [];
    for (let turn = 0; turn < 3; turn++) statuses.push((await create()).status);
    expect(statuses).toEqual([500, 500, 200]);
    expect(org.sandbox.faults.list).toEqual([]);
  });

  it("rejects an invalid fault", () => {
    const { faults } = org.sandbox;
    const refused: [fault: unknown, message: RegExp][] = [
      [null, /"on"/],
      [{ fault: "slow" }, /"on" must be token or api/],
      [{ on: "api", fault: "earthquake" }, /"fault" must be one of status500, .*connectionResetAfterCommit/],
      [{ on: "api", fault: "slow", times: 0 }, /"times"/],
      [{ on: "api", fault: "slow", milliseconds: "5" }, /"milliseconds"/],
      [{ on: "api", fault: "rateLimited", reset: -1 }, /"reset"/],
      [{ on: "api", fault: "slow", seconds: 5 }, /no "seconds"/],
    ];
    for (const [fault, message] of refused) expect(() => faults.set(fault as never)).toThrow(message);
    expect(faults.list).toEqual([]);
  });
});

describe("over HTTP", () => {
  let served: ServedSandbox;
  let control: string;

  beforeEach(async () => {
    served = await serve({ port: 0, apps: [{ algorithm: "ES256" }], users: 3 });
    control = `${served.url}/_sandbox/faults`;
  });
  afterEach(() => served.close());

  const put = (fault: unknown) => fetch(control, { method: "PUT", body: JSON.stringify(fault) });
  const askUsers = (init?: RequestInit) => fetch(`${served.url}/api/v1/users`, init);
  const logged = () => served.sandbox.requests.list.map(({ status, aborted }) => ({ status, aborted }));

  /** What comes through the socket until it ends. */
  function readSocket(): Promise<string> {
    const { port } = new URL(served.url);
    const socket = connect(Number(port), "127.0.0.1");
    socket.write("GET /api/v1/users HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("error", () => {});
    return new Promise((resolve) => socket.once("close", () => resolve(text)));
  }

  it("faults are put, reported and deleted", async () => {
    expect((await put({ on: "api", fault: "status503", times: 5 })).status).toBe(204);
    expect((await askUsers()).status).toBe(503);
    expect(await (await fetch(control)).json()).toEqual({ faults: [{ on: "api", fault: "status503", times: 4 }] });
    expect((await fetch(control, { method: "DELETE" })).status).toBe(204);
    expect(await (await fetch(control)).json()).toEqual({ faults: [] });
    expect((await askUsers()).status).toBe(403);
  });

  it("a fault that there is not is refused", async () => {
    const refused = await put({ on: "api", fault: "earthquake" });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toEqual({ error: expect.stringContaining('"fault" must be one of status500') });
    expect((await fetch(control, { method: "PUT", body: "{" })).status).toBe(400);
    expect(served.sandbox.faults.list).toEqual([]);
  });

  it("connectionReset closes the socket without a byte", async () => {
    await put({ on: "api", fault: "connectionReset" });
    expect(await readSocket()).toBe("");
    expect(logged()).toEqual([{ status: undefined, aborted: undefined }]);
  });

  it("bodyCut closes it in the middle of the body", async () => {
    await put({ on: "api", fault: "bodyCut" });
    const [head = "", body = ""] = (await readSocket()).split("\r\n\r\n");
    const [, length] = /content-length: (\d+)/i.exec(head) ?? [];
    expect(head).toMatch(/^HTTP\/1.1 403 /);
    expect(body).toMatch(/^\{"errorCode":/);
    expect(body.length).toBe(Math.ceil(Number(length) / 2));
  });

  it("bodyHeld holds it in the middle of the body", async () => {
    await put({ on: "api", fault: "bodyHeld" });
    const response = await askUsers({ signal: AbortSignal.timeout(150) });
    expect(response.status).toBe(403);
    await expect(response.text()).rejects.toThrow("timeout");
    await expect.poll(logged).toEqual([{ status: 403, aborted: true }]);
  });

  it("silent holds it until the caller hangs up", async () => {
    await put({ on: "api", fault: "noResponse" });
    await expect(askUsers({ signal: AbortSignal.timeout(150) })).rejects.toThrow("timeout");
    await expect.poll(logged).toEqual([{ status: undefined, aborted: true }]);
  });

  it("a client that closes the connection during a slow response is noted", async () => {
    await put({ on: "api", fault: "slow", milliseconds: 300 });
    await expect(askUsers({ signal: AbortSignal.timeout(100) })).rejects.toThrow("timeout");
    await expect.poll(logged).toEqual([{ status: 403, aborted: true }]);
  });
});
