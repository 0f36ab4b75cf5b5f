import { afterAll, beforeAll, expect, it } from "vitest";
import { type ServedSandbox, serve } from "../src/serve.ts";

let served: ServedSandbox;

beforeAll(async () => {
  served = await serve({ port: 0, apps: [{ algorithm: "ES256" }] });
});
afterAll(() => served.close());

const get = (path: string, accept?: string) => fetch(served.url + path, { headers: accept ? { accept } : {} });

it("shows a page to a browser and JSON to a program", async () => {
  const page = await get("/_sandbox", "text/html,application/xhtml+xml,*/*;q=0.8");
  const html = await page.text();
  expect(page.headers.get("content-type")).toBe("text/html;charset=utf-8");
  const nonce = /script-src 'nonce-([^']+)'/.exec(page.headers.get("content-security-policy") ?? "")?.[1];
  expect(html).toContain(`<script nonce="${nonce}">`);
  for (const name of ["Requests", "System Log", "Faults", "Users", "Groups", "Apps"]) expect(html).toContain(name);
  expect(await (await get("/_sandbox")).json()).toMatchObject({ orgUrl: served.url, users: 64 });
});

it("the page's state has the newest requests with the reason of each rejection, and no key", async () => {
  await get("/api/v1/users");
  await fetch(`${served.url}/oauth2/v1/token`, { method: "POST", body: "grant_type=password" });
  await get("/api/v1/nothing");
  const text = await (await get("/_sandbox/state")).text();
  const state = JSON.parse(text);
  expect(state.requests.map(({ path, reason }: { path: string; reason: string }) => [path, reason])).toEqual([
    ["/api/v1/nothing", "E0000008 The requested path was not found"],
    ["/oauth2/v1/token", expect.any(String)],
    ["/api/v1/users", "E0000005 Invalid session"],
  ]);
  expect(state.users[0]).toMatchObject({ login: "ada.lovelace@example.com", status: "ACTIVE" });
  expect(state.events[0]).toMatchObject({ eventType: expect.any(String), result: expect.any(String) });
  expect(text).not.toContain("PRIVATE KEY");
  served.sandbox.faults.set({ on: "api", fault: "noResponse", times: 2 });
  expect((await (await get("/_sandbox/state")).json()).faults).toEqual([{ on: "api", fault: "noResponse", times: 2 }]);
  served.sandbox.faults.clear();
});
