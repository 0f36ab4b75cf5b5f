import { describe, expect, it, vi } from "vitest";
import type { OktaClientOptions } from "../src/client-options.ts";
import {
  ConfigurationError,
  createOktaClient,
  OktaApiError,
  type OktaClient,
  OktaEdgeError,
  PrivateKeyError,
  RateLimitError,
  readRateLimit,
  TimeoutError,
} from "../src/index.ts";
import { claimsOf, createTestOrg, errorOf } from "./support/org.ts";

interface User {
  readonly id: string;
  readonly status: string;
  readonly profile: { readonly login: string };
}

/** A fetch that answers API calls with the given answers first, and then as the sandbox; token requests go to the sandbox. */
function answering(
  sandbox: { fetch(request: Request): Promise<Response> },
  ...answers: (Response | Error | ((request: Request) => Promise<Response>))[]
) {
  const sent: Request[] = [];
  const fetch = async (request: Request): Promise<Response> => {
    if (new URL(request.url).pathname === "/oauth2/v1/token") return sandbox.fetch(request);
    sent.push(request.clone());
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    if (typeof answer === "function") return answer(request);
    return answer ?? sandbox.fetch(request);
  };
  return { fetch, sent };
}

describe("fetch", () => {
  it("sends the token, its proof with ath, and who it is", async () => {
    const { client, sandbox } = await createTestOrg();
    const { fetch, sent } = answering(sandbox);
    const okta = client({ fetch });
    const response = await okta.fetch("/api/v1/users?limit=1");
    expect(response.status).toBe(200);
    const [request] = sent as [Request];
    expect(request.headers.get("authorization")).toMatch(/^DPoP eyJ/);
    expect(request.headers.get("accept")).toBe("application/json");
    expect(request.headers.get("user-agent")).toMatch(/^okta-edge\/\d/);
    const proof = claimsOf(request.headers.get("dpop") ?? "");
    expect(proof).toMatchObject({
      htm: "GET",
      htu: `${sandbox.orgUrl}/api/v1/users`,
      ath: expect.stringMatching(/^[\w-]{43}$/),
    });
  });

  it("sends a Bearer token without a proof", async () => {
    const { client, sandbox } = await createTestOrg({ apps: [{ dpop: false }] });
    const { fetch, sent } = answering(sandbox);
    await client({ fetch }).fetch("/api/v1/users", { headers: { dpop: "mine", authorization: "SSWS mine" } });
    expect(sent[0]?.headers.get("authorization")).toMatch(/^Bearer eyJ/);
    expect(sent[0]?.headers.has("dpop")).toBe(false);
  });

  it.each([
    "https://evil.example/api/v1/users",
    "//evil.example/api/v1/users",
    "/\\evil.example/api/v1/users",
    "\\\\evil.example",
    "http://sandbox.okta.example/api/v1/users",
    "https://sandbox.okta.example:8443/api/v1/users",
    "https://sandbox.okta.example.evil.example/",
    "https://sandbox.okta.example@evil.example/",
    "https://user:secret@sandbox.okta.example/api/v1/users",
    "data:text/plain,hello",
    "javascript:alert(1)",
    "https://",
  ])("goes to no other origin than the org's: %s", async (url) => {
    const { client, sandbox } = await createTestOrg();
    const okta = client();
    const error = await errorOf(okta.fetch(url), ConfigurationError);
    expect(error.code).toBe("foreign_url");
    expect(error.message).not.toContain("secret");
    if (URL.canParse(url)) {
      await errorOf(okta.fetch(new URL(url)), ConfigurationError);
    }
    expect(sandbox.requests.count()).toBe(0);
  });

  it("takes a URL of the org, and a whole Request", async () => {
    const { client, sandbox } = await createTestOrg();
    const okta = client();
    expect((await okta.fetch(new URL("/api/v1/users?limit=1", sandbox.orgUrl))).status).toBe(200);
    expect((await okta.fetch(`${sandbox.orgUrl}/api/v1/users?limit=1`)).status).toBe(200);
    expect((await okta.fetch(new Request(`${sandbox.orgUrl}/api/v1/users?limit=1`))).status).toBe(200);
    await errorOf(okta.fetch(new Request("https://evil.example/")), ConfigurationError);
  });

  it.each([301, 302, 303, 307, 308])(
    "follows no redirect with the token: %d is an answer like any other",
    async (status) => {
      const { client, sandbox } = await createTestOrg();
      const { fetch, sent } = answering(
        sandbox,
        new Response(null, { status, headers: { location: "https://evil.example/" } }),
      );
      const response = await client({ fetch }).fetch("/api/v1/users");
      expect(response.status).toBe(status);
      expect(sent).toHaveLength(1);
      expect(sent[0]?.redirect).toBe("manual");
    },
  );

  it("resolves with whatever Okta answers", async () => {
    const { client } = await createTestOrg();
    const okta = client();
    expect((await okta.fetch("/api/v1/users/missing")).status).toBe(404);
    expect((await okta.fetch("/api/v1/groups")).status).toBe(403);
    expect((await okta.fetch("/api/v1/users", { method: "PATCH" })).status).toBe(405);
  });

  it("uses a token for the scopes of the call", async () => {
    const { client, sandbox } = await createTestOrg();
    const okta = client();
    expect((await okta.fetch("/api/v1/groups", { scopes: ["okta.groups.read"] })).status).toBe(200);
    expect(sandbox.requests.list.at(-1)?.scopes).toEqual(["okta.groups.read"]);
    await errorOf(okta.fetch("/api/v1/groups", { scopes: [] }), ConfigurationError);
  });
});

