import { test as base, type TestAPI } from "vitest";
import { type ServedSandbox, type ServeOptions, serve } from "./serve.ts";

/** What a test of {@link test} has. */
export interface SandboxFixtures {
  /** Set with `test.override` or `test.scoped` to make another org. */
  readonly sandboxOptions: ServeOptions;
  /** A sandbox that listens on a free port of this machine, and stops after the test. */
  readonly okta: ServedSandbox;
}

/**
 * The `test` of Vitest with an Okta org: a fixture `okta`, made for each test that asks for it.
 *
 * @example
 * ```ts
 * import { test } from "@okta-edge/sandbox/vitest";
 *
 * test("lists users", async ({ okta }) => {
 *   await runMyApp({ OKTA_ORG_URL: okta.url });
 * });
 * ```
 */
export const test: TestAPI<SandboxFixtures> = base.extend<SandboxFixtures>({
  sandboxOptions: {},
  okta: async ({ sandboxOptions }, use) => {
    const okta = await serve({ port: 0, ...sandboxOptions });
    try {
      await use(okta);
    } finally {
      await okta.close();
    }
  },
}) as TestAPI<SandboxFixtures>;
