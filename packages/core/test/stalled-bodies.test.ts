import type { ServerResponse } from "node:http";
import { setImmediate } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import {
  createOktaClient,
  importPrivateKey,
  type OktaClient,
  type OktaClientOptions,
  requestToken,
  TimeoutError,
} from "../src/index.ts";
import { makeRsaKey } from "./support/openssl.ts";
import { errorOf } from "./support/org.ts";
import { type StallingServer, stall, startStallingServer } from "./support/stalling-server.ts";

/** What the API returns, by path. */
const API: Readonly<Record<string, (response: ServerResponse) => void>> = {
  "/api/v1/stalled": (response) => stall(response, 200),
  "/api/v1/forbidden": (response) => stall(response, 403),
  "/api/v1/unauthorized": (response) => stall(response, 401),
  "/api/v1/large": (response) => {
    response.writeHead(401, { "content-type": "application/json" });
    response.end(JSON.stringify({ errorCode: "E0000011", filler: "x".repeat(1_000_000) }));
  },
};

const privateKey = await makeRsaKey();
let server: StallingServer;
let okta: OktaClient;
let settings: OktaClientOptions;
let isTokenStalled = false;

beforeAll(async () => {
  server = await startStallingServer((request, response) => {
    if (request.url !== "/oauth2/v1/token") return API[request.url ?? ""]?.(response);
    if (isTokenStalled) return stall(response, 200);
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ access_token: "token", token_type: "Bearer", expires_in: 3600 }));
  });
  settings = { orgUrl: server.url, clientId: "0oa1", privateKey, scopes: ["okta.users.read"] };
  okta = createOktaClient(settings);
  await okta.token();
});

afterAll(() => server.stop());

/** Forces a collection of everything that is not referenced any more. */
async function collectGarbage(): Promise<void> {
  for (let i = 0; i < 5; i++) {
    await setImmediate();
    globalThis.gc?.();
  }
}

/** The runtime's fetch is called with a URL, the client's own with a Request. */
const FETCHES: readonly [string, OktaClientOptions["fetch"]][] = [
  ["the runtime's fetch", undefined],
  ["a fetch of the client's own", (request) => globalThis.fetch(request)],
];

describe.each(FETCHES)("after a garbage collection, with %s,", (_, fetch) => {
  let client: OktaClient;
  beforeAll(async () => {
    client = createOktaClient({ ...settings, fetch });
    await client.token();
  });

  it("the caller's abort reaches the body of a response, and closes its connection", async () => {
    expect(globalThis.gc).toBeDefined();
    const controller = new AbortController();
    const response = await client.fetch("/api/v1/stalled", { signal: controller.signal });
    await collectGarbage();
    const text = response.text();
    controller.abort(new Error("enough"));
    await expect(text).rejects.toThrow();
    await server.closed();
  });

  it("the caller's abort reaches a body that is read already", async () => {
    const controller = new AbortController();
    let begin = () => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const text = client.fetch("/api/v1/stalled", { signal: controller.signal }).then((response) => {
      begin();
      return response.text();
    });
    text.catch(() => {});
    await begun;
    await collectGarbage();
    controller.abort(new Error("enough"));
    await expect(text).rejects.toThrow();
    await server.closed();
  });

  it("the time limit of a fetch whose timeoutIncludesBody is set reaches the body, and the caller's abort still does", async () => {
    const late = await client.fetch("/api/v1/stalled", { timeout: 500, timeoutIncludesBody: true });
    await collectGarbage();
    await expect(late.text()).rejects.toThrow();
    await server.closed();
    const controller = new AbortController();
    const { signal } = controller;
    const aborted = await client.fetch("/api/v1/stalled", { timeout: 60_000, timeoutIncludesBody: true, signal });
    const text = aborted.text();
    controller.abort(new Error("enough"));
    await expect(text).rejects.toThrow();
    await server.closed();
  });

  it.each(["/api/v1/stalled", "/api/v1/forbidden", "/api/v1/unauthorized"])(
    "the deadline of json reaches the body of %s, and closes its connection",
    async (path) => {
      const call = errorOf(client.json(path, { timeout: 2000 }), TimeoutError);
      await collectGarbage();
      expect((await call).code).toBe("timeout");
      await server.closed();
    },
  );

  it("the deadline of requestToken reaches the body", async () => {
    isTokenStalled = true;
    try {
      const exchange = requestToken({
        tokenEndpoint: `${server.url}/oauth2/v1/token`,
        clientId: "0oa1",
        privateKey: await importPrivateKey(privateKey),
        scopes: ["okta.users.read"],
        timeout: 2000,
        fetch,
      });
      const failed = errorOf(exchange, TimeoutError);
      await collectGarbage();
      expect((await failed).code).toBe("timeout");
      await server.closed();
    } finally {
      isTokenStalled = false;
    }
  });
});

