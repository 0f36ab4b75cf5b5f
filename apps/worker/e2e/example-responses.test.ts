import { readFileSync } from "node:fs";
import { catalogue } from "@okta-edge/actions/catalogue";
import { readDocuments } from "@okta-edge/actions/documents";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { exampleResponse } from "../site/build/example-response.ts";
import { readReference, successOf } from "../site/build/reference.ts";

const DOCUMENTS = new URL("../../../packages/actions/dist/documents.txt", import.meta.url);

const { topics, schemas } = readReference(readDocuments(readFileSync(DOCUMENTS, "utf8")));
/** Each action that returns a body, with the example of it that `/docs` shows. */
const examples = topics
  .flatMap(({ entries }) => entries)
  .flatMap(({ action, operation }) => {
    const { schema } = successOf(operation);
    return schema ? [[action.id, exampleResponse(schema, schemas, action.example.body)] as const] : [];
  });

describe.each(examples)("the example response of %s", (id, example) => {
  it("is what the action declares", () => {
    const action = catalogue.find((one) => one.id === id);
    if (!action?.response) throw new Error(`${id} declares no response.`);

    expect(v.safeParse(action.isList ? v.array(action.response) : action.response, example).issues).toBeUndefined();
  });

  it("holds values, and nothing that stands for one", () => {
    expect(JSON.stringify(example)).not.toMatch(/…|example\.okta\.com\/"/);
  });
});