describe("retries", () => {
  const failing = (status: number, headers: Record<string, string> = {}) => new Response(null, { status, headers });
  const limited = (wait: number, now: number, headers: Record<string, string> = {}) =>
    failing(429, {
      date: new Date(now * 1000).toUTCString(),
      "x-rate-limit-limit": "10",
      "x-rate-limit-remaining": "0",
      "x-rate-limit-reset": String(Math.floor(now) + wait),
      "x-okta-request-id": "req-first",
      ...headers,
    });

  /** Makes a call with timers that run ahead, and returns how long it would have waited, in seconds. */
  async function waited<Result>(
    okta: OktaClient,
    call: (okta: OktaClient) => Promise<Result>,
  ): Promise<{ result: Result; seconds: number }> {
    await okta.token();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    try {
      const start = performance.now();
      let settled = false;
      const promise = call(okta).finally(() => {
        settled = true;
      });
      promise.catch(() => {});
      while (!settled) {
        await new Promise((resolve) => setImmediate(resolve));
        // Signing takes real time, so the clock goes on only while there is a wait beside the call's own time limit.
        if (vi.getTimerCount() > 1) await vi.advanceTimersByTimeAsync(250);
      }
      return { result: await promise, seconds: (performance.now() - start) / 1000 };
    } finally {
      vi.useRealTimers();
    }
  }

  it("a GET is repeated after 5xx, twice at most", async () => {
    const { client, sandbox, events } = await createTestOrg();
    const good = answering(sandbox, failing(500), failing(503));
    const { result } = await waited(client({ fetch: good.fetch }), (okta) => okta.fetch("/api/v1/users?limit=1"));
    expect(result.status).toBe(200);
    expect(good.sent).toHaveLength(3);
    expect(events.filter(({ type }) => type === "request.retried")).toHaveLength(2);
    const bad = answering(sandbox, failing(502), failing(502), failing(502), failing(502));
    expect((await waited(client({ fetch: bad.fetch }), (okta) => okta.fetch("/api/v1/users"))).result.status).toBe(502);
    expect(bad.sent).toHaveLength(3);
  });

  it.each(["POST", "PUT", "DELETE", "PATCH"])("a %s is not repeated after a 5xx or a network fault", async (method) => {
    const { client, sandbox } = await createTestOrg();
    const { fetch, sent } = answering(sandbox, failing(503));
    expect((await client({ fetch }).fetch("/api/v1/users", { method })).status).toBe(503);
    expect(sent).toHaveLength(1);
    const broken = answering(sandbox, new TypeError("reset"));
    const error = await errorOf(client({ fetch: broken.fetch }).fetch("/api/v1/users", { method }), OktaEdgeError);
    expect(error).toMatchObject({ code: "network_error", hint: expect.stringContaining("may have been processed") });
    expect(broken.sent).toHaveLength(1);
  });

  it("a write is repeated where the caller says that it may", async () => {
    const { client, sandbox } = await createTestOrg();
    const { fetch, sent } = answering(sandbox, failing(503), failing(204));
    const { result } = await waited(client({ fetch }), (okta) =>
      okta.fetch("/api/v1/x", { method: "PUT", body: "{}", idempotent: true }),
    );
    expect(result.status).toBe(204);
    expect(await Promise.all(sent.map((request) => request.text()))).toEqual(["{}", "{}"]);
  });

  it("a GET is repeated after a network fault", async () => {
    const { client, sandbox } = await createTestOrg();
    const { fetch, sent } = answering(sandbox, new TypeError("reset"), new TypeError("reset"));
    expect((await waited(client({ fetch }), (okta) => okta.fetch("/api/v1/users"))).result.status).toBe(200);
    expect(sent).toHaveLength(3);
  });

  it.each(["GET", "POST"])("429: a %s waits until the reset by Okta's clock and one second more", async (method) => {
    const { client, sandbox, clock, events } = await createTestOrg();
    const { fetch, sent } = answering(sandbox, limited(7, clock.now()), failing(204));
    const { result, seconds } = await waited(client({ fetch }), (okta) =>
      okta.fetch("/api/v1/x", { method, ...(method === "POST" && { body: "{}" }) }),
    );
    expect(result.status).toBe(204);
    expect(seconds).toBeGreaterThanOrEqual(8);
    expect(seconds).toBeLessThan(9);
    expect(sent).toHaveLength(2);
    expect(events).toContainEqual({ type: "rate.limited", path: "/api/v1/x", wait: 8 });
  });

  it("429: the machine's clock does not matter", async () => {
    const { client, sandbox, clock } = await createTestOrg();
    const { fetch } = answering(sandbox, limited(7, clock.now() - 100_000), failing(204));
    const { seconds } = await waited(client({ fetch }), (okta) => okta.fetch("/api/v1/x"));
    expect(seconds).toBeLessThan(9);
  });

  it("429 that takes longer than the caller has: the answer at once", async () => {
    const { client, sandbox, clock } = await createTestOrg();
    const { fetch, sent } = answering(sandbox, limited(45, clock.now()));
    const okta = client({ fetch });
    const { result, seconds } = await waited(okta, () => okta.fetch("/api/v1/x"));
    expect(result.status).toBe(429);
    expect(seconds).toBeLessThan(1);
    expect(sent).toHaveLength(1);
    const again = answering(sandbox, limited(45, clock.now()));
    const error = await errorOf(client({ fetch: again.fetch }).json("/api/v1/x"), RateLimitError);
    expect(error).toMatchObject({ code: "rate_limited", status: 429, retryAfter: 46 });
  });

  it("429 with a doubled Reset header, as Okta at times sends it", async () => {
    const { client, sandbox, clock } = await createTestOrg();
    const reset = Math.floor(clock.now()) + 3;
    const { fetch } = answering(
      sandbox,
      limited(3, clock.now(), { "x-rate-limit-reset": `${reset}, ${reset + 1}` }),
      failing(204),
    );
    const { result, seconds } = await waited(client({ fetch }), (okta) => okta.fetch("/api/v1/x"));
    expect(result.status).toBe(204);
    expect(seconds).toBeLessThan(5);
  });

  it("429 for too many calls at a time (limit 0): a short wait, whatever the reset says", async () => {
    const { client, sandbox, clock } = await createTestOrg();
    const { fetch } = answering(sandbox, limited(60, clock.now(), { "x-rate-limit-limit": "0" }), failing(204));
    const { result, seconds } = await waited(client({ fetch }), (okta) => okta.fetch("/api/v1/x"));
    expect(result.status).toBe(204);
    expect(seconds).toBeLessThan(2);
  });

  it("423: Okta is busy with another write, so this one is repeated", async () => {
    const { client, sandbox } = await createTestOrg();
    const { fetch, sent } = answering(sandbox, failing(423), failing(204));
    expect(
      (await waited(client({ fetch }), (okta) => okta.fetch("/api/v1/x", { method: "POST", body: "{}" }))).result
        .status,
    ).toBe(204);
    expect(sent).toHaveLength(2);
  });

  it("maxRetries 0 means none", async () => {
    const { client, sandbox } = await createTestOrg();
    const { fetch, sent } = answering(sandbox, failing(503));
    expect((await client({ fetch, maxRetries: 0 }).fetch("/api/v1/users")).status).toBe(503);
    expect(sent).toHaveLength(1);
  });

  it("a body that is a stream is sent once", async () => {
    const { client, sandbox, clock } = await createTestOrg();
    const { fetch, sent } = answering(sandbox, limited(1, clock.now()));
    const body = new Blob(["{}"]).stream();
    expect((await client({ fetch }).fetch("/api/v1/x", { method: "POST", body })).status).toBe(429);
    expect(sent).toHaveLength(1);
  });

  it.each<[string, () => BodyInit]>([
    ["text", () => "{}"],
    ["bytes", () => new TextEncoder().encode("{}")],
    ["a Blob", () => new Blob(["{}"])],
  ])("a body that is %s is sent again", async (_, makeBody) => {
    const { client, sandbox } = await createTestOrg();
    const { fetch, sent } = answering(sandbox, failing(423), failing(204));
    await waited(client({ fetch }), (okta) => okta.fetch("/api/v1/x", { method: "POST", body: makeBody() }));
    expect(await Promise.all(sent.map((request) => request.text()))).toEqual(["{}", "{}"]);
  });
});

