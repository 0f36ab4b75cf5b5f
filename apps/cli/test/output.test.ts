import { expect, it } from "vitest";
import { chooseColumns, columnHeadings } from "../src/output/columns.ts";
import { flatten } from "../src/output/flatten.ts";
import { toJson } from "../src/output/json.ts";
import { createStyle } from "../src/terminal/style.ts";
import { formatTable } from "../src/terminal/table.ts";

const style = createStyle({ isTTY: false });

it("flattens an item, without links, embedded items and lists of objects", () => {
  expect(
    flatten({
      id: "1",
      ok: false,
      none: null,
      profile: { a: { b: "c" } },
      tags: ["x", "y"],
      parts: [{}],
      _links: { self: "" },
    }),
  ).toEqual({ id: "1", ok: "false", tags: "x, y" });
  expect(flatten({ profile: { a: { b: "c" } } }, 9)).toEqual({ "profile.a.b": "c" });
  expect(flatten("text")).toEqual({ value: "text" });
});

it("has no value for a column that no item has, whatever its name", () => {
  for (const name of ["constructor", "__proto__", "toString"]) expect(flatten({ id: "1" })[name]).toBeUndefined();
});

it("chooses the most informative columns, and none with the same value in all rows", () => {
  const user = (login: string, n: number) => ({
    created: `2026-01-0${n}T00:00:00Z`,
    kind: "x",
    id: `${n}`,
    status: "ACTIVE",
    "profile.login": login,
    "profile.email": login,
  });
  expect(chooseColumns([user("a@example.com", 1), user("b@example.com", 2)])).toEqual([
    "id",
    "status",
    "profile.login",
    "created",
  ]);
});

it("names columns by their ends, unless two are alike", () => {
  expect(columnHeadings(["id", "profile.login"])).toEqual(["id", "login"]);
  expect(columnHeadings(["name", "profile.name"])).toEqual(["name", "profile.name"]);
});

it("fits a table into a width: cuts long cells, leaves out columns at the right", () => {
  const rows = [["1", "a".repeat(60), "z".repeat(20)]];
  const [heading = "", row = ""] = formatTable(["id", "name", "more"], rows, style, 30).split("\n");
  expect(heading).toBe("id  name");
  expect(row).toBe(`1   ${"a".repeat(25)}…`);
  expect(formatTable(["id", "name", "more"], rows, style)).toContain(rows[0]?.join("  ").replace("1  ", "1   "));
});

it("aligns characters of double width", () => {
  const lines = formatTable(
    ["name", "n"],
    [
      ["高橋", "1"],
      ["Ada", "2"],
    ],
    style,
  ).split("\n");
  expect(lines).toEqual(["name  n", "高橋  1", "Ada   2"]);
});

it("escapes control characters in JSON", () => {
  expect(toJson({ a: "\u009B2J\u001B\u2028" })).toBe('{"a":"\\u009b2J\\u001b\\u2028"}');
  expect(toJson(undefined)).toBe("null");
});
