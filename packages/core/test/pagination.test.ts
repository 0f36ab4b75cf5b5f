import { afterEach, describe, expect, it, vi } from "vitest";
import { nextPageUrl, OktaApiError, OktaEdgeError, parseLinkHeader } from "../src/index.ts";
import { createTestOrg, errorOf } from "./support/org.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

describe("parseLinkHeader", () => {
  const next = (header: string) =>
    nextPageUrl(new Headers({ link: header }), "https://acme.okta.com/api/v1/users?limit=1");
  const URL_2 = "https://acme.okta.com/api/v1/users?after=2";

  it.each([
    `<${URL_2}>; rel="next"`,
    `<${URL_2}>;rel=next`,
    `<${URL_2}> ; rel = "next"`,
    `<${URL_2}>; REL="NEXT"`,
    `<${URL_2}>; rel="last next"`,
    `<${URL_2}>; title="a, b; c"; rel=next`,
    `<${URL_2}>; title="say \\"rel=self\\""; rel=next`,
    `<https://acme.okta.com/a>; rel="self", <${URL_2}>; rel="next"`,
    `<https://acme.okta.com/a>; title="rel=next"; rel="self", <${URL_2}>; rel="next"`,
    `<https://acme.okta.com/a>; title="<${URL_2}>; rel=next"; rel="self", <${URL_2}>; rel="next"`,
    `<https://acme.okta.com/a>; rel="self"; rel="next", <${URL_2}>; rel="next"`,
    `<https://acme.okta.com/a>; rel="nextish", <${URL_2}>; rel="next"`,
    "</api/v1/users?after=2>; rel=next",
    "<?after=2>; rel=next",
  ])("finds the next page in %s", (header) => {
    expect(next(header)).toBe(URL_2);
  });

  it.each([
    "",
    "next",
    "<>",
    `<${URL_2}>`,
    `<${URL_2}>; rel="self"`,
    `<${URL_2}>; title="rel=next"`,
    `${URL_2}; rel=next`,
  ])("finds no next page in %j", (header) => {
    expect(next(header)).toBeUndefined();
  });

  it("returns every link, with its relation types", () => {
    expect(parseLinkHeader('<a,b>; rel="self FIRST", </c>; rel=next')).toEqual([
      { target: "a,b", rel: ["self", "first"] },
      { target: "/c", rel: ["next"] },
    ]);
    expect(parseLinkHeader(null)).toEqual([]);
  });
});

/** A client of an org that returns pages by number: their items, and the number of the page that they link to. */
async function clientOfPages(path: string, pages: readonly (readonly [items: readonly number[], next?: number])[]) {
  const { client, sandbox } = await createTestOrg({ apps: [{ dpop: false }] });
  const asked: number[] = [];
  const okta = client({
    async fetch(request) {
      const url = new URL(request.url);
      if (!url.pathname.startsWith("/api/")) return sandbox.fetch(request);
      const page = Number(url.searchParams.get("after") ?? 0);
      asked.push(page);
      const [items, next] = pages[page] ?? [[]];
      const headers: HeadersInit = next === undefined ? {} : { link: `<${path}?after=${next}>; rel="next"` };
      return Response.json(items, { headers });
    },
  });
  const read = async () => {
    const items: number[] = [];
    for await (const item of okta.items<number>(path)) items.push(item);
    return items;
  };
  return { read, asked };
}

describe("an iteration", () => {
  it("continues after an empty page that links to another one", async () => {
    const { read } = await clientOfPages("/api/v1/users", [[[1], 1], [[], 2], [[], 3], [[2]]]);
    expect(await read()).toEqual([1, 2]);
  });

  it("ends at an empty page of the System Log, which always links to another one", async () => {
    const { read, asked } = await clientOfPages("/api/v1/logs", [
      [[1], 1],
      [[], 1],
    ]);
    expect(await read()).toEqual([1]);
    expect(asked).toEqual([0, 1]);
  });

  it.each([1, 2, 3, 5, 8])("fails in a cycle of %d pages", async (length) => {
    const pages = Array.from({ length }, (_, i) => [[i], (i + 1) % length] as const);
    const { read, asked } = await clientOfPages("/api/v1/users", [
      [[0], 1],
      ...pages.map(([items, next]) => [items, next + 1] as const),
    ]);
    expect(await errorOf(read(), OktaApiError)).toMatchObject({ code: "unexpected_response", status: 200 });
    expect(asked.length).toBeLessThan(50);
  });

  it("fails after a hundred empty pages in a row", async () => {
    const { read, asked } = await clientOfPages(
      "/api/v1/users",
      Array.from({ length: 1000 }, (_, i) => [[], i + 1] as const),
    );
    expect((await errorOf(read(), OktaApiError)).code).toBe("unexpected_response");
    expect(asked.length).toBe(101);
  });
});

describe("a body that ends prematurely", () => {
  /** A client of which every call of the API for which `isBroken` holds has half a body. */
  async function clientWithBrokenBodies(isBroken: (call: number) => boolean) {
    vi.spyOn(Math, "random").mockReturnValue(0);
    const { client, sandbox } = await createTestOrg({ apps: [{ dpop: false }] });
    let calls = 0;
    const okta = client({
      async fetch(request) {
        const response = await sandbox.fetch(request);
        if (!request.url.includes("/api/") || !isBroken(calls++)) return response;
        const text = await response.text();
        const body = new ReadableStream({
          start(controller) {
            controller.enqueue(new TextEncoder().encode(text.slice(0, text.length / 2)));
          },
          pull: (controller) => controller.error(new TypeError("terminated")),
        });
        return new Response(body, response);
      },
    });
    return { okta, sandbox, calls: () => calls };
  }

  it("is requested again by json, pages and items", async () => {
    const { okta } = await clientWithBrokenBodies((call) => call % 2 === 0);
    expect(await okta.json<unknown[]>("/api/v1/users?limit=3")).toHaveLength(3);
    let users = 0;
    for await (const _ of okta.items("/api/v1/users?limit=25")) users++;
    expect(users).toBe(62);
  });

  it("is not requested again after a write, or more often than maxRetries", async () => {
    const { okta, calls } = await clientWithBrokenBodies(() => true);
    const write = okta.json("/api/v1/users?activate=false", { method: "POST", json: { profile: {} } });
    await errorOf(write, OktaEdgeError);
    expect(calls()).toBe(1);
    expect(await errorOf(okta.json("/api/v1/users", { maxRetries: 1 }), OktaEdgeError)).toMatchObject({
      code: "network_error",
    });
    expect(calls()).toBe(3);
  });

  it("leaves an iteration that can be resumed at the page that failed", async () => {
    let isBroken = false;
    const { okta } = await clientWithBrokenBodies(() => isBroken);
    const pages = okta.pages<{ id: string }>("/api/v1/users?limit=25", { maxRetries: 0 });
    const ids: string[] = [];
    const read = async () => {
      for await (const page of pages) {
        ids.push(...page.map(({ id }) => id));
        isBroken = ids.length === 25;
      }
    };
    expect((await errorOf(read(), OktaEdgeError)).code).toBe("network_error");
    isBroken = false;
    await read();
    expect(new Set(ids).size).toBe(62);
    expect(ids).toHaveLength(62);
    expect(pages.nextUrl).toBeUndefined();
  });
});
