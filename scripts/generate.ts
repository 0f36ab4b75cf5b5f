// Writes every file that is made from the sources: `npm run generate`. What tests measure is written by the tests: see CONTRIBUTING.md.
import { execFileSync } from "node:child_process";

/** Each command with the folder in which it runs, in an order in which each finds what it reads. */
const COMMANDS: readonly (readonly [folder: string, ...command: string[]])[] = [
  [".", "node", "scripts/versions.ts"],
  ["packages/core", "pnpm", "run", "docs"],
  ["packages/actions", "pnpm", "run", "docs"],
  [".", "turbo", "run", "build", "--output-logs=errors-only"],
  ["packages/sandbox", "node", "scripts/counts.ts"],
  ["apps/worker", "pnpm", "run", "types"],
  ["apps/worker", "pnpm", "run", "on-demand"],
  [".", "turbo", "run", "build", "--output-logs=errors-only"],
  ["apps/cli", "pnpm", "run", "docs"],
  ["packages/core", "pnpm", "run", "api"],
  ["packages/actions", "pnpm", "run", "api"],
  ["packages/sandbox", "pnpm", "run", "api"],
  ["apps/worker", "pnpm", "run", "api"],
  [".", "node", "scripts/okta-app-images.ts"],
  [".", "node", "scripts/path-images.ts"],
  [".", "node", "scripts/counts.ts"],
  [".", "node", "scripts/llms-index.ts"],
  // A number may have become longer than its line.
  [".", "node", "scripts/format-markdown.ts"],
];

const root = new URL("../", import.meta.url);
for (const [folder, command = "", ...args] of COMMANDS) {
  console.log(`${folder}: ${[command, ...args].join(" ")}`);
  const cwd = new URL(`${folder}/`, root);
  execFileSync(command, args, { cwd, stdio: ["ignore", "ignore", "inherit"], shell: process.platform === "win32" });
}
