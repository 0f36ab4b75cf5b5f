import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

/** What waits for a clock, or starts a browser. `npm run test:long` runs it. */
const LONG = ["e2e/pages.test.ts", "e2e/restart.test.ts", "e2e/rotation.test.ts"];

export default defineConfig(({ mode }) => ({
  test: {
    reporters: ["default", "json"],
    // Audit lines are read by the tests that are about them.
    silent: "passed-only",
    outputFile: { json: `reports/${mode === "long" ? mode : "vitest"}.json` },
    projects: [
      {
        plugins: [
          cloudflareTest({
            main: "./test/support/entry/index.ts",
            wrangler: { configPath: "./wrangler.jsonc" },
            // What a test does not send to a sandbox of its own goes nowhere.
            miniflare: {
              bindings: { IDEMPOTENCY_SECRET: "s".repeat(43) },
              durableObjects: { IDEMPOTENCY: { className: "IdempotencyStore", useSQLite: true } },
              outboundService: ({ url }) => new Response(`No way out to ${url}`, { status: 599 }),
            },
          }),
        ],
        test: {
          name: "workerd",
          include: mode === "long" ? [] : ["test/**/*.test.ts"],
          // One workerd for all files: starting one for each takes longer than most of their tests. No file changes what another one reads.
          isolate: false,
          maxWorkers: 1,
          setupFiles: ["./test/support/audit-setup.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "end to end",
          // Many of them wait for a time limit or a process: on two cores, one at a time would leave both idle.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          include: mode === "long" ? LONG : ["e2e/**/*.test.ts"],
          exclude: mode === "long" ? [] : LONG,
          globalSetup: ["./e2e/support/bundle-once.ts"],
          testTimeout: 60_000,
          hookTimeout: 90_000,
          expect: { poll: { timeout: 30_000 } },
        },
      },
    ],
  },
}));
