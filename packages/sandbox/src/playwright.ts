import { type ServedSandbox, type ServeOptions, serve } from "./serve.ts";

/**
 * Makes the fixture for Playwright's `test.extend`: an Okta org for each test that asks for it.
 *
 * @param options - The org; the port is any that is free.
 * @returns the fixture `okta`.
 * @example
 * ```ts
 * import { test as base } from "@playwright/test";
 * import { oktaFixtures } from "@okta-edge/sandbox/playwright";
 *
 * const test = base.extend(oktaFixtures());
 * test("signs in", async ({ page, okta }) => page.goto(`${okta.url}/_sandbox`));
 * ```
 */
export function oktaFixtures(options: ServeOptions = {}): {
  okta(fixtures: object, use: (okta: ServedSandbox) => Promise<void>): Promise<void>;
} {
  return {
    // Playwright demands that a fixture takes its first parameter apart.
    // biome-ignore lint/correctness/noEmptyPattern: see above.
    async okta({}, use) {
      const okta = await serve({ port: 0, ...options });
      try {
        await use(okta);
      } finally {
        await okta.close();
      }
    },
  };
}
