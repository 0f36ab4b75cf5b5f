import type { Cases } from "./case.ts";

interface User {
  readonly id: string;
}

/** Lists, page after page, by the links that Okta gives. */
export const pages: Cases = {
  "pages: each is as long as asked for, and the last has no next one": async ({ t, org }) => {
    const list = org.client("dpop").pages<User>("/api/v1/users?limit=25");
    const sizes: number[] = [];
    for await (const page of list) sizes.push(page.length);
    t.equal([sizes, list.nextUrl], [[25, 25, 12], undefined]);
    t.equal((await org.counts()).api, 3);
  },
  "items: all of them, each once": async ({ t, org }) => {
    const ids: string[] = [];
    for await (const { id } of org.client("p256").items<User>("/api/v1/users?limit=25")) ids.push(id);
    t.equal([ids.length, new Set(ids).size], [62, 62]);
  },
  "items: who stops early asks no more": async ({ t, org }) => {
    for await (const { id } of org.client("p256").items<User>("/api/v1/users?limit=25")) {
      t.match(id, /^00u/);
      break;
    }
    t.equal((await org.counts()).api, 1);
  },
  "pages: can be gone on with where they were left": async ({ t, org }) => {
    const client = org.client("p256");
    const ids: string[] = [];
    const first = client.pages<User>("/api/v1/users?limit=40");
    for await (const page of first) {
      ids.push(...page.map(({ id }) => id));
      break;
    }
    for await (const page of client.pages<User>(first.nextUrl ?? "")) ids.push(...page.map(({ id }) => id));
    t.equal(new Set(ids).size, 62);
  },
  "pages: a System Log's end is an empty page, with a next one": async ({ t, org }) => {
    const list = org.client("p256", { scopes: "okta.logs.read" }).pages("/api/v1/logs?limit=1000");
    let events = 0;
    for await (const page of list) events += page.length;
    t.ok(events > 0, "The System Log is empty.");
    t.match(list.nextUrl, /\/api\/v1\/logs\?/);
  },
  "pages: the link is read, however it is written": ({ t, lib: { core } }) => {
    const next = "https://example.okta.com/api/v1/users?after=a,b&limit=2";
    const self = '<https://example.okta.com/api/v1/users?limit=2>; rel="self"';
    const links = new Headers([
      ["link", self],
      ["link", `<${next}>; rel="next"`],
    ]);
    t.equal(core.nextPageUrl(links), next);
    t.equal(core.nextPageUrl(new Headers({ link: `<${next}>; rel=next, ${self}` })), next);
    t.equal(core.nextPageUrl(new Headers({ link: self })), undefined);
  },
  "pages: of another origin are not asked for": ({ t, org }) => {
    const client = org.client("p256");
    let code: unknown;
    try {
      client.pages("https://example.com/api/v1/users");
    } catch (error) {
      code = Object(error).code;
    }
    t.equal(code, "foreign_url");
  },
  "pages: what is not a list is refused": async ({ t, org }) => {
    const iterate = async () => {
      for await (const _ of org.client("p256").pages("/api/v1/users/ada.lovelace@example.com"));
    };
    await t.rejects(iterate(), { name: "OktaApiError", code: "unexpected_response" });
  },
};
