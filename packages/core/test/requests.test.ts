import { describe, expect, it } from "vitest";
import { ConfigurationError, type OktaRequestInit } from "../src/index.ts";
import { createTestOrg, errorOf } from "./support/org.ts";

/** A client of an org that records API requests with their bodies, and returns 423 to the first one. */
async function recordingClient() {
  const { client, sandbox } = await createTestOrg({ apps: [{ dpop: false }] });
  const sent: { readonly request: Request; readonly body: string }[] = [];
  const okta = client({
    async fetch(request) {
      if (!request.url.includes("/api/")) return sandbox.fetch(request);
      sent.push({ request, body: await request.clone().text() });
      return new Response(null, { status: sent.length === 1 ? 423 : 204 });
    },
  });
  return { okta, sent, orgUrl: sandbox.orgUrl };
}

describe("a request with a body", () => {
  const bodies: [string, (orgUrl: string) => [input: string | Request, init?: OktaRequestInit]][] = [
    ["a Request", (orgUrl) => [new Request(`${orgUrl}/api/v1/x`, { method: "POST", body: '{"a":1}' })]],
    [
      "a Request of a runtime without Request.body",
      (orgUrl) => {
        const request = new Request(`${orgUrl}/api/v1/x`, { method: "POST", body: '{"a":1}' });
        Object.defineProperty(request, "body", { value: undefined });
        return [request];
      },
    ],
    [
      "a Request of another library",
      (orgUrl) => [
        {
          url: `${orgUrl}/api/v1/x`,
          method: "POST",
          headers: new Headers({ "content-type": "application/json" }),
          body: new Blob(['{"a":1}']).stream(),
        } as unknown as Request,
      ],
    ],
  ];

  it.each(bodies)("is sent again when it is %s", async (_, make) => {
    const { okta, sent, orgUrl } = await recordingClient();
    expect((await okta.fetch(...make(orgUrl))).status).toBe(204);
    expect(sent.map(({ body }) => body)).toEqual(['{"a":1}', '{"a":1}']);
    expect(sent[0]?.request.method).toBe("POST");
    expect(new URL(sent[0]?.request.url ?? "").pathname).toBe("/api/v1/x");
  });

  it.each<[string, () => OktaRequestInit["body"]]>([
    ["a stream", () => new Blob(['{"a":1}']).stream()],
    [
      "an async iterable",
      async function* () {
        yield new TextEncoder().encode('{"a"');
        yield new TextEncoder().encode(":1}");
      },
    ],
  ])("is sent once, as it comes, when it is %s", async (_, makeBody) => {
    const { okta, sent } = await recordingClient();
    expect((await okta.fetch("/api/v1/x", { method: "POST", body: makeBody() })).status).toBe(423);
    expect(sent.map(({ body }) => body)).toEqual(['{"a":1}']);
  });

  it("is sent before it is complete when it is a stream", async () => {
    const { client, sandbox } = await createTestOrg({ apps: [{ dpop: false }] });
    let complete = (): void => {};
    const isComplete = new Promise<void>((resolve) => {
      complete = resolve;
    });
    const okta = client({
      async fetch(request) {
        if (!request.url.includes("/api/")) return sandbox.fetch(request);
        complete();
        return new Response(await request.text());
      },
    });
    const body = new ReadableStream({
      async start(controller) {
        controller.enqueue(new TextEncoder().encode("first "));
        await isComplete;
        controller.enqueue(new TextEncoder().encode("last"));
        controller.close();
      },
    });
    const response = await okta.fetch("/api/v1/x", { method: "POST", body });
    expect(await response.text()).toBe("first last");
  });

  it("is sent once and whole when it is longer than 64 KiB", async () => {
    const { okta, sent } = await recordingClient();
    const body = "0123456789".repeat(30_000);
    const response = await okta.fetch("/api/v1/x", { method: "POST", body: new Blob([body]).stream() });
    expect(response.status).toBe(423);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.body).toBe(body);
  });

  it("keeps the content type of the Request", async () => {
    const { okta, sent, orgUrl } = await recordingClient();
    const headers = { "content-type": "application/json" };
    await okta.fetch(new Request(`${orgUrl}/api/v1/x`, { method: "POST", body: "{}", headers }));
    expect(sent[1]?.request.headers.get("content-type")).toBe("application/json");
  });
});

it("passes the other options of fetch on", async () => {
  const { okta, sent } = await recordingClient();
  await okta.fetch("/api/v1/x", {
    cache: "no-store",
    keepalive: true,
    credentials: "omit",
    integrity: "sha256-abc",
    referrerPolicy: "no-referrer",
    redirect: "follow",
  });
  expect(sent[0]?.request).toMatchObject({
    cache: "no-store",
    keepalive: true,
    credentials: "omit",
    integrity: "sha256-abc",
    referrerPolicy: "no-referrer",
    redirect: "manual",
  });
});

describe("a time limit", () => {
  it("of Infinity is none", async () => {
    const { client } = await createTestOrg({ apps: [{ dpop: false }] });
    const okta = client({ timeout: Number.POSITIVE_INFINITY, tokenCacheTimeout: Number.POSITIVE_INFINITY });
    expect((await okta.fetch("/api/v1/users", { timeout: Number.POSITIVE_INFINITY })).status).toBe(200);
  });

  it.each([0, -1, 0.5, Number.NaN, 2 ** 31])("of %j is rejected", async (timeout) => {
    const { client } = await createTestOrg({ apps: [{ dpop: false }] });
    const expected = { code: "invalid_option", option: "timeout" };
    expect(() => client({ timeout: timeout as number })).toThrow(expect.objectContaining(expected));
    expect(
      await errorOf(client().fetch("/api/v1/users", { timeout: timeout as number }), ConfigurationError),
    ).toMatchObject(expected);
  });

  it.each([
    ["maxRetries", -1],
    ["maxRetries", Number.NaN],
    ["refreshAhead", -1],
  ])("%s of %d is rejected", async (option, value) => {
    const { client } = await createTestOrg({ apps: [{ dpop: false }] });
    expect(() => client({ [option]: value })).toThrow(expect.objectContaining({ code: "invalid_option", option }));
  });
});
