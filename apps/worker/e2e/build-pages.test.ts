import { execFile } from "node:child_process";
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { replaceFiles } from "../scripts/replace-files.ts";

const WORKER = fileURLToPath(new URL("../", import.meta.url));

describe("replaceFiles", () => {
  let root: string;
  let folder: URL;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "okta-edge-files-"));
    mkdirSync(join(root, "public/docs"), { recursive: true });
    for (const name of ["same.txt", "docs/changed.md", "docs/stale.md"]) {
      writeFileSync(join(root, "public", name), name);
    }
    folder = pathToFileURL(join(root, "public/"));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const files = new Map([
    ["same.txt", Buffer.from("same.txt")],
    ["docs/changed.md", Buffer.from("anew")],
    ["assets/new.js", Buffer.from("new")],
  ]);
  const inode = (name: string) => statSync(new URL(name, folder)).ino;

  it("leaves these files in the folder and no others", () => {
    replaceFiles(folder, files);

    for (const [name, content] of files) expect(readFileSync(new URL(name, folder))).toEqual(content);
    expect(readdirSync(new URL("docs", folder))).toEqual(["changed.md"]);
    expect(readdirSync(root)).toEqual(["public"]);
  });

  it("writes no file that is right already", () => {
    const before = inode("same.txt");
    replaceFiles(folder, files);

    expect(inode("same.txt")).toBe(before);
  });

  it("lets a reader that has opened a file read it to its end", () => {
    const reader = openSync(new URL("docs/changed.md", folder), "r");
    replaceFiles(folder, files);

    expect(readFileSync(reader, "utf8")).toBe("docs/changed.md");
    closeSync(reader);
  });
});

it.each([
  ["scripts/build-pages.ts", "public", 40],
  ["scripts/build-on-demand.ts", "src/on-demand", 10],
])("%s touches no file that is right already", async (script, folder, least) => {
  const times = () =>
    readdirSync(join(WORKER, folder), { recursive: true, encoding: "utf8" }).map((name) => {
      const { ino, mtimeMs } = statSync(join(WORKER, folder, name));
      return { name, ino, mtimeMs };
    });
  const before = times();
  await promisify(execFile)(process.execPath, [script], { cwd: WORKER });

  expect(before.length).toBeGreaterThan(least);
  expect(times()).toEqual(before);
});
