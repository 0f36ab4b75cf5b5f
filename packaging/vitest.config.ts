import { defineConfig } from "vitest/config";

/** What starts wrangler or a package manager for most of its tests. `npm run test:long` runs it. */
const LONG = [
  "test/deploy-document.test.ts",
  "test/worker.test.ts",
  "test/deno.test.ts",
  "test/init.test.ts",
  "test/pack.test.ts",
];

export default defineConfig(({ mode }) => ({
  test: {
    include: mode === "long" ? LONG : ["test/**/*.test.ts"],
    exclude: mode === "long" ? [] : LONG,
    typecheck: { enabled: mode !== "long", include: ["test/**/*.test-d.ts"] },
    // Tests wait for events; the limits are for a machine that is busy with other work.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    reporters: ["default", "json"],
    outputFile: { json: `reports/${mode === "long" ? mode : "vitest"}.json` },
  },
}));
