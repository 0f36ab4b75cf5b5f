import { createOktaClient, type OktaClient } from "@okta-edge/core";
import { createSandbox, type Sandbox, type UserStatus } from "@okta-edge/sandbox";
import { toJsonSchema } from "@valibot/to-json-schema";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import type { Action } from "../src/action.ts";
import { buildActionRequest } from "../src/action-request.ts";
import { catalogue } from "../src/catalogue.ts";
import { isSpecPresent, type OktaSpec, readSpec, type SpecSchema } from "./support/okta-spec.ts";
import { type Scene, scenarios } from "./support/scenarios.ts";
import { restrictedWords, schemaDifferences } from "./support/schema-differences.ts";

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
  [/^groups\..*Role/, / must match exactly one schema in oneOf$/, "As for the roles of users."],
  [/^users\.listDevices$/, /\/resourceAlternateId is null$/, "Recorded so, as for devices."],
  [
    /^users\.listDevices$/,
    /\/hints\/allow\/\* must be equal to one of the allowed values$/,
    "PATCH, recorded so, as for devices.",
  ],
  [/^users\.listClients$/, /_uri is null$/, "Okta's own example has null."],
  [/^authenticatorEnrollments\.list$/, /^ must be object$/, "Okta's description has one; its example is a list."],
  [/^apiTokens\.list$/, /tokenWindow must match pattern/, "The pattern matches nothing, not even Okta's example."],
  [
    /^(apps\.(create|get|list|replace)|groups\.listApps|policies\.listApps)$/,
    / is null$/,
    "Recorded so: apps show null for what is not set.",
  ],
  [/^org\.get$/, /^\/expiresAt is null$/, "Recorded so."],
  [/^apps\.(assign|get|list|update)Users?$/, /\/externalId is null$/, "Recorded so."],
  [/^(users\.listIdps|idps\.list)$/, /\/policy\/\w+\/(filter|matchAttribute) is null$/, "Recorded so."],
  [/^sessions\.get$/, /^\/lastFactorVerification is null$/, "Recorded so."],
  [/^logs\.list$/, / is null$/, "Okta's own example of an event holds null for what there is none of."],
];

const isKnown = (id: string, problem: string) =>
  DIFFERENCES.some(([action, known]) => action.test(id) && known.test(problem));

/** Parameters that Okta no longer describes, and that older SDKs send. */
const RETIRED: readonly string[] = [
  "users.expirePassword?tempPassword",
  "users.resetPassword?provider",
  "users.listAppLinks?showAll",
];

const isRetired = (id: string, name: string) => RETIRED.includes(`${id}?${name}`);

