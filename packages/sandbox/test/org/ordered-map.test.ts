import { expect, it } from "vitest";
import { OrderedMap } from "../../src/org/ordered-map.ts";

it("goes on from a place with what is there now", () => {
  const map = new OrderedMap<string>();
  for (const id of ["a", "b", "c", "d"]) map.set(id, `first ${id}`);
  map.set("c", "second c");
  map.delete("b");
  expect([...map.valuesFrom(1)]).toEqual(["second c", "first d"]);
  map.set("b", "second b");
  expect([map.placeOf("c"), map.placeOf("b"), [...map.valuesFrom(2)]]).toEqual([
    2,
    4,
    ["second c", "first d", "second b"],
  ]);
});
