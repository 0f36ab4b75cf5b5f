import { createSandbox, type Sandbox } from "@okta-edge/sandbox";
import { beforeAll, describe, expect, it, vi } from "vitest";
import {
  type ExchangeStep,
  importPrivateKey,
  type PrivateKey,
  requestToken,
  TimeoutError,
  TokenRequestError,
} from "../src/index.ts";
import type { TokenRequestOptions } from "../src/token-request.ts";
import { claimsOf, createTestClock, errorOf } from "./support/org.ts";

interface Setup {
  readonly sandbox: Sandbox;
  readonly clock: ReturnType<typeof createTestClock>;
  readonly options: TokenRequestOptions;
  /** The requests that went out. */
  readonly sent: Request[];
}

async function setUp(app: { dpop?: boolean; scopes?: string[]; keys?: number } = {}): Promise<Setup> {
  const clock = createTestClock();
  const sandbox = await createSandbox({ now: clock.now, apps: [app] });
  const [{ clientId, keyId, privateKey }] = sandbox.apps as [Sandbox["apps"][number]];
  const sent: Request[] = [];
  const options: TokenRequestOptions = {
    tokenEndpoint: `${sandbox.orgUrl}/oauth2/v1/token`,
    clientId,
    keyId,
    privateKey: await importPrivateKey(privateKey),
    scopes: ["okta.users.read", "okta.groups.read"],
    now: clock.now,
    fetch(request) {
      sent.push(request.clone());
      return sandbox.fetch(request);
    },
  };
  return { sandbox, clock, options, sent };
}

async function assertionsOf(sent: readonly Request[]): Promise<Record<string, unknown>[]> {
  const forms = await Promise.all(sent.map(async (request) => new URLSearchParams(await request.clone().text())));
  return forms.map((form) => claimsOf(form.get("client_assertion") ?? ""));
}

