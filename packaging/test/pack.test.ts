import { execFile } from "node:child_process";
import { appendFile, cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PUBLISHED } from "../src/install.ts";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** What a build reads and writes, and what a tarball contains. */
const PARTS = ["package.json", "src", "site", "dist", "public", "bin"];

describe.each(PUBLISHED)("npm pack in %s", (folder) => {
  let root: string;
  let directory: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "okta-edge-pack-"));
    directory = join(root, folder);
    await mkdir(dirname(directory), { recursive: true });
    await cp(join(ROOT, "scripts"), join(root, "scripts"), { recursive: true });
    for (const part of PARTS) {
      await cp(join(ROOT, folder, part), join(directory, part), { recursive: true }).catch((error) => {
        if (error.code !== "ENOENT") throw error;
      });
    }
  });
  afterEach(() => rm(root, { recursive: true }));

  /** Packs without writing a tarball; returns the names of its files. */
  async function pack(): Promise<readonly string[]> {
    const { stdout } = await run("npm", ["pack", "--json", "--dry-run"], { cwd: directory });
    const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }];
    return files.map(({ path }) => path);
  }

  it("packs what was built, without its record", async () => {
    const files = await pack();

    expect(files).toContain("package.json");
    expect(files.filter((file) => /^dist\/.*\.js$/.test(file)).length).toBeGreaterThan(3);
    expect(files).not.toContain("dist/.sources");
  });

  it("refuses a package that is not built", async () => {
    await rm(join(directory, "dist"), { recursive: true });

    await expect(pack()).rejects.toThrow("is not built");
  });

  it("refuses a package whose sources have changed since its build", async () => {
    const [source = ""] = (await pack()).filter((file) => file.startsWith("src/") && file.endsWith(".ts"));
    await appendFile(join(directory, source), "\n");

    await expect(pack()).rejects.toThrow("was built from other sources");
  });

  it("refuses a package that lacks a file of its build", async () => {
    const built = (await pack()).findLast((file) => /^(dist|public)\//.test(file)) ?? "";
    await rm(join(directory, built));

    await expect(pack()).rejects.toThrow(`lacks ${built}`);
  });
});
