import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
const docs = ["settings", "operations", "storage", "rotation", "deploy", "errors"]
  .map((name) => read(`../../../docs/${name}.md`))
  .join("\n");

it("every setting is documented", () => {
  const settings = [...read("../src/settings/env.ts").matchAll(/readonly ([A-Z_]+)\?/g)].map(([, name]) => name ?? "");
  const bound = [...read("../worker-configuration.d.ts").matchAll(/^\t([A-Z_]+)\??:/gm)].map(([, name]) => name ?? "");
  const names = new Set([...settings, ...bound]);
  expect(names.size).toBeGreaterThan(20);
  expect([...names].filter((name) => !docs.includes(`\`${name}`))).toEqual([]);
});

it("every code that the Worker answers with is documented", () => {
  const sources = readdirSync(new URL("../src", import.meta.url), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => read(`../src/${file}`));
  const codes = new Set(sources.flatMap((source) => [...source.matchAll(/\bcode: "(\w+)"/g)].map(([, code]) => code)));
  expect(codes.size).toBeGreaterThan(10);
  expect([...codes].filter((code) => !docs.includes(`\`${code}\``))).toEqual([]);
});
