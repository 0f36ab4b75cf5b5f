import { mkdir, readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
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

let org: ServedSandbox;
let worker: Workerd;
let browser: Browser;

beforeAll(async () => {
  org = await serve({ port: 0 });
  [worker, browser] = await Promise.all([
    startWorkerd({ ...sandboxSettings(org.sandbox), LOCAL: "on" }, { pages: true }),
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
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => `${parentPath}/${name}`);
  const sizes = await Promise.all(files.map(async (file) => gzipSync(await readFile(file), { level: 9 }).length));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  console.log(`pages: ${(total / 1024).toFixed(1)} KB gzipped`);
  expect(files.length).toBeGreaterThan(5);
  expect(total).toBeLessThanOrEqual(60 * 1024);
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
async function enterKey(page: Page, key = LOCAL_CALLER_KEY): Promise<void> {
  await page.getByLabel("Your key").fill(key);
  await page.getByRole("button", { name: "Use key" }).click();
  await page.getByText("Caller local", { exact: true }).waitFor();
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

it.each(looks)("both pages, %s: axe finds nothing, and nothing is wider than the screen", async (name, options) => {
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
});
