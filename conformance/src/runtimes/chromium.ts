import { readFile } from "node:fs/promises";
import { chromium as browserType } from "playwright-core";
import type { Settings } from "../settings.ts";
import type { CaseResult } from "../suite/case.ts";
import { findChromium } from "./find-chromium.ts";
import type { Runtime } from "./runtime.ts";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Set by `entries/page.ts`. */
declare const runConformance: (settings: Settings) => Promise<CaseResult[]>;

/** A page in Chromium. It stands on the org's own origin, since an org answers no page of another one. */
export const chromium: Runtime = {
  name: "Chromium",
  how: "one file, condition `browser`; a page in a headless browser",
  async run(project, settings) {
    const script = await readFile(await project.bundle("page", "iife", ["browser"]), "utf8");
    const browser = await browserType.launch({ ...(await findChromium()), args: FLAGS }).catch((cause: Error) => {
      throw new Error(`Chromium did not start; as root, on Debian: npm run chromium. ${cause.message}`, { cause });
    });
    try {
      const page = await browser.newPage();
      const address = `${settings.orgUrl}/conformance`;
      await page.route(address, (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html>" }));
      await page.goto(address);
      await page.addScriptTag({ content: script });
      const results = await page.evaluate((given) => runConformance(given), settings);
      return { version: browser.version(), results };
    } finally {
      await browser.close();
    }
  },
};