async function makeScene(): Promise<{ readonly scene: Scene; readonly client: OktaClient; readonly sandbox: Sandbox }> {
  let ahead = 0;
  const now = () => Date.now() / 1000 + ahead;
  const sandbox = await createSandbox({ apps: [{ algorithm: "ES256", dpop: false }], now });
  const { store } = sandbox;
  const client = createOktaClient({
    orgUrl: sandbox.orgUrl,
    clientId: sandbox.apps[0]?.clientId ?? "",
    privateKey: sandbox.apps[0]?.privateKey ?? "",
    scopes: [...new Set(catalogue.flatMap(({ scope, furtherScopes }) => [scope, ...furtherScopes]))],
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

it("there is a scenario for every action", () => {
  expect(Object.keys(scenarios).sort()).toEqual(catalogue.map(({ id }) => id).sort());
});

describe("an org answers each action as the catalogue says", () => {
  it.each(named)("%s", async (id, action) => {
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
  it.each(named)("%s", (id, action) => {
    const { method, path, scope, furtherScopes, query, params, body } = action;
    const operation = spec?.find(method, path);
    expect(operation, "the path and the method").toBeDefined();
    const scopes = operation?.security?.flatMap((one) => one.oauth2 ?? []);
    expect(scopes).toEqual([scope, ...furtherScopes]);
    expect(Object.keys(params)).toHaveLength(spec?.parameters(method, path, "path").length ?? -1);
    const reported = spec?.parameters(method, path, "query") ?? [];
    expect(reported.filter(({ name }) => !(name in query)).map(({ name }) => name)).toEqual([]);
    const known = new Set(reported.map(({ name }) => name));
    const isPaging = (name: string) => action.isList && (name === "after" || name === "limit");
    expect(Object.keys(query).filter((name) => !known.has(name) && !isPaging(name) && !isRetired(id, name))).toEqual(
      [],
    );
    for (const { name, required } of reported) {
      if (query[name]) expect(query[name].type !== "optional", name).toBe(required);
    }
    const needsBody = operation?.requestBody?.required ?? false;
    expect(body !== undefined).toBe(operation?.requestBody !== undefined);
    expect(body !== undefined && body.type !== "optional").toBe(needsBody);
  });
});

/** Every difference between the declarations and Okta's description, with the reason. */
const SCHEMA_DIFFERENCES: readonly (readonly [difference: RegExp, reason: string])[] = [
  [/ query (after|limit): unknown to Okta$/, "Every list accepts what a next link contains."],
  [/ query (tempPassword|provider|showAll): unknown to Okta$/, "Retired; older SDKs send it."],
  [/ query \w+: minLength 1 here, none in Okta's$/, "An empty parameter counts as absent before it is checked."],
  [/ query limit: m(in|ax)imum \d+ here, none in Okta's$/, "Okta's text says it."],
  [/ query (sortOrder|status): .* here, any text in Okta's$/, "Okta's text says which words there are."],
  [/ query expand: any text here, .* in Okta's$/, "The description names what can be embedded; Okta adds to it."],
  [/^users\.(list|get) header Content-Type:/, "HTTP clients set it themselves; the description has the value."],
  [/ header OktaAccessGateway-Agent:/, "Only Okta Access Gateway sends it."],
  [/ body[\w.[\]-]*: minLength 1 here, none in Okta's$/, "An empty value is never intended."],
  [/ body\.profile\.\w+: m(in|ax)Length \w+ here, \d+ in Okta's$/, "An org can change the bounds of an attribute."],
  [/ body\.credentials\.userName: m(in|ax)Length none here/, "Okta checks it, with a message of its own."],
  [/recovery_question\.(question|answer): m(in|ax)imum none here/, "Okta means the length, and checks it."],
  [/^users\.create body\.profile\.login: required here$/, "Recorded: 400 E0000001, the field cannot be left blank."],
  [/^users\.change\w+ body\.\w+: required here$/, "The operation is about them; Okta rejects a body without."],
  [/^groups\.(create|replace) body\.profile(\.name)?: required here$/, "Okta rejects a group without a name."],
  [/^groups\.addOwner body\.(id|type): required here$/, "They name the owner."],
  [/^groupRules\.\w+ body\.(name|conditions|actions)[\w.]*: required here$/, "Okta rejects a rule without them."],
  [/^groupRules\.\w+ body\.type: any text here/, "There is one value; Okta checks it."],
  [/^groupRules\.replace body\.status: not named here$/, "It is changed by activate and deactivate."],
  [/^factors\.(enroll|resend) body\.factorType: /, "It decides between Okta's schemas, which have its values."],
  [/^factors\.\w+ body\.provider: any text here/, "Its values depend on the type of the factor."],
  [/^authenticatorEnrollments\.list query discloseIdentifiers: phone here/, "A list of one word in Okta's."],
  [/^policies\.\w+ body\.(status|system): not named here$/, "Okta sets them."],
  [/^policies\.\w+ body\.type: any text here/, "Okta adds types."],
  [/^policies\.simulate .*minRiskLevel: not named here$/, "It passes; `level` is what a sign-in has."],
  [/^(idps|agentPools)\.list query \w+: any text here/, "Okta adds types."],
  [/^agentPools\.list query limitPerPoolType: minimum 1 here/, "Fewer than one is none."],
  [/^eventHooks\.create body\._links: not named here$/, "Okta sets them."],
  [/^zones\.\w+ body\.\w+: not named here$/, "It depends on the type of the zone, and passes."],
  [/^(users|groups)\.assignRole body\.type: /, "Okta's schema has the roles in alternatives."],
  [/ body[\w.]*\.provider\.type: any text here/, "Okta adds providers, and checks them."],
  [/^apps\.\w+ body\.(signOnMode|name): any text here/, "Okta's catalog has thousands of apps, and adds modes."],
  [
    /^(apps|factors)\.\w+ body\.\w+: not named here$/,
    "It depends on the kind of app or factor, or is Okta's to set; it passes.",
  ],
  [/^apps\.assignGroup body\.priority: minimum 0 here/, "Okta's text says so."],
];

describe.runIf(isSpecPresent)("the schemas differ from Okta's only with a reason", () => {
  const differences = spec
    ? catalogue.flatMap((action) => schemaDifferences(action, spec).map((one) => `${action.id} ${one}`))
    : [];

  it("each difference has a reason", () => {
    expect(differences.filter((one) => !SCHEMA_DIFFERENCES.some(([known]) => known.test(one)))).toEqual([]);
  });

  it.each(SCHEMA_DIFFERENCES.map(([known]) => [known]))("%s is still a difference", (known) => {
    expect(differences.some((one) => known.test(one))).toBe(true);
  });
});

it("a response is restricted to no words: Okta adds some", () => {
  const restricted = catalogue.flatMap(({ id, response }) =>
    response ? restrictedWords(toJsonSchema(response, { errorMode: "ignore" }) as SpecSchema, id) : [],
  );
  expect(restricted).toEqual([]);
});
