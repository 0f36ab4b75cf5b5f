import { request } from "node:http";
import { type ServedSandbox, serve } from "@okta-edge/sandbox/serve";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sandboxSettings } from "../local/sandbox-settings.ts";
import { startWorkerd, type Workerd } from "./support/workerd.ts";

let org: ServedSandbox;
let worker: Workerd;

beforeAll(async () => {
  org = await serve({ port: 0 });
  worker = await startWorkerd({ ...sandboxSettings(org.sandbox), LOCAL: "on" }, { pages: true });
});

afterAll(async () => {
  await worker?.stop();
  await org?.close();
});

interface Received {
  readonly status: number | undefined;
  readonly location: string | undefined;
  readonly text: string;
}

/** Requests a path as it is: `fetch` would normalize it. */
async function get(path: string, method = "GET"): Promise<Received> {
  const { hostname, port } = new URL(worker.url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, method, headers: { accept: "text/html" } }, async (response) => {
      const parts: Buffer[] = [];
      for await (const part of response) parts.push(part);
      const text = Buffer.concat(parts).toString();
      resolve({ status: response.statusCode, location: response.headers.location, text });
    })
      .on("error", reject)
      .end();
  });
}

describe("another form of a page's address redirects to the page", () => {
  it.each([
    ["//", "/"],
    ["//?from=mail", "/?from=mail"],
    ["/docs/", "/docs"],
    ["//docs", "/docs"],
    ["/docs//", "/docs"],
    ["/docs/?topic=users", "/docs?topic=users"],
    ["/Docs", "/docs"],
    ["/DOCS/", "/docs"],
    ["/%64ocs", "/docs"],
    ["/docs/errors/", "/docs/errors"],
    ["/docs//errors", "/docs/errors"],
    ["/Docs/Errors", "/docs/errors"],
    ["/errors", "/docs/errors"],
    ["/Errors/", "/docs/errors"],
    ["/docs/users.md/", "/docs/users.md"],
    ["/docs/groupRules.md/", "/docs/groupRules.md"],
    ["//docs/users.md", "/docs/users.md"],
    ["/docs.md/", "/docs.md"],
    ["/llms.txt/", "/llms.txt"],
    ["/LLMS.txt", "/llms.txt"],
    ["/favicon.ico/", "/favicon.ico"],
    ["/assets/style.css/", "/assets/style.css"],
  ])("%s is %s", async (path, address) => {
    const { status, location } = await get(path);
    // Cloudflare's router for assets redirects some of them itself, with 307.
    expect([307, 308]).toContain(status);
    expect(new URL(location ?? "", worker.url).href).toBe(worker.url + address);
    const page = await get(address);
    expect(page.status).toBe(200);
    expect(page.text.length).toBeGreaterThan(100);
    expect((await get(path, "HEAD")).location).toBe(location);
  });
});

it.each(["/docs/nothing", "/docs/%zz", "/docs/..%5cevil.example", "/assets/nothing.js", "/%5C%5Cevil.example"])(
  "rejects %s, which is not a page, without a key",
  async (path) => {
    const { status, location, text } = await get(path);
    expect([status, location]).toEqual([401, undefined]);
    expect(JSON.parse(text)).toMatchObject({ code: "unauthorized" });
  },
);
