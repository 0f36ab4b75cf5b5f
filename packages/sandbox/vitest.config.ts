import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // One thread for all files: starting one for each takes longer than most of their tests. No file changes what another one reads.
    pool: "threads",
    isolate: false,
    maxWorkers: 1,
    // A busy machine is not the code's fault.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    reporters: ["default", "json"],
    outputFile: { json: "reports/vitest.json" },
  },
});
