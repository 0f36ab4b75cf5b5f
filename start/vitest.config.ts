import { defineConfig } from "vitest/config";

/** What starts wrangler or a package manager for most of its tests. `npm run test:long` runs it. */
const LONG = ["test/own-org.test.ts", "test/setup-mistakes.test.ts"];

export default defineConfig(({ mode }) => ({
  test: {
    include: mode === "long" ? LONG : ["test/**/*.test.ts"],
    exclude: mode === "long" ? [] : LONG,
    testTimeout: 60_000,
    hookTimeout: 90_000,
    reporters: ["default", "json"],
    outputFile: { json: `reports/${mode === "long" ? mode : "vitest"}.json` },
  },
}));