describe("a token that Okta takes no more", () => {
  it("is replaced once, and the call repeated, a write too", async () => {
    const { client, sandbox } = await createTestOrg();
    const okta = client();
    await okta.fetch("/api/v1/users?limit=1");
    sandbox.accessTokens.revokeAll();
    const { fetch: original } = sandbox;
    expect(original).toBeDefined();
    expect((await okta.fetch("/api/v1/users?limit=1")).status).toBe(200);
    expect(sandbox.requests.count("token")).toBe(3);
  });

  it("is replaced by one exchange for any number of calls", async () => {
    const { client, sandbox } = await createTestOrg();
    const okta = client();
    await okta.fetch("/api/v1/users?limit=1");
    sandbox.accessTokens.revokeAll();
    const statuses = await Promise.all(
      Array.from({ length: 50 }, async () => (await okta.fetch("/api/v1/users?limit=1")).status),
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(sandbox.requests.count("token")).toBe(3);
  });

  it("is replaced in the cache", async () => {
    const { client, sandbox } = await createTestOrg();
    const { memoryTokenCache } = await import("../src/index.ts");
    const tokenCache = memoryTokenCache();
    await client({ tokenCache }).token();
    sandbox.accessTokens.revokeAll();
    expect((await client({ tokenCache }).fetch("/api/v1/users?limit=1")).status).toBe(200);
    const requests = sandbox.requests.count("token");
    expect((await client({ tokenCache }).fetch("/api/v1/users?limit=1")).status).toBe(200);
    expect(sandbox.requests.count("token")).toBe(requests);
  });

  it("returns the 401 when the replacement token is also rejected", async () => {
    const { client, sandbox } = await createTestOrg();
    const fetch = async (request: Request) =>
      new URL(request.url).pathname === "/oauth2/v1/token"
        ? sandbox.fetch(request)
        : new Response(null, { status: 401 });
    const okta = client({ fetch });
    for (let i = 0; i < 20; i++) expect((await okta.fetch("/api/v1/users")).status).toBe(401);
    expect(sandbox.requests.count("token")).toBeLessThanOrEqual(3);
  });

  const others = ["E0000004", "E0000015", "E0000064", "E0000207", "E0000119"];
  it.each(others)("is not replaced for %s, which is about something else", async (errorCode) => {
    const { client, sandbox } = await createTestOrg();
    const { fetch, sent } = answering(sandbox, Response.json({ errorCode, errorSummary: "x" }, { status: 401 }));
    const response = await client({ fetch }).fetch("/api/v1/users", { method: "POST", body: "{}" });
    expect(await response.json()).toMatchObject({ errorCode });
    expect(sent).toHaveLength(1);
    expect(sandbox.requests.count("token")).toBe(2);
  });

  it.each(["E0000005", "E0000011"])("is replaced for %s", async (errorCode) => {
    const { client, sandbox } = await createTestOrg();
    const { fetch, sent } = answering(sandbox, Response.json({ errorCode, errorSummary: "x" }, { status: 401 }));
    expect((await client({ fetch }).fetch("/api/v1/users")).status).toBe(200);
    expect(sent).toHaveLength(2);
  });

  it("is replaced for the next call when this one's body cannot be sent again", async () => {
    const { client, sandbox } = await createTestOrg();
    const okta = client();
    const first = await okta.token();
    sandbox.accessTokens.revokeAll();
    const body = new Blob(["{}"]).stream();
    expect((await okta.fetch("/api/v1/users?limit=1", { method: "POST", body })).status).toBe(401);
    await okta.fetch("/api/v1/users?limit=1");
    expect((await okta.token()).accessToken).not.toBe(first.accessToken);
  });
});

describe("a DPoP challenge by the API", () => {
  const challenge = (status: number, error: string, description: string, headers: Record<string, string> = {}) =>
    new Response(null, {
      status,
      headers: {
        "www-authenticate": `DPoP algs="ES256", error="${error}", error_description="${description}"`,
        ...headers,
      },
    });

  it.each([400, 401])("%d use_dpop_nonce is answered once, a write too, and the nonce remembered", async (status) => {
    const { client, sandbox } = await createTestOrg();
    const nonce = challenge(status, "use_dpop_nonce", "needs a nonce", { "dpop-nonce": "n1" });
    const { fetch, sent } = answering(sandbox, nonce, new Response(null, { status: 204 }));
    const okta = client({ fetch });
    expect((await okta.fetch("/api/v1/x", { method: "POST", body: "{}" })).status).toBe(204);
    await okta.fetch("/api/v1/users?limit=1");
    const nonces = sent.map((request) => claimsOf(request.headers.get("dpop") ?? "").nonce);
    expect(nonces).toEqual([undefined, "n1", "n1"]);
  });

  it("is not answered indefinitely", async () => {
    const { client, sandbox } = await createTestOrg();
    const again = () => challenge(400, "use_dpop_nonce", "needs a nonce", { "dpop-nonce": crypto.randomUUID() });
    const { fetch, sent } = answering(sandbox, again(), again(), again());
    expect((await client({ fetch }).fetch("/api/v1/x")).status).toBe(400);
    expect(sent).toHaveLength(2);
  });

  it("for a proof made by a clock that is off is answered by Okta's Date", async () => {
    const { client, sandbox, clock, events } = await createTestOrg();
    let drift = 0;
    const okta = client({ now: () => clock.now() + drift });
    await okta.token();
    drift = 600;
    expect((await okta.fetch("/api/v1/users?limit=1")).status).toBe(200);
    expect(events.filter(({ type }) => type === "clock.corrected")).toHaveLength(1);
    expect(sandbox.requests.count("api")).toBe(2);
  });
});

describe("json", () => {
  it("gives the body, sends a body, and takes nothing for undefined", async () => {
    const { client, sandbox } = await createTestOrg();
    const echo = async (request: Request) =>
      Response.json({ type: request.headers.get("content-type"), body: await request.json() });
    const { fetch } = answering(sandbox, echo, new Response(null, { status: 204 }));
    const okta = client({ fetch });
    expect(await okta.json("/api/v1/x", { method: "POST", json: { a: 1 } })).toEqual({
      type: "application/json",
      body: { a: 1 },
    });
    expect(await okta.json("/api/v1/x", { method: "DELETE" })).toBeUndefined();
    expect(await okta.json<User>("/api/v1/users/ada.lovelace")).toMatchObject({
      profile: { login: "ada.lovelace@example.com" },
    });
  });

  it("reports a missing scope by the header, since there is no body", async () => {
    const { client } = await createTestOrg();
    const error = await errorOf(client().json("/api/v1/groups"), OktaApiError);
    expect(error).toMatchObject({
      code: "insufficient_scope",
      status: 403,
      scope: "okta.groups.read",
      requestId: expect.stringMatching(/^req/),
    });
    expect(error.hint).toContain("okta.groups.read");
  });

  it("reports a missing admin role", async () => {
    const { client } = await createTestOrg({ apps: [{ roles: [] }] });
    const error = await errorOf(client().json("/api/v1/users"), OktaApiError);
    expect(error).toMatchObject({
      code: "missing_admin_role",
      errorCode: "E0000006",
      hint: expect.stringContaining("admin role"),
    });
  });

  it("reports a refused proof by the header, since there is no body", async () => {
    const { client, sandbox } = await createTestOrg();
    const fetch = async (request: Request) => {
      if (new URL(request.url).pathname !== "/oauth2/v1/token") request.headers.delete("dpop");
      return sandbox.fetch(request);
    };
    const error = await errorOf(client({ fetch }).json("/api/v1/users"), OktaApiError);
    expect(error).toMatchObject({ code: "dpop_refused", status: 400 });
    expect(error.message).toContain("The DPoP proof JWT header is missing.");
  });

  it("reports Okta's error with its causes", async () => {
    const { client, sandbox } = await createTestOrg();
    const body = {
      errorCode: "E0000001",
      errorSummary: "Api validation failed: login",
      errorCauses: [{ errorSummary: "login: taken" }],
    };
    const { fetch } = answering(sandbox, Response.json(body, { status: 400, headers: { "x-okta-request-id": "r1" } }));
    const error = await errorOf(client({ fetch }).json("/api/v1/x"), OktaApiError);
    expect(error).toMatchObject({
      code: "okta_error",
      errorCode: "E0000001",
      errorCauses: ["login: taken"],
      requestId: "r1",
    });
    expect(error.message).toBe("Okta returned 400, E0000001, Api validation failed: login, login: taken.");
    expect(error.toJSON()).toMatchObject({
      name: "OktaApiError",
      code: "okta_error",
      status: 400,
      message: error.message,
    });
  });

  it.each([
    ["HTML", new Response("<html>", { status: 200 }), "unexpected_response"],
    [
      "an HTML error page",
      new Response("<html>", { status: 502, headers: { "content-type": "text/html" } }),
      "okta_error",
    ],
    [
      "errorCauses of another shape",
      Response.json({ errorCode: "E1", errorCauses: "x" }, { status: 400 }),
      "okta_error",
    ],
    ["401", new Response(null, { status: 401 }), "unauthorized"],
  ])("reports %s as what it is", async (_, answer, code) => {
    const { client, sandbox } = await createTestOrg();
    const { fetch } = answering(sandbox, ...Array.from({ length: 3 }, () => async () => answer.clone()));
    const error = await errorOf(client({ fetch, maxRetries: 0 }).json("/api/v1/x"), OktaApiError);
    expect(error.code).toBe(code);
  });
});

describe("pages and items", () => {
  it("go from page to page to the end", async () => {
    const { client } = await createTestOrg();
    const okta = client();
    const sizes: number[] = [];
    const pages = okta.pages<User>("/api/v1/users?limit=25");
    for await (const page of pages) sizes.push(page.length);
    expect(sizes).toEqual([25, 25, 12]);
    expect(pages.nextUrl).toBeUndefined();
    const logins: string[] = [];
    for await (const user of okta.items<User>("/api/v1/users?limit=7")) logins.push(user.profile.login);
    expect(new Set(logins).size).toBe(62);
  });

  it("say where to go on, and go on from there", async () => {
    const { client } = await createTestOrg();
    const okta = client();
    const pages = okta.pages<User>("/api/v1/users?limit=25");
    for await (const page of pages) if (page.length > 0) break;
    const rest: User[] = [];
    for await (const user of okta.items<User>(pages.nextUrl ?? "")) rest.push(user);
    expect(rest).toHaveLength(37);
  });

  it.each([
    ["one header line", (self: string, next: string) => [["link", `<${self}>; rel="self", <${next}>; rel="next"`]]],
    [
      "two header lines",
      (self: string, next: string) => [
        ["link", `<${self}>; rel="self"`],
        ["link", `<${next}>; rel="next"`],
      ],
    ],
    [
      "no quotes, other order, a comma in the URL",
      (self: string, next: string) => [["link", `<${next}&x=a,b>;title="next one"; rel=next, <${self}>; rel=self`]],
    ],
  ])("read %s", async (_, links) => {
    const { client, sandbox } = await createTestOrg();
    const url = `${sandbox.orgUrl}/api/v1/users?limit=1`;
    const first = new Response('[{"id":"1"}]', { headers: links(url, `${url}&after=2`) as [string, string][] });
    const { fetch, sent } = answering(sandbox, first, Response.json([{ id: "2" }]));
    const ids: string[] = [];
    for await (const user of client({ fetch }).items<User>("/api/v1/users?limit=1")) ids.push(user.id);
    expect(ids).toEqual(["1", "2"]);
    expect(sent[1]?.url).toContain("after=2");
  });

  it("refuse a next page of another origin", async () => {
    const { client, sandbox } = await createTestOrg();
    const { fetch, sent } = answering(
      sandbox,
      Response.json([{ id: "1" }], { headers: { link: '<https://evil.example/api/v1/users>; rel="next"' } }),
    );
    const read = async () => {
      for await (const _ of client({ fetch }).pages("/api/v1/users")) void _;
    };
    expect((await errorOf(read(), ConfigurationError)).code).toBe("foreign_url");
    expect(sent).toHaveLength(1);
  });

  it("refuse to go round in a circle", async () => {
    const { client, sandbox } = await createTestOrg();
    const url = `${sandbox.orgUrl}/api/v1/users`;
    const page = async () => Response.json([{ id: "1" }], { headers: { link: `<${url}>; rel="next"` } });
    const { fetch } = answering(sandbox, page, page, page);
    const read = async () => {
      for await (const _ of client({ fetch }).pages("/api/v1/users")) void _;
    };
    expect((await errorOf(read(), OktaApiError)).code).toBe("unexpected_response");
  });

  it("throw for what is not a list, and for an error", async () => {
    const { client } = await createTestOrg();
    const read = async (path: string) => {
      for await (const _ of client().items(path)) void _;
    };
    expect((await errorOf(read("/api/v1/users/ada.lovelace"), OktaApiError)).code).toBe("unexpected_response");
    expect((await errorOf(read("/api/v1/users?after=wrong"), OktaApiError)).errorCode).toBe("E0000029");
  });

  it("stop at the System Log's empty page, which always has a next one, and say where to go on", async () => {
    const { client, sandbox } = await createTestOrg();
    const next = `${sandbox.orgUrl}/api/v1/logs?after=c1`;
    const log = (events: unknown[]) => Response.json(events, { headers: { link: `<${next}>; rel="next"` } });
    const { fetch, sent } = answering(sandbox, log([{ uuid: "1" }]), log([]), log([]));
    const pages = client({ fetch }).pages("/api/v1/logs");
    const read: unknown[] = [];
    for await (const page of pages) read.push(...page);
    expect(read).toEqual([{ uuid: "1" }]);
    expect(sent).toHaveLength(2);
    expect(pages.nextUrl).toBe(next);
  });

  it("poll the System Log without spinning, until they are aborted", async () => {
    const { client, sandbox } = await createTestOrg();
    const next = `${sandbox.orgUrl}/api/v1/logs?after=c1`;
    let calls = 0;
    const fetch = async (request: Request) => {
      if (new URL(request.url).pathname !== "/api/v1/logs") return sandbox.fetch(request);
      calls++;
      if (calls === 5) controller.abort(new Error("enough"));
      const events = calls === 3 ? [{ uuid: "late" }] : [];
      return Response.json(events, { headers: { link: `<${next}&n=${calls}>; rel="next"` } });
    };
    const controller = new AbortController();
    const timer = vi.spyOn(globalThis, "setTimeout");
    const items: unknown[] = [];
    const read = async () => {
      const init = { pollInterval: 0.05, signal: controller.signal };
      for await (const item of client({ fetch }).items("/api/v1/logs", init)) items.push(item);
    };
    try {
      await expect(read()).rejects.toThrow("enough");
      expect(items).toEqual([{ uuid: "late" }]);
      // It waits after each empty page, and not after the one with an event.
      expect(timer.mock.calls.filter(([, milliseconds]) => milliseconds === 50)).toHaveLength(3);
    } finally {
      timer.mockRestore();
    }
  });
});

describe("time limits and signals", () => {
  const silent = (request: Request) =>
    new Promise<Response>((_, reject) => request.signal.addEventListener("abort", () => reject(request.signal.reason)));

  it("a call that takes longer than its timeout throws a TimeoutError", async () => {
    const { client, sandbox } = await createTestOrg();
    const { fetch } = answering(sandbox, silent);
    const error = await errorOf(client({ fetch }).fetch("/api/v1/users", { timeout: 30 }), TimeoutError);
    expect(error.code).toBe("timeout");
  });

  it("a fetch that does not heed its signal is not waited for", async () => {
    const { client, sandbox } = await createTestOrg();
    const { fetch } = answering(sandbox, () => new Promise(() => {}));
    await errorOf(client({ fetch, timeout: 30 }).fetch("/api/v1/users"), TimeoutError);
  });

  it("json stops waiting for a body that stalls", async () => {
    const { client, sandbox } = await createTestOrg();
    const stalled = async (request: Request) =>
      new Response(
        new ReadableStream({
          start(controller) {
            request.signal.addEventListener("abort", () => controller.error(request.signal.reason));
          },
        }),
      );
    const { fetch } = answering(sandbox, stalled);
    await errorOf(client({ fetch }).json("/api/v1/users", { timeout: 30 }), TimeoutError);
  });

  it("an abort reaches the request and gives the signal's own reason", async () => {
    const { client, sandbox } = await createTestOrg();
    const controller = new AbortController();
    const reason = new Error("gone");
    let aborted = false;
    const { fetch } = answering(sandbox, (request) => {
      request.signal.addEventListener("abort", () => {
        aborted = true;
      });
      queueMicrotask(() => controller.abort(reason));
      return silent(request);
    });
    const call = client({ fetch }).fetch("/api/v1/users", { signal: controller.signal });
    await expect(call).rejects.toBe(reason);
    expect(aborted).toBe(true);
  });

  it("a signal that is aborted already sends nothing to the API", async () => {
    const { client, sandbox } = await createTestOrg();
    await expect(client().fetch("/api/v1/users", { signal: AbortSignal.abort(new Error("gone")) })).rejects.toThrow(
      "gone",
    );
    expect(sandbox.requests.count("api")).toBe(0);
  });
});

describe("observers", () => {
  it("see what happens, and no secrets", async () => {
    const { client, events, sandbox } = await createTestOrg();
    const own: unknown[] = [];
    const okta = client();
    await okta.fetch("/api/v1/users?q=private", { onEvent: (event) => own.push(event) });
    sandbox.accessTokens.revokeAll();
    await okta.fetch("/api/v1/users");
    expect(events.map(({ type }) => type)).toEqual([
      "token.requested",
      "token.requested",
      "token.refreshed",
      "token.used",
      "request.sent",
      "token.used",
      "request.sent",
      "request.retried",
      "token.requested",
      "token.refreshed",
      "token.used",
      "request.sent",
    ]);
    expect(own).toEqual([
      { type: "token.used", from: "okta" },
      { type: "request.sent", method: "GET", path: "/api/v1/users", attempt: 0 },
    ]);
    const { accessToken, dpopKey, dpopNonce } = await okta.token();
    const seen = JSON.stringify(events);
    for (const secret of [accessToken, dpopKey?.d, dpopNonce, "eyJ", "private"]) expect(seen).not.toContain(secret);
  });

  it("cannot break what they watch", async () => {
    const { client } = await createTestOrg();
    const okta = client({
      onEvent() {
        throw new Error("an observer's own fault");
      },
    });
    expect((await okta.fetch("/api/v1/users")).status).toBe(200);
  });
});

it("keeps what Okta said about its rate limits, by path", async () => {
  const { client } = await createTestOrg();
  const okta = client({ scopes: ["okta.users.read", "okta.groups.read"] });
  const response = await okta.fetch("/api/v1/users/ada.lovelace");
  expect(okta.rateLimits.get("/api/v1/users")).toEqual(readRateLimit(response.headers));
  await okta.fetch("/api/v1/groups");
  expect([...okta.rateLimits.keys()]).toEqual(["/api/v1/users", "/api/v1/groups"]);
  expect(readRateLimit(new Headers())).toBeUndefined();
  expect(
    readRateLimit(new Headers({ "x-rate-limit-limit": "a", "x-rate-limit-remaining": "1", "x-rate-limit-reset": "1" })),
  ).toBeUndefined();
});

describe("options are checked before anything is sent", () => {
  const good: OktaClientOptions = {
    orgUrl: "https://example.okta.com",
    clientId: "0oa1",
    privateKey: "x",
    scopes: ["okta.users.read"],
  };

  it.each<[string, Partial<Record<keyof OktaClientOptions, unknown>>, string]>([
    ["no orgUrl", { orgUrl: undefined }, "invalid_org_url"],
    ["orgUrl without a scheme", { orgUrl: "example.okta.com" }, "invalid_org_url"],
    ["orgUrl over http", { orgUrl: "http://example.okta.com" }, "invalid_org_url"],
    ["orgUrl that only begins like loopback", { orgUrl: "http://localhost.evil.example" }, "invalid_org_url"],
    ["orgUrl with a path", { orgUrl: "https://example.okta.com/api/v1" }, "invalid_org_url"],
    ["orgUrl with a query", { orgUrl: "https://example.okta.com?x=1" }, "invalid_org_url"],
    ["orgUrl with a user", { orgUrl: "https://a:b@example.okta.com" }, "invalid_org_url"],
    ["orgUrl of the Admin Console", { orgUrl: "https://example-admin.okta.com" }, "invalid_org_url"],
    ["orgUrl of the preview Admin Console", { orgUrl: "https://example-admin.oktapreview.com/" }, "invalid_org_url"],
    ["no clientId", { clientId: undefined }, "invalid_client_id"],
    ["clientId with a blank", { clientId: "0oa 1" }, "invalid_client_id"],
    ["no scopes", { scopes: [] }, "invalid_scopes"],
    ["scopes undefined", { scopes: undefined }, "invalid_scopes"],
    ["a scope beyond ASCII", { scopes: ["ökta"] }, "invalid_scopes"],
    ["blank scopes", { scopes: "  " }, "invalid_scopes"],
    ["lifetime 0", { assertionLifetime: 0 }, "invalid_lifetime"],
    ["lifetime 3601", { assertionLifetime: 3601 }, "invalid_lifetime"],
    ["dpop true", { dpop: true }, "invalid_option"],
    ["tokenEndpoint elsewhere", { tokenEndpoint: "https://evil.example/oauth2/v1/token" }, "foreign_url"],
    ["tokenEndpoint over http", { tokenEndpoint: "http://example.okta.com/oauth2/v1/token" }, "foreign_url"],
  ])("%s", (_, changes, code) => {
    const make = () => createOktaClient({ ...good, ...changes } as OktaClientOptions);
    expect(make).toThrow(ConfigurationError);
    expect(make).toThrow(expect.objectContaining({ code }));
  });

  it.each([
    "https://example.okta.com/",
    "https://login.example.com",
    "http://127.0.0.1:8788",
    "http://localhost:1234",
    "http://[::1]:80",
  ])("%s is an org's URL", (orgUrl) => {
    expect(createOktaClient({ ...good, orgUrl }).orgUrl).toBe(new URL(orgUrl).origin);
  });

  it("scopes may be one text; an imported key may be given", async () => {
    const { client, settings } = await createTestOrg();
    const { importPrivateKey } = await import("../src/index.ts");
    const okta = client({
      scopes: "okta.users.read  okta.groups.read",
      privateKey: await importPrivateKey(settings.privateKey as string),
    });
    expect((await okta.token()).scopes).toEqual(["okta.groups.read", "okta.users.read"]);
  });

  it("a private key that cannot be used is reported by the first call", async () => {
    const { client, sandbox } = await createTestOrg();
    const error = await errorOf(client({ privateKey: "not a key" }).fetch("/api/v1/users"), PrivateKeyError);
    expect(error.code).toBe("private_key_malformed");
    expect(sandbox.requests.count()).toBe(0);
  });
});

it("two clients share no state", async () => {
  const { client, sandbox } = await createTestOrg();
  const [one, two] = [client(), client()];
  await one.token();
  await two.token();
  expect(sandbox.requests.count("token")).toBe(4);
});

describe("a response that is truncated", () => {
  /** An org whose responses begin, and are then truncated or never end. */
  async function brokenOff(end: (controller: ReadableStreamDefaultController<Uint8Array>) => void, pull?: () => void) {
    const { client, sandbox } = await createTestOrg();
    return client({
      timeout: 1000,
      fetch: async (request) => {
        const response = await sandbox.fetch(request);
        if (!request.url.includes("/api/")) return response;
        const body = new ReadableStream<Uint8Array>({
          start(controller) {
            controller.enqueue(new TextEncoder().encode('[{"id":"00u1"'));
            end(controller);
          },
          // A body that is pulled is being read.
          pull: () => pull?.(),
        });
        return new Response(body, response);
      },
    });
  }

  it("is reported as what it is, with a code", async () => {
    const okta = await brokenOff((controller) => controller.error(new TypeError("terminated")));
    expect(await errorOf(okta.json("/api/v1/users"), OktaEdgeError)).toMatchObject({ code: "network_error" });
    const pages = okta.pages("/api/v1/users")[Symbol.asyncIterator]();
    expect(await errorOf(pages.next(), OktaEdgeError)).toMatchObject({ code: "network_error" });
  });

  it("or never ends, ends with the call's time", async () => {
    const okta = await brokenOff(() => {});
    expect(await errorOf(okta.json("/api/v1/users"), TimeoutError)).toMatchObject({ code: "timeout" });
  });

  it("is the caller's own reason when the caller hangs up", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const okta = await brokenOff(
      () => {},
      () => controller.abort(reason),
    );
    await expect(okta.json("/api/v1/users", { signal: controller.signal })).rejects.toBe(reason);
  });
});
