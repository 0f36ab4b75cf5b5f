import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

it("pnpm --filter worker exec wrangler deploy --dry-run succeeds", async () => {
  const args = ["--filter", "worker", "exec", "wrangler", "deploy", "--dry-run"];
  const { stdout } = await promisify(execFile)("pnpm", args, {
    cwd: ROOT,
    env: { ...process.env, WRANGLER_SEND_METRICS: "false" },
  });
  expect(stdout).toContain("env.TOKEN_CACHE");
  expect(stdout).toContain("--dry-run: exiting now.");
});