describe("a token request", () => {
  it("is what RFC 7523 and the connector table say", async () => {
    const { options, sent } = await setUp({ dpop: false });
    await requestToken({ ...options, dpop: "never" });
    const [request] = sent as [Request];
    expect(request.method).toBe("POST");
    expect(request.redirect).toBe("manual");
    expect(Object.fromEntries(request.headers)).toEqual({
      accept: "application/json",
      "content-type": "application/x-www-form-urlencoded",
    });
    const form = Object.fromEntries(new URLSearchParams(await request.text()));
    expect(form).toEqual({
      grant_type: "client_credentials",
      scope: "okta.users.read okta.groups.read",
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    });
  });

  it("gets a DPoP token after one nonce, each attempt with an assertion and a proof of its own", async () => {
    const { options, sent, clock } = await setUp();
    const tokenSet = await requestToken(options);
    expect(tokenSet).toMatchObject({ tokenType: "DPoP", scopes: ["okta.users.read", "okta.groups.read"] });
    expect(tokenSet.issuedAt).toBe(Math.floor(clock.now()));
    expect(tokenSet.expiresAt).toBe(tokenSet.issuedAt + 3600);
    expect(tokenSet.dpopKey).toMatchObject({ kty: "EC", crv: "P-256", d: expect.any(String) });
    expect(tokenSet.dpopNonce).toMatch(/^\S{20,}$/);
    expect(sent).toHaveLength(2);
    const assertions = await assertionsOf(sent);
    expect(new Set(assertions.map(({ jti }) => jti)).size).toBe(2);
    const proofs = sent.map((request) => claimsOf(request.headers.get("dpop") ?? ""));
    expect(new Set(proofs.map(({ jti }) => jti)).size).toBe(2);
    expect(proofs.map(({ nonce }) => nonce)).toEqual([undefined, tokenSet.dpopNonce]);
  });

  it("takes one call with the nonce and key of the last token", async () => {
    const { options, sent } = await setUp();
    const { dpopKey, dpopNonce } = await requestToken(options);
    sent.length = 0;
    const again = await requestToken({ ...options, dpopKey, dpopNonce });
    expect(sent).toHaveLength(1);
    expect(again.dpopKey).toEqual(dpopKey);
  });

  it("gets a new nonce when the old one has lapsed", async () => {
    const { options, sent, sandbox } = await setUp();
    const { dpopNonce } = await requestToken(options);
    sandbox.dpop.dropNonces();
    sent.length = 0;
    const again = await requestToken({ ...options, dpopNonce });
    expect(sent).toHaveLength(2);
    expect(again.dpopNonce).not.toBe(dpopNonce);
  });

  it("takes a DPoP token of a server that has no nonces", async () => {
    const { options } = await setUp();
    const fetch = async () => Response.json({ token_type: "DPoP", expires_in: 3600, access_token: "abc" });
    const tokenSet = await requestToken({ ...options, fetch });
    expect(tokenSet).toMatchObject({ accessToken: "abc", dpopKey: { kty: "EC" } });
    expect(tokenSet).not.toHaveProperty("dpopNonce");
  });

  it("auto: an app that does not demand DPoP answers Bearer in one call", async () => {
    const { options, sent } = await setUp({ dpop: false });
    const tokenSet = await requestToken({ ...options, dpop: "auto" });
    expect(tokenSet.tokenType).toBe("Bearer");
    expect(tokenSet).not.toHaveProperty("dpopKey");
    expect(sent).toHaveLength(1);
    expect(sent[0]?.headers.has("dpop")).toBe(true);
  });

  it("always: refuses a Bearer token", async () => {
    const { options } = await setUp({ dpop: false });
    const error = await errorOf(requestToken({ ...options, dpop: "always" }), TokenRequestError);
    expect(error.code).toBe("dpop_mismatch");
    expect(error.message).toBe("Okta issued a Bearer token, but `dpop` is always.");
    expect(error.hint).toBe("Set `dpop` to auto.");
  });

  it("never: an app that demands DPoP refuses, and the hint says what to set", async () => {
    const { options, sent } = await setUp();
    const error = await errorOf(requestToken({ ...options, dpop: "never" }), TokenRequestError);
    expect(error).toMatchObject({
      code: "token_refused",
      status: 400,
      error: "invalid_dpop_proof",
      errorDescription: "The DPoP proof JWT header is missing.",
      hint: "Set `dpop` to auto. The app requires DPoP, as new apps do.",
    });
    expect(sent).toHaveLength(1);
  });

  it("gives up on a server that never likes its own nonce", async () => {
    const { options } = await setUp();
    let calls = 0;
    const fetch = async () => {
      calls++;
      return Response.json(
        { error: "use_dpop_nonce", error_description: "Authorization server requires nonce in DPoP proof." },
        { status: 400, headers: { "dpop-nonce": `nonce-${calls}` } },
      );
    };
    const error = await errorOf(requestToken({ ...options, fetch }), TokenRequestError);
    expect(error.error).toBe("use_dpop_nonce");
    expect(calls).toBe(2);
  });

  it("reports its steps: each request, and each nonce that it did not have", async () => {
    const { options } = await setUp();
    const steps: ExchangeStep[] = [];
    const onStep = (step: ExchangeStep) => steps.push(step);
    const { dpopNonce } = await requestToken({ ...options, onStep });
    expect(steps.splice(0)).toEqual([{ type: "request" }, { type: "nonce", nonce: dpopNonce }, { type: "request" }]);
    await requestToken({ ...options, dpopNonce, onStep });
    expect(steps.splice(0)).toEqual([{ type: "request" }]);
    const { options: bearer } = await setUp({ dpop: false });
    await requestToken({ ...bearer, onStep });
    expect(steps).toEqual([{ type: "request" }]);
  });

  it.each([
    ["another refusal that brings a nonce", "auto", "invalid_client", { "dpop-nonce": "n" }],
    ["a demand for a nonce that brings none", "auto", "use_dpop_nonce", {}],
    ["a demand for a nonce when no proof was sent", "never", "use_dpop_nonce", { "dpop-nonce": "n" }],
  ] as const)("is not repeated for %s", async (_, dpop, error, headers) => {
    const { options } = await setUp();
    const fetch = vi.fn(async () => Response.json({ error }, { status: 400, headers }));
    expect((await errorOf(requestToken({ ...options, dpop, fetch }), TokenRequestError)).error).toBe(error);
    expect(fetch).toHaveBeenCalledOnce();
  });

  it("never: refuses a DPoP token, which it has no key for", async () => {
    const { options } = await setUp();
    const fetch = async () => Response.json({ token_type: "DPoP", expires_in: 3600, access_token: "abc" });
    const error = await errorOf(requestToken({ ...options, dpop: "never", fetch }), TokenRequestError);
    expect(error.code).toBe("dpop_mismatch");
    expect(error.message).toBe("Okta issued a DPoP token, but `dpop` is never.");
  });

  it("leaves no timer behind, whether it ends well or not", async () => {
    const { options } = await setUp();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      await requestToken(options);
      await errorOf(requestToken({ ...options, clientId: "0oaother" }), TokenRequestError);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it("shows which scopes were granted", async () => {
    const { options } = await setUp({ scopes: ["okta.groups.read"] });
    expect((await requestToken(options)).scopes).toEqual(["okta.groups.read"]);
  });

  it.each([
    ["issuer", { issuer: "0oaother" }],
    ["subject", { subject: "0oaother" }],
    ["audience", { audience: "https://elsewhere.example" }],
  ])("sends the option %s as the claim", async (name, changes) => {
    const { options, sent } = await setUp();
    await errorOf(requestToken({ ...options, ...changes }), TokenRequestError);
    const [claims] = await assertionsOf(sent);
    const claim = { issuer: "iss", subject: "sub", audience: "aud" }[name] as string;
    expect(claims?.[claim]).toBe(Object.values(changes)[0]);
  });
});

describe("a clock that is off", () => {
  it.each([
    ["fast by 1 s, with the longest lifetime", 1, 3600],
    ["fast by 1 s, with the usual lifetime", 1, 300],
    ["fast by 4 s, which Okta lets pass", 4, 300],
    ["fast by 10 minutes", 600, 300],
    ["fast by 2 hours", 7200, 300],
    ["slow by 6 minutes", -360, 300],
    ["slow by 2 hours", -7200, 3600],
    ["slow by a day", -86_400, 300],
  ])("is corrected once by Okta's Date, and reported: %s", async (_, seconds, assertionLifetime) => {
    const { options, clock, sent } = await setUp();
    const steps: ExchangeStep[] = [];
    const tokenSet = await requestToken({
      ...options,
      assertionLifetime,
      now: () => clock.now() + seconds,
      onStep: (step) => steps.push(step),
    });
    expect(tokenSet.expiresAt).toBe(Math.floor(clock.now()) + 3600);
    const corrections = steps.flatMap((step) => (step.type === "clock" ? [step.offset] : []));
    const isNoise = Math.abs(seconds) < 2 && assertionLifetime === 300;
    expect(corrections).toHaveLength(isNoise ? 0 : 1);
    for (const offset of corrections) expect(Math.abs(offset + seconds)).toBeLessThanOrEqual(1);
    expect(sent.length).toBeLessThanOrEqual(3);
  });

  it("is not corrected twice: an answer that says the same again is reported", async () => {
    const { options } = await setUp();
    let calls = 0;
    const fetch = async () => {
      calls++;
      return Response.json(
        { error: "invalid_client", error_description: "The client_assertion token is expired." },
        { status: 401, headers: { date: new Date(1_900_000_000_000 + calls * 1e7).toUTCString() } },
      );
    };
    const error = await errorOf(requestToken({ ...options, fetch }), TokenRequestError);
    expect(error.hint).toContain("clock");
    expect(calls).toBe(2);
  });

  it("is reported when Okta sends no Date to correct it by", async () => {
    const { options, clock, sandbox } = await setUp();
    const fetch = vi.fn(async (request: Request) => {
      const response = await sandbox.fetch(request);
      response.headers.delete("date");
      return response;
    });
    const error = await errorOf(requestToken({ ...options, fetch, now: () => clock.now() - 7200 }), TokenRequestError);
    expect(error.errorDescription).toBe("The client_assertion token is expired.");
    expect(fetch).toHaveBeenCalledOnce();
  });
});

describe("a response that is not a token", () => {
  let privateKey: PrivateKey;
  let options: TokenRequestOptions;

  beforeAll(async () => {
    ({ options } = await setUp());
    privateKey = options.privateKey;
  });

  const good = { token_type: "Bearer", expires_in: 3600, access_token: "abc", scope: "okta.users.read" };
  const answers: [string, () => Response, string, RegExp][] = [
    [
      "an HTML page with 200",
      () => new Response("<html>sign in", { headers: { "content-type": "text/html" } }),
      "token_response_invalid",
      /an HTML page/,
    ],
    [
      "an HTML page with 404",
      () => new Response("<!doctype html>", { status: 404 }),
      "token_response_invalid",
      /404 with an HTML page/,
    ],
    ["text", () => new Response("hello"), "token_response_invalid", /not an OAuth 2\.0 JSON response/],
    ["nothing", () => new Response(null, { status: 200 }), "token_response_invalid", /not an OAuth 2\.0 JSON response/],
    ["JSON null", () => new Response("null"), "token_response_invalid", /not an OAuth 2\.0 JSON response/],
    ["a JSON list", () => Response.json([good]), "token_response_invalid", /invalid `access_token`/],
    ["a JSON string", () => Response.json("token"), "token_response_invalid", /not an OAuth 2\.0 JSON response/],
    [
      "no access_token",
      () => Response.json({ ...good, access_token: undefined }),
      "token_response_invalid",
      /invalid `access_token`/,
    ],
    [
      "an access_token that is a number",
      () => Response.json({ ...good, access_token: 1 }),
      "token_response_invalid",
      /invalid `access_token`/,
    ],
    [
      "an empty access_token",
      () => Response.json({ ...good, access_token: "" }),
      "token_response_invalid",
      /invalid `access_token`/,
    ],
    [
      "an access_token with a line end",
      () => Response.json({ ...good, access_token: "a\r\nX-Evil: 1" }),
      "token_response_invalid",
      /invalid `access_token`/,
    ],
    [
      "an access_token beyond ASCII",
      () => Response.json({ ...good, access_token: "tökén" }),
      "token_response_invalid",
      /invalid `access_token`/,
    ],
    [
      "another token_type",
      () => Response.json({ ...good, token_type: "mac" }),
      "token_response_invalid",
      /invalid `token_type`/,
    ],
    [
      "no token_type",
      () => Response.json({ ...good, token_type: undefined }),
      "token_response_invalid",
      /invalid `token_type`/,
    ],
    [
      "no expires_in",
      () => Response.json({ ...good, expires_in: undefined }),
      "token_response_invalid",
      /invalid `expires_in`/,
    ],
    [
      "an expires_in that is text",
      () => Response.json({ ...good, expires_in: "an hour" }),
      "token_response_invalid",
      /invalid `expires_in`/,
    ],
    [
      "an expires_in of 0",
      () => Response.json({ ...good, expires_in: 0 }),
      "token_response_invalid",
      /invalid `expires_in`/,
    ],
    [
      "a negative expires_in",
      () => Response.json({ ...good, expires_in: -5 }),
      "token_response_invalid",
      /invalid `expires_in`/,
    ],
    [
      "an expires_in of a year",
      () => Response.json({ ...good, expires_in: 31_536_000 }),
      "token_response_invalid",
      /invalid `expires_in`/,
    ],
    [
      "200 with an error in it",
      () => Response.json({ error: "invalid_client" }),
      "token_response_invalid",
      /invalid `access_token`/,
    ],
    [
      "a body that is too long",
      () => new Response(`{"access_token":"${"a".repeat(70_000)}`),
      "token_response_invalid",
      /not an OAuth 2\.0 JSON response/,
    ],
    [
      "a redirect",
      () => new Response(null, { status: 302, headers: { location: "https://evil.example/" } }),
      "token_endpoint_redirected",
      /returned a redirect/,
    ],
    [
      "a permanent redirect",
      () => new Response(null, { status: 308, headers: { location: "/elsewhere" } }),
      "token_endpoint_redirected",
      /returned a redirect/,
    ],
    ["500", () => Response.json({ error: "server_error" }, { status: 500 }), "token_endpoint_failed", /returned 500/],
    ["503 with HTML", () => new Response("<html>", { status: 503 }), "token_endpoint_failed", /returned 503/],
    [
      "an error of the Management API",
      () => Response.json({ errorCode: "E0000021" }, { status: 400 }),
      "token_response_invalid",
      /400/,
    ],
    ["429", () => Response.json({ errorCode: "E0000047" }, { status: 429 }), "token_rate_limited", /rate limit/],
  ];

  it.each(answers)("%s", async (_, answer, code, message) => {
    const fetch = async () => {
      const response = answer();
      response.headers.set("x-okta-request-id", "req-of-the-test");
      return response;
    };
    const error = await errorOf(requestToken({ ...options, privateKey, fetch }), TokenRequestError);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect(error.requestId).toBe("req-of-the-test");
    expect(error.hint).toBeTruthy();
    expect(JSON.stringify(error)).not.toContain("eyJ");
  });

  it("a body that is truncated", async () => {
    const fetch = async () =>
      new Response(
        new ReadableStream({
          start(controller) {
            controller.enqueue(new TextEncoder().encode('{"access_token":"a'));
            controller.error(new Error("connection reset"));
          },
        }),
      );
    const error = await errorOf(requestToken({ ...options, fetch }), TokenRequestError);
    expect(error.code).toBe("token_endpoint_unreachable");
  });

  it("no connection", async () => {
    const cause = new TypeError("fetch failed");
    const fetch = async () => Promise.reject(cause);
    const error = await errorOf(requestToken({ ...options, fetch }), TokenRequestError);
    expect(error).toMatchObject({
      code: "token_endpoint_unreachable",
      message: "Request to the token endpoint failed: no response received.",
      hint: "Check `orgUrl` and the network.",
      cause,
    });
    expect(error.status).toBeUndefined();
  });

  it("text that pretends to be Okta's is cut and cleaned before it is repeated", async () => {
    const fetch = async () =>
      Response.json(
        { error: "invalid_client", error_description: `a\nb${"\u0007"}${"c".repeat(1000)}` },
        { status: 401 },
      );
    const error = await errorOf(requestToken({ ...options, fetch }), TokenRequestError);
    expect(error.errorDescription).toMatch(/^a b c+$/);
    expect(error.errorDescription?.length).toBeLessThanOrEqual(300);
  });

  it("silence: a TimeoutError after the time limit", async () => {
    const fetch = (request: Request) =>
      new Promise<Response>((_, reject) => {
        request.signal.addEventListener("abort", () => reject(request.signal.reason));
        // Signing may have taken longer than the limit.
        if (request.signal.aborted) reject(request.signal.reason);
      });
    const error = await errorOf(requestToken({ ...options, fetch, timeout: 20 }), TimeoutError);
    expect(error.message).toBe("Timed out waiting for an access token.");
  });

  it("a signal that aborts in the middle of the answer: its own reason", async () => {
    const reason = new Error("no longer wanted");
    const controller = new AbortController();
    const fetch = async () =>
      new Response(
        new ReadableStream({
          pull(body) {
            controller.abort(reason);
            body.error(new Error("connection reset"));
          },
        }),
      );
    await expect(requestToken({ ...options, fetch, signal: controller.signal })).rejects.toBe(reason);
  });

  it("an aborted signal: its own reason", async () => {
    const reason = new Error("no longer wanted");
    const controller = new AbortController();
    const fetch = (request: Request) =>
      new Promise<Response>((_, reject) => {
        request.signal.addEventListener("abort", () => reject(request.signal.reason));
        controller.abort(reason);
      });
    const promise = requestToken({ ...options, fetch, signal: controller.signal });
    await expect(promise).rejects.toBe(reason);
    await expect(requestToken({ ...options, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
