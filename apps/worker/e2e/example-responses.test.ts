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
    return schema ? [[action.id, exampleResponse(schema, schemas, { id: action.id, ...action.example })] as const] : [];
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

describe("the example responses belong to the example requests", () => {
  const exampleOf = (id: string) => JSON.parse(JSON.stringify(Object.fromEntries(examples)[id]));

  it.each([
    ["users.create", "Vera Rubin"],
    ["users.replace", "Alan Turing"],
    ["users.update", "Grace Hopper"],
  ])("%s returns one person: %s", (id, name) => {
    const { profile } = exampleOf(id);
    const [firstName, lastName] = name.split(" ");
    expect(profile).toMatchObject({ firstName, lastName, displayName: name, login: profile.email });
    expect(profile.login).toBe(`${firstName}.${lastName}@example.com`.toLowerCase());
  });

  it.each([
    ["users.create", "STAGED"],
    ["groupRules.create", "INACTIVE"],
    ["factors.enroll", "PENDING_ACTIVATION"],
    ["eventHooks.deactivate", "INACTIVE"],
  ])("%s returns the status %s", (id, status) => {
    expect(exampleOf(id).status).toBe(status);
  });

  it("returns what was sent, where the schema leaves it open", () => {
    const sent = catalogue.find(({ id }) => id === "groupRules.create")?.example.body;
    expect(exampleOf("groupRules.create")).toMatchObject(sent as object);
  });

  it("returns no password, and no calls that were only simulated", () => {
    expect(exampleOf("users.changeRecoveryQuestion").password).toEqual({});
    expect(exampleOf("policies.simulate")[0]).not.toHaveProperty("policyContext");
  });

  it("shows who is in a list of users", () => {
    expect(exampleOf("users.list")[0].profile).toHaveProperty("login");
  });
});
