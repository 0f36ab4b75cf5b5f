import { createOktaClient, type OktaClient } from "@okta-edge/core";
import { createSandbox, type Sandbox, type UserStatus } from "@okta-edge/sandbox";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import type { Action } from "../src/action.ts";
import { buildActionRequest } from "../src/action-request.ts";
import { catalogue } from "../src/catalogue.ts";
import { isSpecPresent, type OktaSpec, readSpec } from "./support/okta-spec.ts";
import { type Scene, scenarios } from "./support/scenarios.ts";

const named = catalogue.map((action) => [action.id, action] as const);
const spec: OktaSpec | undefined = isSpecPresent ? readSpec() : undefined;

/** Where an org answers something else than Okta's description says, and why. */
const DIFFERENCES: readonly (readonly [action: RegExp, problem: RegExp, reason: string])[] = [
  [
    /^users\..*Role/,
    / must match exactly one schema in oneOf$/,
    "Every standard role fits the schema of custom roles too.",
  ],
  [/^factors\.(enroll|activate)$/, /^\/_links\/resend must be object$/, "Okta's own examples show a list of links."],
  [/^factors\.verify$/, /^\/profile\/\w+ must be object$/, "A profile holds texts, as Okta's examples of it do."],
  [/^devices\./, /\/resourceAlternateId is null$/, "Recorded so."],
  [/^devices\./, /\/hints\/allow\/\* must be equal to one of the allowed values$/, "PATCH, recorded so."],
  [/^logs\.list$/, / is null$/, "Okta's own example of an event holds null for what there is none of."],
];

const isKnown = (id: string, problem: string) =>
  DIFFERENCES.some(([action, known]) => action.test(id) && known.test(problem));

async function makeScene(): Promise<{ readonly scene: Scene; readonly client: OktaClient; readonly sandbox: Sandbox }> {
  let ahead = 0;
  const now = () => Date.now() / 1000 + ahead;
  const sandbox = await createSandbox({ apps: [{ algorithm: "ES256", dpop: false }], now });
  const { store } = sandbox;
  const client = createOktaClient({
    orgUrl: sandbox.orgUrl,
    clientId: sandbox.apps[0]?.clientId ?? "",
    privateKey: sandbox.apps[0]?.privateKey ?? "",
    scopes: [...new Set(catalogue.map(({ scope }) => scope))],
    fetch: sandbox.fetch,
    now,
  });
  const must = <Value>(value: Value | undefined, what: string): Value => {
    if (value === undefined) throw new Error(`The sandbox has no ${what}.`);
    return value;
  };
  const scene: Scene = {
    store,
    wait(seconds) {
      ahead += seconds;
    },
    user: (status: UserStatus = "ACTIVE") =>
      must(
        [...store.users.values()].findLast((user) => user.status === status),
        status,
      ),
    named: (login) =>
      must(
        [...store.users.values()].find(({ profile }) => profile.login === login),
        login,
      ),
    groupId: (name) =>
      must(
        [...store.groups.values()].find(({ profile }) => profile.name === name),
        name,
      ).id,
    appId: (label) =>
      must(
        [...store.apps.values()].find(({ definition }) => definition.label === label),
        label,
      ).id,
    async first(id, input) {
      const action = must(
        catalogue.find((known) => known.id === id),
        id,
      );
      const { status, body } = await call(client, action, input);
      if (status >= 300) throw new Error(`${id} answered ${status}: ${JSON.stringify(body)}`);
      return body as Record<string, unknown>;
    },
  };
  return { scene, client, sandbox };
}

async function call(client: OktaClient, action: Action, input: Readonly<Record<string, unknown>>) {
  const { method, path, body: json } = buildActionRequest(action, input);
  const response = await client.fetch(path, { method, json });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : (JSON.parse(text) as unknown) };
}

test("there is a scenario for every action", () => {
  expect(Object.keys(scenarios).sort()).toEqual(catalogue.map(({ id }) => id).sort());
});

describe("an org answers each action as the catalogue says", () => {
  test.each(named)("%s", async (id, action) => {
    const { scene, client } = await makeScene();
    const input = await scenarios[id]?.(scene);
    const { status, body } = await call(client, action, input ?? {});
    expect(status, JSON.stringify(body)).toBe(action.status);
    if (!action.response) return expect(body).toBeUndefined();
    const schema = action.isList ? v.array(action.response) : action.response;
    expect(v.safeParse(schema, body).issues?.map((issue) => v.getDotPath(issue)) ?? []).toEqual([]);
    if (action.isList) expect((body as readonly unknown[]).length).toBeGreaterThan(0);
    if (!spec) return undefined;
    const operation = spec.find(action.method, action.path);
    if (!operation) throw new Error("Okta describes no such operation.");
    const observed = spec.observed(operation.operationId);
    if (observed.length > 0) expect(observed).toContain(String(status));
    const described = Object.keys(operation.responses).find((known) => known.startsWith("2")) ?? "200";
    const problems = [...new Set(spec.validate(operation, described, body) ?? [])];
    expect(problems.filter((problem) => !isKnown(id, problem))).toEqual([]);
  });
});

describe.runIf(isSpecPresent)("the catalogue agrees with Okta's description", () => {
  test.each(named)("%s", (_, action) => {
    const { method, path, scope, query, params, body } = action;
    const operation = spec?.find(method, path);
    expect(operation, "the path and the method").toBeDefined();
    const scopes = operation?.security?.flatMap((one) => one.oauth2 ?? []);
    expect(scopes).toEqual([scope]);
    expect(Object.keys(params)).toHaveLength(spec?.parameters(method, path, "path").length ?? -1);
    const told = spec?.parameters(method, path, "query") ?? [];
    expect(told.filter(({ name }) => !(name in query)).map(({ name }) => name)).toEqual([]);
    const known = new Set(told.map(({ name }) => name));
    expect(Object.keys(query).filter((name) => !known.has(name))).toEqual([]);
    for (const { name, required } of told) {
      if (query[name]) expect(query[name].type !== "optional", name).toBe(required);
    }
    const needsBody = operation?.requestBody?.required ?? false;
    expect(body !== undefined).toBe(operation?.requestBody !== undefined);
    expect(body !== undefined && body.type !== "optional").toBe(needsBody);
  });
});