it("returns a 401 whose body is longer than 64 KiB without waiting for the timeout", async () => {
  const response = await okta.fetch("/api/v1/large", { timeout: 5000 });
  expect(response.status).toBe(401);
  expect((await response.json()).errorCode).toBe("E0000011");
});

it("returns the body of a 401 after the client has inspected it", async () => {
  const client = createOktaClient({
    orgUrl: "https://acme.okta.com",
    clientId: "0oa1",
    privateKey,
    scopes: ["okta.users.read"],
    fetch: async (request) =>
      request.url.endsWith("/token")
        ? Response.json({ access_token: "token", token_type: "Bearer", expires_in: 3600 })
        : Response.json({ errorCode: "E0000015" }, { status: 401 }),
  });
  const response = await client.fetch("/api/v1/users");
  expect(await response.json()).toEqual({ errorCode: "E0000015" });
});

describe("without AbortSignal.any, as in Vercel's edge-runtime, no listener stays on the caller's signal", () => {
  /** A signal that counts its listeners. */
  function countedSignal() {
    const { signal } = new AbortController();
    const listeners = new Set<unknown>();
    const { addEventListener, removeEventListener } = signal;
    Object.assign(signal, {
      addEventListener(type: "abort", listener: () => void) {
        listeners.add(listener);
        addEventListener.call(signal, type, listener);
      },
      removeEventListener(type: "abort", listener: () => void) {
        listeners.delete(listener);
        removeEventListener.call(signal, type, listener);
      },
    });
    return { signal, listeners };
  }

  const { any } = AbortSignal;
  beforeAll(() => {
    Object.assign(AbortSignal, { any: undefined });
  });
  afterAll(() => {
    Object.assign(AbortSignal, { any });
  });

  it("after json", async () => {
    const { signal, listeners } = countedSignal();
    const client = await localClient();
    await Promise.all([1, 2, 3].map(() => client.json("/api/v1/users", { signal })));
    expect(listeners.size).toBe(0);
  });

  it("after fetch, once its response is garbage", async () => {
    const { signal, listeners } = countedSignal();
    const client = await localClient();
    await client.fetch("/api/v1/users", { signal });
    expect(listeners.size).toBe(1);
    await vi.waitFor(
      async () => {
        await collectGarbage();
        expect(listeners.size).toBe(0);
      },
      { timeout: 20_000 },
    );
  });

  it("after fetch whose time limit includes the body, once that has passed", async () => {
    const { signal, listeners } = countedSignal();
    const client = await localClient();
    const response = await client.fetch("/api/v1/users", { signal, timeout: 50, timeoutIncludesBody: true });
    expect(listeners.size).toBe(1);
    await vi.waitFor(() => expect(listeners.size).toBe(0), { timeout: 20_000 });
    expect(response.status).toBe(200);
  });

  /** A client of an org in this process. */
  async function localClient(): Promise<OktaClient> {
    const client = createOktaClient({
      orgUrl: "https://acme.okta.com",
      clientId: "0oa1",
      privateKey,
      scopes: ["okta.users.read"],
      fetch: async (request) =>
        Response.json(
          request.url.endsWith("/token") ? { access_token: "token", token_type: "Bearer", expires_in: 3600 } : {},
        ),
    });
    await client.token();
    return client;
  }
});
