import { describe, expect, it } from "vitest";
import { createApp } from "../src/app.ts";
import { createGateways } from "../src/gateway/gateway.ts";
import { CALLER_KEY, callersSetting, createTestGateway } from "./support/gateway.ts";

/** A Worker whose org answers what is passed through as a test says, and gives tokens as ever. */
async function passThroughTo(answer: (request: Request) => Response | Promise<Response>) {
  const { sandbox, settings } = await createTestGateway(
    {},
    {
      PASS_THROUGH: "on",
      OKTA_SCOPES: "okta.brands.manage okta.users.manage",
      CALLERS: await callersSetting([
        { name: "test", key: CALLER_KEY, scopes: ["okta.brands.manage", "okta.users.manage"] },
      ]),
    },
  );
  const app = createApp(
    createGateways(async (request) => (request.url.endsWith("/token") ? sandbox.fetch(request) : answer(request))),
  );
  return async (path: string, init: RequestInit = {}) =>
    app.fetch(
      new Request(`https://worker.example${path}`, {
        ...init,
        headers: { "x-api-key": CALLER_KEY, ...(init.headers as Record<string, string>) },
      }),
      settings,
    );
}

const LOGO = "/api/v1/brands/bnd1/themes/thm1/logo";

describe("bodies stream", () => {
  it("to Okta: the first part is there before the last has been sent", async () => {
    const seen: string[] = [];
    let sendRest = () => {};
    const call = await passThroughTo(async (request) => {
      for await (const chunk of request.body as ReadableStream<Uint8Array>) {
        seen.push(new TextDecoder().decode(chunk));
        sendRest();
      }
      return new Response(null, { status: 201 });
    });
    const body = new ReadableStream<Uint8Array>({
      async start(controller) {
        controller.enqueue(new TextEncoder().encode("first"));
        await new Promise<void>((resolve) => {
          sendRest = resolve;
        });
        controller.enqueue(new TextEncoder().encode("last"));
        controller.close();
      },
    });
    const headers = { "content-type": "image/png", "content-length": "9" };
    const response = await call(LOGO, { method: "POST", body, headers });
    expect(response.status).toBe(201);
    expect(seen.join("")).toBe("firstlast");
  });

  it("from Okta: the first part is there before the last has been sent", async () => {
    let sendRest = () => {};
    const call = await passThroughTo(
      () =>
        new Response(
          new ReadableStream({
            async start(controller) {
              controller.enqueue(new TextEncoder().encode("first"));
              await new Promise<void>((resolve) => {
                sendRest = resolve;
              });
              controller.enqueue(new TextEncoder().encode("last"));
              controller.close();
            },
          }),
        ),
    );
    const response = await call("/api/v1/brands");
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe("first");
    sendRest();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe("last");
  });

  it("of more than 10 MiB are refused, and of more than 1 MiB that do not say their length", async () => {
    let asked = 0;
    const call = await passThroughTo(() => {
      asked++;
      return new Response(null, { status: 201 });
    });
    const part = new Uint8Array(256 * 1024);
    let parts = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        parts++;
        controller.enqueue(part);
      },
    });
    const endless = await call(LOGO, { method: "POST", body, headers: { "content-type": "image/png" } });
    expect(endless.status).toBe(413);
    expect(await endless.json()).toMatchObject({ code: "body_too_large" });
    expect(parts).toBeLessThan(10);
    const declared = await call(LOGO, {
      method: "POST",
      body: new Uint8Array(10 * 1024 * 1024 + 1),
      headers: { "content-length": String(10 * 1024 * 1024 + 1) },
    });
    expect(declared.status).toBe(413);
    expect(asked).toBe(0);
  });
});

describe("headers", () => {
  it("that mean something to Okta are carried, and no others", async () => {
    let sent = new Headers();
    const call = await passThroughTo((request) => {
      sent = request.headers;
      return Response.json({});
    });
    await call("/api/v1/users/00u1", {
      method: "POST",
      body: "{}",
      headers: {
        "if-match": 'W/"1234"',
        prefer: "respond-async",
        "accept-language": "de",
        "content-type": "application/json",
        cookie: "sid=1",
        "x-forwarded-for": "1.2.3.4",
        "x-http-method-override": "DELETE",
        "x-okta-user-agent-extended": "evil",
        forwarded: "for=1.2.3.4",
        dpop: "forged",
      },
    });
    expect([sent.get("if-match"), sent.get("prefer"), sent.get("accept-language")]).toEqual([
      'W/"1234"',
      "respond-async",
      "de",
    ]);
    expect([...sent.keys()].sort()).toEqual([
      "accept",
      "accept-language",
      "authorization",
      "content-type",
      "dpop",
      "if-match",
      "prefer",
      "user-agent",
    ]);
    expect(sent.get("authorization")).toMatch(/^DPoP eyJ/);
    expect(sent.get("dpop")).toMatch(/^eyJ/);
  });

  it("of Okta's answer come through where a caller may see them", async () => {
    const call = await passThroughTo(
      () =>
        new Response("{}", {
          headers: {
            "content-type": "application/json",
            etag: 'W/"1"',
            "x-okta-request-id": "req1",
            "x-rate-limit-limit": "600",
            "x-rate-limit-remaining": "599",
            "x-rate-limit-reset": "1800000000",
            "set-cookie": "JSESSIONID=1",
            "dpop-nonce": "nonce",
            server: "nginx",
            "report-to": "https://elsewhere.example",
          },
        }),
    );
    const { headers } = await call("/api/v1/brands");
    expect(headers.get("etag")).toBe('W/"1"');
    expect(headers.get("x-okta-request-id")).toBe("req1");
    expect(headers.get("x-rate-limit-remaining")).toBe("599");
    for (const name of ["set-cookie", "dpop-nonce", "server", "report-to"]) expect(headers.get(name), name).toBeNull();
  });
});
