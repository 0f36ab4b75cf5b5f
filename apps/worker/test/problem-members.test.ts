import { env } from "cloudflare:workers";
import * as core from "@okta-edge/core";
import {
  type ConfigurationError,
  OktaApiError,
  OktaEdgeError,
  PrivateKeyError,
  RateLimitError,
  TimeoutError,
  TokenRequestError,
} from "@okta-edge/core";
import { describe, expect, it } from "vitest";
import * as ERROR_TABLES from "../../../packages/core/src/error-table.ts";
import { problemBody, toProblem } from "../src/http/problem.ts";
import { coreProblem, invalidSetting, SettingsError } from "../src/settings/settings-error.ts";
import { CALLER_KEY, callersSetting, createTestGateway } from "./support/gateway.ts";
import { expectDistinctMembers, type ProblemTexts } from "./support/problem-members.ts";

type Template = readonly [message: string, hint?: string, option?: string];
type Details = { readonly hint: string | undefined; readonly option: string | undefined };
type Make = (code: never, message: string, details: Details) => OktaEdgeError;

/** How the error of an entry is made, by the table that it is in. */
const MAKERS: Readonly<Record<keyof typeof ERROR_TABLES, Make>> = {
  PRIVATE_KEY_ERRORS: (...args) => new PrivateKeyError(...args),
  CONFIGURATION_ERRORS: (...args): ConfigurationError => new core.ConfigurationError(...args),
  TOKEN_REQUEST_ERRORS: (...args) => new TokenRequestError(...args),
  OKTA_API_ERRORS: (code, message, details) =>
    code === "rate_limited"
      ? new RateLimitError(message, 12, { ...details, status: 429 })
      : new OktaApiError(code, message, { ...details, status: 400 }),
  TRANSPORT_ERRORS: (code, message, details) =>
    code === "timeout" ? new TimeoutError(message, details) : new OktaEdgeError(code, message, details),
  ACTION_ERRORS: (...args) => new OktaEdgeError(...args),
};

const ENTRIES = Object.entries(ERROR_TABLES).flatMap(([table, entries]) =>
  Object.entries<Template>(entries).map(
    ([id, template]) => [id, MAKERS[table as keyof typeof MAKERS], template] as const,
  ),
);

describe("`detail`, `errorSummary` and `errorCauses` do not repeat one sentence", () => {
  it.each(ENTRIES)("of the error %s", (id, make, [message, hint, option]) => {
    const error = make(id.replace(/\..*/, "") as never, message, { hint, option });
    expectDistinctMembers(bodyOf(error));
    expectDistinctMembers(bodyOf(new SettingsError([coreProblem(error, "OKTA_SETTING", (name) => name)])));
  });

  it("of invalid settings and of an unknown error", () => {
    const problems = ["OKTA_ORG_URL", "OKTA_SCOPES"].map((name) =>
      invalidSetting(name, "must not be empty.", "Set it."),
    );
    expectDistinctMembers(bodyOf(new SettingsError(problems)));
    expectDistinctMembers(bodyOf(new Error("Unexpected")));
  });

  const json = { "content-type": "application/json" };
  const post = (body: BodyInit, headers: Record<string, string> = json) => ({
    method: "POST",
    body,
    headers,
  });
  it.each<[code: string, path: string, init?: RequestInit, settings?: Record<string, unknown>]>([
    ["unauthorized", "/api/v1/users", { headers: { "x-api-key": "another" } }],
    ["insufficient_scope", "/api/v1/users", {}, { CALLERS: callers({ scopes: ["okta.groups.read"] }) }],
    ["insufficient_scope", "/api/v1/apps", {}, { CALLERS: callers({ scopes: ["okta.apps.read"] }) }],
    ["not_allowed", "/api/v1/users", {}, { CALLERS: callers({ actions: ["groups.list"] }) }],
    [
      "not_allowed",
      "/api/v1/groups/00g2/users/00u1",
      { method: "PUT" },
      {
        CALLERS: callers({ actions: ["groups.addMember", "groups.list"], where: { groupId: ["00g1"] } }),
        OKTA_SCOPES: "okta.groups.manage",
      },
    ],
    ["scope_not_granted", "/api/v1/groups"],
    ["no_such_connection", "/connections/eu/api/v1/users"],
    ["not_found", "/api/v1/nothing"],
    ["not_found", "/api/v1/users/%2e%2e"],
    ["method_not_allowed", "/api/v1/users", { method: "DELETE" }],
    ["invalid_input", "/api/v1/users?limit=three"],
    ["invalid_input", "/api/v1/users?limit=three&sortOrder=up&serch=x"],
    ["invalid_input", "/api/v1/users", post("{}")],
    ["invalid_input", "/api/v1/users", post("[]")],
    ["malformed_json", "/api/v1/users", post("{")],
    ["invalid_encoding", "/api/v1/users", post(new Uint8Array([0xff]))],
    ["unsupported_media_type", "/api/v1/users", post("{}", { "content-type": "text/plain" })],
    ["unexpected_body", "/api/v1/users/00u1/lifecycle/suspend", post('{"a":1}')],
    ["body_too_large", "/api/v1/users", post(" ".repeat(17 * 1024 * 1024))],
    ["no_page", "/docs"],
    ["not_configured", "/api/v1/users", {}, { CALLERS: undefined, OKTA_SCOPES: "users" }],
    ["not_configured", "/api/v1/users", {}, { OKTA_ORG_URL: "example.okta.com", OKTA_CLIENT_ID: "" }],
    ["token_refused", "/api/v1/users", {}, { OKTA_CLIENT_ID: "0oaunknown" }],
    [
      "invalid_idempotency_key",
      "/api/v1/users",
      post("{}", { ...json, "idempotency-key": "k".repeat(300) }),
      { IDEMPOTENCY: (env as unknown as { IDEMPOTENCY: DurableObjectNamespace }).IDEMPOTENCY },
    ],
  ])("of the response %s to %s", async (code, path, init, settings) => {
    const resolved = Object.entries(settings ?? {}).map(async ([name, value]) => [name, await value] as const);
    const CALLERS = callers({ scopes: ["okta.users.manage", "okta.groups.read"] });
    const changes = { CALLERS: await CALLERS, ...Object.fromEntries(await Promise.all(resolved)) };
    const { fetch } = await createTestGateway({ apps: [{ scopes: ["okta.users.manage"] }] }, changes);
    const headers = { authorization: `Bearer ${CALLER_KEY}`, ...init?.headers };
    if ("x-api-key" in headers) headers.authorization = "";
    const response = await fetch(new Request(`https://worker.example${path}`, { ...init, headers }));
    const problem = await response.json<ProblemTexts & { code: string }>();
    expect(problem.code).toBe(code);
    expectDistinctMembers(problem);
  });
});

function bodyOf(error: unknown): ProblemTexts {
  return problemBody(toProblem(error), "request") as unknown as ProblemTexts;
}

function callers(rules: Omit<Parameters<typeof callersSetting>[0][number], "name" | "key">): Promise<string> {
  return callersSetting([{ name: "test", key: CALLER_KEY, ...rules }]);
}
