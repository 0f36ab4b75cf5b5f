import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import openapiTypescript, { astToString } from "openapi-typescript";
import { describe, expect, it } from "vitest";
import { catalogue } from "../src/catalogue.ts";
import { describeActions } from "../src/openapi.ts";

const document = describeActions(catalogue, { serverUrl: "https://okta.acme.dev", version: "1.0.0" });

/** A client as an integrator would write it over the generated types, with the mistakes that the types must find. */
const CLIENT = `
import createClient from "openapi-fetch";
import type { paths } from "./generated.ts";

const okta = createClient<paths>({ baseUrl: "https://okta.acme.dev", headers: { authorization: "Bearer key" } });

const { data: users } = await okta.GET("/api/v1/users", { params: { query: { search: "x", limit: 5 } } });
export const logins: (string | undefined)[] | undefined = users?.map((user) => user.profile?.login);

const { data: user, error } = await okta.POST("/api/v1/users", {
  params: { query: { activate: false } },
  body: { profile: { login: "vera@acme.dev", costCenterCode: "7" } },
});
export const status: string | undefined = user?.status ?? error?.errorCode;

await okta.POST("/api/v1/users/{userId}/lifecycle/suspend", { params: { path: { userId: "00u1" } } });
await okta.PUT("/api/v1/apps/{appId}/groups/{groupId}", { params: { path: { appId: "0oa1", groupId: "00g1" } } });

// @ts-expect-error The path parameter is missing.
await okta.POST("/api/v1/users/{userId}/lifecycle/suspend", {});
// @ts-expect-error sendEmail must be said.
await okta.POST("/api/v1/users/{userId}/lifecycle/reset_password", { params: { path: { userId: "00u1" } } });
// @ts-expect-error A group has a name.
await okta.POST("/api/v1/groups", { body: { profile: {} } });
// @ts-expect-error There is no such path.
await okta.GET("/api/v1/nothing");
`;

it("it passes Redocly's recommended rules, but for what is Okta's own", async () => {
  const config = await createConfig({ extends: ["recommended"] });
  const problems = await lintFromString({ source: JSON.stringify(document), config });
  // Okta has paths for rules, schemas and lifecycles where an ID could stand.
  const others = problems.filter(({ ruleId }) => ruleId !== "no-ambiguous-paths");
  expect(others.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
});

it("a client that openapi-typescript makes of it type-checks, and finds mistakes", async () => {
  const types = astToString(await openapiTypescript(document as never));
  const folder = mkdtempSync(fileURLToPath(new URL("./generated-", import.meta.url)));
  try {
    writeFileSync(`${folder}/generated.ts`, types);
    writeFileSync(`${folder}/client.ts`, CLIENT);
    const options = ["--strict", "--noEmit", "--skipLibCheck", "--allowImportingTsExtensions", "--types", "node"];
    const module = ["--target", "es2023", "--module", "nodenext", "--moduleResolution", "nodenext"];
    const tsc = fileURLToPath(new URL("../node_modules/typescript/bin/tsc", import.meta.url));
    let output = "";
    try {
      execFileSync(process.execPath, [tsc, "--ignoreConfig", ...options, ...module, `${folder}/client.ts`]);
    } catch (error) {
      output = String((error as { readonly stdout: unknown }).stdout);
    }
    expect(output).toBe("");
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);

describe("every action is described", () => {
  interface Described {
    readonly operationId: string;
    readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
    readonly requestBody?: { readonly required: boolean };
    readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
    readonly "x-okta-scope": string;
    readonly "x-okta-edge-risk": Readonly<Record<string, unknown>>;
  }
  const paths = document.paths as Readonly<Record<string, Readonly<Record<string, Described>>>>;

  it.each(catalogue.map((action) => [action.id, action] as const))("%s", (id, action) => {
    const described = paths[action.path]?.[action.method.toLowerCase()];
    expect(described?.operationId).toBe(id);
    expect(described?.["x-okta-scope"]).toBe([action.scope, ...action.furtherScopes].join(" "));
    expect(described?.["x-okta-edge-risk"]).toMatchObject({ risk: action.risk, marks: action.marks });
    if (action.raisedBy) expect(described?.["x-okta-edge-risk"].raisedBy).toMatchObject(action.raisedBy);
    const named = (place: string) => described?.parameters?.filter((parameter) => parameter.in === place) ?? [];
    expect(named("path").map(({ name, required }) => [name, required])).toEqual(
      [...action.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, true]),
    );
    expect(named("query").map(({ name }) => name)).toEqual(Object.keys(action.query));
    expect(described?.requestBody !== undefined).toBe(action.body !== undefined);
    const success = described?.responses[action.status];
    expect(success).toBeDefined();
    expect(Object.keys(success?.content ?? {})).toEqual(action.response ? ["application/json"] : []);
  });
});
