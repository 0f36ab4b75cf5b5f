import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { buildActionRequest } from "../src/action-request.ts";
import { TOPICS } from "../src/catalog/topics.ts";
import { catalogue, modules } from "../src/catalogue.ts";
import { curlLine } from "../src/curl.ts";
import { matchOperation } from "../src/operations.ts";

const placed = Object.entries(modules).flatMap(([module, actions]) =>
  Object.entries(actions)
    .filter(([, action]) => "scope" in action)
    .map(([name, action]) => [`${module}.${name}`, (action as { readonly id: string }).id] as const),
);

it("at least 129 actions, each once", () => {
  expect(catalogue.length).toBeGreaterThanOrEqual(129);
  expect(new Set(catalogue.map(({ id }) => id)).size).toBe(catalogue.length);
  expect(new Set(catalogue.map(({ method, path }) => `${method} ${path}`)).size).toBe(catalogue.length);
});

it("an action's ID is where it stands in the typed client", () => {
  expect(placed.map(([place]) => place)).toEqual(placed.map(([, id]) => id));
  expect(placed).toHaveLength(catalogue.length);
});

it("every action that is defined is in the catalogue", () => {
  const folder = new URL("../src/catalog/", import.meta.url);
  const text = readdirSync(folder)
    .map((file) => readFileSync(new URL(file, folder), "utf8"))
    .join("\n");
  const defined = [...text.matchAll(/\bdefineAction\(\{\s*id: "([\w.]+)"/g)].map(([, id = ""]) => id);
  // Each call is found, whatever comes first in it.
  expect(defined).toHaveLength([...text.matchAll(/\bdefineAction\(/g)].length);
  expect(defined.sort()).toEqual(catalogue.map(({ id }) => id).sort());
});

it("every module is an entry of the package", () => {
  const { exports } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  const files = Object.keys(modules).map((name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`));
  for (const file of files) expect(exports[`./${file}`]?.types).toBe(`./dist/catalog/${file}.d.ts`);
});

it("every module says what it is about", () => {
  expect(Object.keys(TOPICS)).toEqual(Object.keys(modules));
});

describe.each(catalogue.map((action) => [action.id, action] as const))("%s", (_, action) => {
  it("is an operation of Okta's, with its scope", () => {
    const { path } = buildActionRequest(action, action.example);
    const operation = matchOperation(action.method, path.replace(/\?.*/, ""))?.operation;
    expect(operation?.scopes).toEqual([action.scope, ...action.furtherScopes]);
    expect(operation?.path.replaceAll(/\{\w+\}/g, "{}")).toBe(action.path.replaceAll(/\{\w+\}/g, "{}"));
  });

  it("only reads use a read scope", () => {
    const isRead = action.method === "GET" || action.risk === "read";
    expect(action.scope.endsWith(".read")).toBe(isRead);
    if (isRead) expect(action.isIdempotent).toBe(true);
  });

  it("its example is good input, and a curl line on one line", () => {
    const line = curlLine(action, { origin: "https://okta.example.com", key: "KEY" });
    expect(line).toMatch(
      /^curl (-X [A-Z]+ )?-H 'Authorization: Bearer KEY' .*'https:\/\/okta\.example\.com\/api\/v1\/[^']+'$/,
    );
    expect(line).not.toContain("\n");
  });

  it("says what it does in a line", () => {
    expect(action.summary).toMatch(/^[A-Z].{3,70}[^.]$/);
  });
});
