import { readFileSync } from "node:fs";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { catalogue } from "../src/catalogue.ts";
import { readDocuments, selectOpenApi } from "../src/documents.ts";
import { gateActions } from "../src/gate.ts";
import { checkBody, checkQueryText, checkValues } from "../src/input.ts";
import { describeActions } from "../src/openapi.ts";
import { packSchema } from "../src/packed-schema.ts";

const TEXTS = [
  "",
  "x",
  "a@b",
  "true",
  "FALSE",
  "0",
  "-1",
  "1",
  "1.5",
  "21",
  "201",
  "100000",
  "2026-01-31T12:00:00Z",
  "asc",
];
const VALUES = [undefined, null, "", "x", "x".repeat(2000), 0, -1, true, [], ["x"], [1], {}, { type: "x", id: "" }];

/** A value, and each value that differs from it in one place. */
function* variants(value: unknown): Generator<unknown> {
  yield value;
  yield* VALUES;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return;
  for (const [name, member] of Object.entries(value)) {
    for (const variant of variants(member)) yield { ...value, [name]: variant };
  }
}

describe("a gateway's list of actions equals the declarations", () => {
  it("the same actions in the same order", () => {
    expect(gateActions().map(({ id }) => id)).toEqual(catalogue.map(({ id }) => id));
  });

  it.each(catalogue.map((action, place) => [action.id, action, gateActions()[place]] as const))(
    "%s",
    (_, action, gate) => {
      if (!gate) throw new Error("It is missing.");
      const { summary, description, response, example, params, query, body, ...rest } = action;
      expect(gate).toMatchObject(rest);
      expect(Object.keys(gate.params)).toEqual(Object.keys(params));
      expect(Object.keys(gate.query)).toEqual(Object.keys(query));
      for (const value of VALUES) {
        const values = Object.fromEntries(Object.keys(params).map((name) => [name, value]));
        expect(checkValues(gate.params, values, "path")).toEqual(checkValues(params, values, "path"));
      }
      for (const name of Object.keys(query)) {
        for (const text of TEXTS) {
          const search = new URLSearchParams({ [name]: text });
          expect(checkQueryText(gate, search)).toEqual(checkQueryText(action, search));
        }
      }
      if (!body) return expect(gate.body).toBeUndefined();
      for (const variant of variants(example.body)) {
        expect(checkBody(gate, variant)).toEqual(checkBody(action, variant));
      }
    },
  );

  it("what cannot be packed is reported when the list is generated", () => {
    expect(() => packSchema(v.tuple([]))).toThrow("A schema of the type tuple cannot be packed.");
    expect(() => packSchema(v.pipe(v.string(), v.email()))).toThrow("The check email cannot be packed.");
    expect(() => packSchema(v.record(v.string(), v.string()))).toThrow("Only records of anything can be packed.");
  });
});

describe("the documents beside a Worker's code", () => {
  const documents = readDocuments(readFileSync(new URL("../dist/documents.txt", import.meta.url), "utf8"));
  const options = { serverUrl: "https://okta.acme.dev", version: "1.0.0" };

  it("make the same OpenAPI document as the declarations", () => {
    const selected = selectOpenApi(documents, documents.actions, options);
    expect(selected).toEqual(JSON.parse(JSON.stringify(describeActions(catalogue, options))));
  });

  it("make the document of some actions, with the schemas that they refer to", () => {
    const isGroup = ({ id }: { readonly id: string }) => id.startsWith("groups.");
    const selected = selectOpenApi(documents, documents.actions.filter(isGroup), options);
    const expected = describeActions(catalogue.filter(isGroup), options);
    expect(selected).toEqual(JSON.parse(JSON.stringify(expected)));
  });
});
