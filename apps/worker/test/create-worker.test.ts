import { env } from "cloudflare:workers";
import { createSandbox } from "@okta-edge/sandbox";
import { describe, expect, it } from "vitest";
import worker, { createWorker, type Env } from "../src/index.ts";
import { callersSetting } from "./support/gateway.ts";

const KEY = "test-caller-key";
const settings: Env = {
  CALLERS: await callersSetting([{ name: "ada", key: KEY, scopes: ["okta.users.read"] }]),
};

function call(app: typeof worker, path: string, key?: string): Promise<Response> {
  const headers = new Headers(key === undefined ? {} : { authorization: `Bearer ${key}` });
  return Promise.resolve(app.fetch(new Request(`https://worker.example${path}`, { headers }), settings));
}

describe("a route added to the app that createWorker returns", () => {
  const app = createWorker();
  app.get("/mine", (c) => c.json({ caller: c.get("caller").name }));
  app.get("/api/v1/users/me", (c) => c.text("mine as well"));
  app.get("/throws", () => {
    throw new Error("secret");
  });

  it("is called with the caller", async () => {
    const response = await call(app, "/mine", KEY);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ caller: "ada" });
    expect(response.headers.get("x-request-id")).toBeTruthy();
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  it("rejects requests without a key and with an unknown key", async () => {
    for (const key of [undefined, "other"]) expect((await call(app, "/mine", key)).status).toBe(401);
  });

  it("takes precedence over a path of Okta's", async () => {
    expect(await (await call(app, "/api/v1/users/me", KEY)).text()).toBe("mine as well");
  });

  it("leaves other paths to the gateway", async () => {
    const response = await call(app, "/api/v1/no-such-path", KEY);
    expect(response.status).toBe(404);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
  });

  it("returns internal_error when it throws, without the message", async () => {
    const response = await call(app, "/throws", KEY);
    const text = await response.text();
    expect([response.status, JSON.parse(text).code]).toEqual([500, "internal_error"]);
    expect(text).not.toContain("secret");
  });
});

describe("routes and middleware added in `before`", () => {
  const app = createWorker({
    before(open) {
      open.use(async (c, next) => {
        await next();
        c.header("x-mine", "yes");
      });
      open.get("/status", (c) => c.text("open to everyone"));
    },
  });

  it("run without a key", async () => {
    const response = await call(app, "/status");
    expect([response.status, await response.text()]).toEqual([200, "open to everyone"]);
  });

  it("see the gateway's responses, and do not open its routes", async () => {
    const response = await call(app, "/api/v1/users");
    expect([response.status, response.headers.get("x-mine")]).toEqual([401, "yes"]);
  });
});

describe("a path with empty segments", () => {
  const app = createWorker({
    before(open) {
      open.use("/api/v1/users/*", async (c) => c.text("closed", 403));
      open.use("/connections/:name/api/*", async (c) => c.text("closed", 403));
    },
  });
  app.get("/mine", (c) => c.text("mine"));

  it.each([
    "/api/v1/users/00u1",
    "//api/v1/users/00u1",
    "/api//v1/users//00u1",
    "/api/v1//users/00u1/",
    "///api/v1/users///",
    "/connections/default/api/v1/users",
    "//connections//default//api/v1/users",
  ])("does not evade middleware: %s", async (path) => {
    const response = await call(app, path, KEY);
    expect([response.status, await response.text()]).toEqual([403, "closed"]);
  });

  it.each(["//mine", "/mine//", "//whoami", "/whoami/", "//health", "//openapi.json"])(
    "is that without: %s",
    async (path) => {
      expect((await call(app, path, KEY)).status).toBe(200);
    },
  );

  it("requires a caller", async () => {
    for (const path of ["//mine", "//whoami", "/connections//default//check"]) {
      expect((await call(app, path)).status).toBe(401);
    }
  });
});

describe("scheduled", () => {
  it("renews the callers' tokens", async () => {
    const sandbox = await createSandbox({ orgUrl: "https://scheduled.okta.example" });
    const [app] = sandbox.apps;
    const fetch = globalThis.fetch;
    globalThis.fetch = ((request: Request) => sandbox.fetch(request)) as typeof globalThis.fetch;
    try {
      await createWorker().scheduled(
        {},
        {
          ...settings,
          TOKEN_CACHE: (env as Env).TOKEN_CACHE as NonNullable<Env["TOKEN_CACHE"]>,
          OKTA_ORG_URL: sandbox.orgUrl,
          OKTA_CLIENT_ID: app?.clientId ?? "",
          OKTA_PRIVATE_KEY: app?.privateKey ?? "",
          OKTA_SCOPES: "okta.users.read",
        },
      );
    } finally {
      globalThis.fetch = fetch;
    }
    expect(sandbox.requests.count("token")).toBeGreaterThan(0);
  });

  it("is a handler of the default export", () => {
    expect(worker.scheduled).toBeTypeOf("function");
    expect(worker.fetch).toBeTypeOf("function");
  });
});
