import { createHash } from "node:crypto";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { catalogue } from "@okta-edge/actions/catalogue";
import { type ServedSandbox, serve } from "@okta-edge/sandbox/serve";
import axe from "axe-core";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findChromium } from "../../../conformance/src/runtimes/find-chromium.ts";
import { LOCAL_CALLER_KEY, sandboxSettings } from "../local/sandbox-settings.ts";
import { startWorkerd, type Workerd } from "./support/workerd.ts";

const PUBLIC = fileURLToPath(new URL("../public/", import.meta.url));
/** Where the tests leave pictures of the pages. */
const PICTURES = fileURLToPath(new URL("../reports/pages/", import.meta.url));

/** The key of a caller that may only read groups. */
const NARROW_KEY = "key-of-a-caller-that-reads-groups";

let org: ServedSandbox;
let worker: Workerd;
let browser: Browser;

beforeAll(async () => {
  org = await serve({ port: 0 });
  const settings = sandboxSettings(org.sandbox);
  const keyHash = `sha256:${createHash("sha256").update(NARROW_KEY).digest("hex")}`;
  const narrow = { name: "reader", keyHash, scopes: ["okta.groups.read"], actions: ["groups.get", "groups.list"] };
  const callers = JSON.stringify([...JSON.parse(settings.CALLERS ?? "[]"), narrow]);
  [worker, browser] = await Promise.all([
    startWorkerd({ ...settings, CALLERS: callers, LOCAL: "on" }, { pages: true }),
    findChromium().then((found) =>
      chromium.launch({ ...found, args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic"] }),
    ),
  ]);
  await mkdir(PICTURES, { recursive: true });
});

afterAll(async () => {
  await browser?.close();
  await worker?.stop();
  await org?.close();
});

it("the pages are at most 60 KB gzipped together", async () => {
  const entries = await readdir(PUBLIC, { recursive: true, withFileTypes: true });
  // No page loads the files for machines.
  const files = entries
    .filter((entry) => entry.isFile() && !/\.(md|txt)$/.test(entry.name))
    .map(({ parentPath, name }) => `${parentPath}/${name}`);
  const sizes = await Promise.all(files.map(async (file) => gzipSync(await readFile(file), { level: 9 }).length));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  console.log(`pages: ${(total / 1024).toFixed(1)} KB gzipped`);
  expect(files.length).toBeGreaterThan(5);
  expect(total).toBeLessThanOrEqual(60 * 1024);
});

it("are there for machines too: llms.txt leads to every action as Markdown", async () => {
  const read = async (path: string) => {
    const response = await fetch(worker.url + path);
    return { status: response.status, type: response.headers.get("content-type"), text: await response.text() };
  };
  const index = await read("/llms.txt");
  expect(index).toMatchObject({ status: 200, type: expect.stringMatching(/^text\/plain/) });
  const paths = [...index.text.matchAll(/\]\((\/docs[^)]*\.md)\)/g)].map(([, path = ""]) => path);
  const pages = new Map(await Promise.all(paths.map(async (path) => [path, await read(path)] as const)));
  for (const [path, page] of pages) {
    expect(page, path).toMatchObject({ status: 200, type: expect.stringMatching(/^text\/markdown/) });
  }
  const all = pages.get("/docs.md")?.text ?? "";
  const byTopic = [...pages].filter(([path]) => path !== "/docs.md").map(([, { text }]) => text);
  for (const { id, method, path } of catalogue) {
    const heading = new RegExp(`^#+ .+ \\(${id}\\)\n\n\`${method} ${path.replaceAll(/[{}]/g, "\\$&")}\``, "m");
    expect(all).toMatch(heading);
    expect(
      byTopic.filter((text) => heading.test(text)),
      id,
    ).toHaveLength(1);
  }
  expect(pages.get("/docs/errors.md")?.text).toContain("| `unauthorized` |");
  const html = await (await fetch(`${worker.url}/docs`)).text();
  expect(html).toContain('<link rel="alternate" href="/docs.md" type="text/markdown">');
  expect(html).not.toMatch(/(src|stylesheet" href|modulepreload" href)="[^"]*\.(md|txt)"/);
});

it("show what docs/walkthrough.md says of the screen", async () => {
  const entries = await readdir(PUBLIC, { recursive: true, withFileTypes: true });
  const files = entries.filter(({ name }) => /\.(html|js)$/.test(name));
  const texts = await Promise.all(files.map(({ parentPath, name }) => readFile(`${parentPath}/${name}`, "utf8")));
  const shown = texts.join("\n").replaceAll("&#39;", "'");
  const walk = await readFile(new URL("../../../docs/walkthrough.md", import.meta.url), "utf8");
  const [, first = ""] = walk.replaceAll(/^```[\s\S]*?^```/gm, "").split(/^## /m);
  const named = [...first.replaceAll(/\s+/g, " ").matchAll(/(?<![*\w])(\*\*|_)([^*_]+)\1(?![*\w])/g)].map(
    ([, , text = ""]) => text,
  );
  // The numbers of the steps, and what the page says of this caller and this address.
  const texted = named.filter((text) => !/^\d+\.|local|127\.0\.0\.1|^200$/.test(text));
  expect(texted.length).toBeGreaterThan(15);
  expect(texted.filter((text) => !shown.includes(text))).toEqual([]);
});

/** Opens a page, and fails if it breaks its own policy, logs an error or calls another origin. */
async function open<T>(path: string, use: (page: Page) => Promise<T>, options: BrowserContextOptions = {}): Promise<T> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  context.setDefaultTimeout(30_000);
  const problems: string[] = [];
  const page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith(worker.url)) problems.push(`request to ${request.url()}`);
  });
  try {
    await page.goto(worker.url + path);
    const result = await use(page);
    expect(problems).toEqual([]);
    return result;
  } finally {
    await context.close();
  }
}

