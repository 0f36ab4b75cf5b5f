import { defineConfig } from "vitest/config";

/** What starts wrangler or a package manager for most of its tests. `npm run test:long` runs it. */
const LONG = ["test/deploy.test.ts", "test/rotate.test.ts", "test/caller-kv.test.ts"];

export default defineConfig(({ mode }) => ({
  test: {
    include: mode === "long" ? LONG : ["test/**/*.test.ts"],
    exclude: mode === "long" ? [] : LONG,
    // Each test starts processes: on a busy machine they take their time.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: ["default", "json"],
    outputFile: { json: `reports/${mode === "long" ? mode : "vitest"}.json` },
  },
}));
