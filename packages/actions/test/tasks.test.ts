import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { catalogue } from "../src/catalogue.ts";
import { compositions } from "../src/compositions.ts";

const text = readFileSync(new URL("../../../docs/tasks.md", import.meta.url), "utf8");
const rows = text.split("\n").filter((line) => /^\| \d+ \|/.test(line));
const known = new Set([...catalogue, ...compositions].map(({ id }) => id));

/** What is written as code and looks like an action's ID. */
const namedIn = (line: string) => [...line.matchAll(/`([a-z][A-Za-z]+\.[A-Za-z]+)`/g)].map(([, id = ""]) => id);

it("at least fifty tasks, numbered, each with an action", () => {
  expect(rows.length).toBeGreaterThanOrEqual(50);
  rows.forEach((row, place) => {
    expect(row).toMatch(new RegExp(`^\\| ${place + 1} \\|`));
    expect(namedIn(row).length, row).toBeGreaterThan(0);
  });
});

it("every action that the tasks name exists", () => {
  const members = new Set(["credentials.userName"]);
  expect(namedIn(text).filter((id) => !known.has(id) && !members.has(id))).toEqual([]);
});

it("every action that a description names exists", () => {
  const topics = new Set(catalogue.map(({ id }) => id.slice(0, id.indexOf("."))));
  const named = [...catalogue, ...compositions].flatMap(({ id, description = "" }) =>
    [...description.matchAll(/\b([a-z][A-Za-z]+)\.([a-z][A-Za-z]+)\b/g)]
      .filter(([, topic = ""]) => topics.has(topic))
      .map(([name]) => [id, name] as const),
  );
  expect(named.length).toBeGreaterThan(100);
  expect(named.filter(([, name]) => !known.has(name))).toEqual([]);
});