/** Enters a key and waits until the page knows the caller. */
async function enterKey(page: Page, key = LOCAL_CALLER_KEY, name = "local"): Promise<void> {
  await page.getByLabel("Your key").fill(key);
  await page.getByRole("button", { name: "Use key" }).click();
  await page.getByText(`Caller ${name}`, { exact: true }).waitFor();
}

/** The rules of axe that the page breaks, with the elements. */
async function violations(page: Page): Promise<readonly string[]> {
  // A script of the test, which the policy of the page would reject as an element.
  await page.evaluate(axe.source);
  const results = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>("axe.run()");
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

const looks: readonly (readonly [string, BrowserContextOptions])[] = [
  ["wide", {}],
  ["narrow", { viewport: { width: 400, height: 800 } }],
  ["dark", { colorScheme: "dark" }],
];

it.each(looks)("all pages, %s: axe finds nothing, and nothing is wider than the screen", async (name, options) => {
  const check = async (page: Page, picture: string) => {
    await page.screenshot({ path: `${PICTURES}${picture}-${name}.png`, fullPage: picture !== "docs" });
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
  };
  await open(
    "/",
    async (page) => {
      await page.getByText("Ready: ").waitFor();
      await check(page, "home");
      await enterKey(page);
      await page.getByText("Every step works.").waitFor();
      await check(page, "home-access");
    },
    options,
  );
  await open(
    "/docs#users.create",
    async (page) => {
      await page.locator("details[id='users.create'] form").waitFor();
      await check(page, "docs");
    },
    options,
  );
  await open(
    "/docs/errors#cross_site",
    async (page) => {
      await page.locator("#cross_site:target").waitFor();
      await check(page, "errors");
    },
    options,
  );
});

it("is readable without a script, also by a link to an action", async () => {
  await open(
    "/docs#groupRules.list",
    async (page) => {
      expect(await page.locator("details.action").count()).toBe(catalogue.length);
      expect(await page.locator("h2", { hasText: "Group rules" }).isVisible()).toBe(true);
      expect(await page.locator("details[id='groupRules.list'] .about").isVisible()).toBe(true);
      const kinds = await page.locator("#groupRules h3").allTextContents();
      expect(kinds).toEqual(["Reads", "Writes", "Destructive"]);
    },
    { javaScriptEnabled: false },
  );
});

it("finds actions by what is typed, and opens the one that a link names", async () => {
  await open("/docs", async (page) => {
    const shown = () => page.locator("details.action:visible").evaluateAll((all) => all.map(({ id }) => id));
    await page.getByLabel("Search actions").fill("Delete groupRules.delete");
    const found = await shown();
    expect(found).toContain("groupRules.delete");
    expect(found.length).toBeLessThan(5);
    expect(await page.locator("#found").textContent()).toBe(`${found.length} of ${catalogue.length} actions found`);
    await page.getByLabel("Search actions").fill("no such action at all");
    await page.getByRole("button", { name: "Clear the search" }).click();
    expect(await shown()).toHaveLength(catalogue.length);
    await page.getByLabel("Search actions").fill("logs");
    await page.evaluate("location.hash = '#users.suspend'");
    await page.locator("details[id='users.suspend'][open] form").waitFor();
  });
});

it("shows a request in five ways for this origin, chosen by mouse or keyboard, and copies it", async () => {
  await open(
    "/docs#users.suspend",
    async (page) => {
      const entry = page.locator("details[id='users.suspend']");
      const panel = entry.getByRole("tabpanel");
      const path = "/api/v1/users/grace.hopper%40example.com/lifecycle/suspend";
      expect(await panel.textContent()).toBe(`curl -X POST -H 'Authorization: Bearer YOUR_KEY' '${worker.url}${path}'`);
      await entry.getByRole("tab", { name: "curl" }).press("ArrowRight");
      expect(await panel.textContent()).toContain(`fetch("${worker.url}${path}", {\n  method: "POST",`);
      await entry.getByRole("tab", { name: "Typed client" }).click();
      expect(await panel.textContent()).toContain('okta.POST("/api/v1/users/{userId}/lifecycle/suspend", {');
      await entry.getByRole("tab", { name: "okta-edge" }).click();
      expect(await panel.textContent()).toBe(
        `export OKTA_EDGE_URL=${worker.url} OKTA_EDGE_KEY=YOUR_KEY\nokta-edge users suspend grace.hopper@example.com`,
      );
      await entry.getByRole("tab", { name: "MCP" }).click();
      expect(await panel.textContent()).toContain(`'${worker.url}/mcp?toolsets=users'`);
      expect(await panel.textContent()).toContain('"name":"users_suspend"');
      await entry.getByRole("button", { name: "Copy the request" }).click();
      await entry.getByText("Copied", { exact: true }).waitFor();
      expect(await page.evaluate("navigator.clipboard.readText()")).toBe(await panel.textContent());
    },
    { permissions: ["clipboard-read", "clipboard-write"] },
  );
});

it("keeps the key in memory, narrows the list to it, and forgets it", async () => {
  await open("/docs", async (page) => {
    await enterKey(page, NARROW_KEY, "reader");
    const ids = await page.locator("details.action:visible").evaluateAll((all) => all.map(({ id }) => id));
    const expected = catalogue.filter(({ id }) => id === "groups.get" || id === "groups.list").map(({ id }) => id);
    expect(ids.sort()).toEqual(expected.sort());
    await page.evaluate("location.hash = '#groups.list'");
    await page.locator("details[id='groups.list'] form").waitFor();
    await page.locator("details[id='groups.list']").getByRole("button", { name: "Send request" }).click();
    await page.locator("details[id='groups.list'] .status").waitFor();
    const kept = await page.evaluate<string>(
      "location.href + JSON.stringify([localStorage, sessionStorage, document.cookie]) + document.documentElement.outerHTML",
    );
    expect(kept).not.toContain(NARROW_KEY);
    expect(await page.getByLabel("Your key").inputValue()).toBe("");
    await page.getByRole("button", { name: "Forget key" }).click();
    expect(await page.locator("details.action:visible").count()).toBe(catalogue.length);
  });
});

it("leaves the open action where it is when a key narrows the list", async () => {
  await open("/docs#users.suspend", async (page) => {
    const entry = page.locator("details[id='users.suspend'][open]");
    await entry.locator("form").waitFor();
    const top = () => entry.evaluate((element) => element.getBoundingClientRect().top);
    const before = await top();
    await enterKey(page);
    await page.locator("details[id='eventHooks.list']").waitFor({ state: "hidden" });
    expect(Math.abs((await top()) - before)).toBeLessThan(5);
    await page.getByRole("button", { name: "Forget key" }).click();
    await page.locator("details[id='eventHooks.list']").waitFor();
    expect(Math.abs((await top()) - before)).toBeLessThan(5);
  });
});

it("says why a key is not accepted", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${worker.url}/`);
  await page.getByLabel("Your key").fill("not-a-key-of-this-worker");
  await page.getByRole("button", { name: "Use key" }).click();
  await page.getByRole("alert").getByText("401: No caller has this key.").waitFor();
  await context.close();
});

it("sends reads at once and changes only after a confirmation, and shows the response", async () => {
  await open("/docs#users.list", async (page) => {
    await enterKey(page);
    const list = page.locator("details[id='users.list']");
    await list.getByRole("button", { name: "Send request" }).click();
    await list.locator(".status.good", { hasText: "200" }).waitFor();
    await list.getByRole("rowheader", { name: "x-request-id" }).waitFor();
    expect(await list.locator("pre.long").textContent()).toContain('"login"');

    await page.evaluate("location.hash = '#groups.create'");
    const create = page.locator("details[id='groups.create']");
    const send = create.getByRole("button", { name: "Send request" });
    await create.getByLabel("Body (JSON)").fill('{"profile":{"name":"From the page"}}');
    const groups = () =>
      [...org.sandbox.store.groups.values()].filter(({ profile }) => profile.name === "From the page");
    await send.click();
    const dialog = page.getByRole("dialog", { name: "Send this request?" });
    expect(await dialog.textContent()).toContain("POST /api/v1/groups");
    await page.keyboard.press("Escape");
    expect(groups()).toHaveLength(0);
    await send.click();
    await dialog.getByRole("button", { name: "Send request" }).click();
    await create.locator(".status.good").waitFor();
    expect(groups()).toHaveLength(1);

    await page.evaluate("location.hash = '#users.suspend'");
    await page.locator("details[id='users.suspend']").getByRole("button", { name: "Send request" }).click();
    expect(await dialog.getByRole("listitem").textContent()).toBe("write: Someone cannot sign in, or loses an app.");
  });
});

it.each([400, 768, 1440])("shows the codes of errors in one piece at %d px", async (width) => {
  await open(
    "/docs/errors",
    async (page) => {
      const broken = await page.evaluate(() =>
        [...document.querySelectorAll(".errors :is(td:first-child, td:nth-child(4)) code")]
          .filter((code) => code.getClientRects().length > 1)
          .map(({ textContent }) => textContent),
      );
      expect(broken).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    },
    { viewport: { width, height: 900 } },
  );
});
