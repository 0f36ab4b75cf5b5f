import type { OktaClientOptions } from "@okta-edge/core";
import type { Case, Cases } from "./case.ts";
import { expectNoSecret } from "./secrets.ts";

/** Options that are refused before anything is sent. */
function refusesOption(code: string, changes: Partial<OktaClientOptions>): Case {
  return async ({ t, org }) => {
    const make = async () => org.client("p256", changes);
    const error = await t.rejects(make(), { name: "ConfigurationError", code });
    t.ok(String(error.message).length > 10, "It says nothing.");
    t.equal(await org.counts(), { token: 0, api: 0 });
  };
}

/** What goes wrong has a stable code, and a hint; and reveals no secret. */
export const errors: Cases = {
  invalid_org_url: refusesOption("invalid_org_url", { orgUrl: "http://example.okta.com" }),
  invalid_client_id: refusesOption("invalid_client_id", { clientId: "" }),
  invalid_scopes: refusesOption("invalid_scopes", { scopes: [] }),
  invalid_lifetime: refusesOption("invalid_lifetime", { assertionLifetime: 3601 }),
  "foreign_url: a token endpoint elsewhere": refusesOption("foreign_url", {
    tokenEndpoint: "https://example.com/token",
  }),
  "foreign_url: a call elsewhere": async ({ t, org }) => {
    await t.rejects(org.client("p256").fetch("https://example.com/api/v1/users"), { code: "foreign_url" });
    await t.rejects(org.client("p256").fetch("//example.com/api/v1/users"), { code: "foreign_url" });
    t.equal(await org.counts(), { token: 0, api: 0 });
  },
  "token_refused: with Okta's words, and a hint": async ({ t, lib: { core }, org, settings }) => {
    const { privateKey } = settings.apps.dpop;
    const error = await t.rejects(org.client("p256", { keyId: undefined, privateKey }).token(), {
      name: "TokenRequestError",
      code: "token_refused",
      status: 401,
      error: "invalid_client",
      errorDescription: "The client_assertion signature is invalid.",
    });
    t.ok(error instanceof core.OktaEdgeError && error instanceof core.TokenRequestError, "It is of another class.");
    t.ok(error.hint && error.requestId, "There is no hint, or no request ID.");
    expectNoSecret(t, error, [privateKey]);
  },
  "token_response_invalid: a page instead of a token": async ({ t, org }) => {
    await org.set({ on: "token", fault: "htmlResponse" });
    await t.rejects(org.client("p256").token(), { code: "token_response_invalid" });
  },
  "insufficient_scope: by its header": async ({ t, org }) => {
    const client = org.client("narrow", { scopes: ["okta.users.read", "okta.groups.read"] });
    await t.rejects(client.json("/api/v1/users"), {
      name: "OktaApiError",
      code: "insufficient_scope",
      status: 403,
      scope: "okta.users.read",
    });
  },
  missing_admin_role: async ({ t, org }) => {
    await t.rejects(org.client("roleless").json("/api/v1/users"), {
      code: "missing_admin_role",
      status: 403,
      errorCode: "E0000006",
    });
  },
  "okta_error: with Okta's own code and words": async ({ t, org }) => {
    const error = await t.rejects(org.client("p256").json("/api/v1/users/missing@example.com"), {
      code: "okta_error",
      status: 404,
      errorCode: "E0000007",
    });
    t.match(error.errorSummary, /^Not found: /);
    t.match(error.requestId, /\S{8,}/);
  },
  "network_error: no server responds": async ({ t, org }) => {
    const changes = { maxRetries: 0, fetch: () => Promise.reject(new TypeError("fetch failed")) };
    await t.rejects(org.client("p256", changes).token(), { code: "token_endpoint_unreachable" });
    const client = org.client("p256", { maxRetries: 0 });
    await client.token();
    await org.set({ on: "api", fault: "connectionReset" });
    await t.rejects(client.json("/api/v1/users"), { name: "OktaEdgeError", code: "network_error" });
  },
  "fetch gives every answer, and throws for none": async ({ t, org }) => {
    const client = org.client("p256", { maxRetries: 0 });
    t.equal((await client.fetch("/api/v1/users/missing@example.com")).status, 404);
    t.equal((await client.fetch("/api/v1/groups")).status, 403);
    await org.set({ on: "api", fault: "status500" });
    t.equal((await client.fetch("/api/v1/users")).status, 500);
  },
  "toJSON: plain data without secrets": async ({ t, org, settings }) => {
    let assertion = "";
    const client = org.client("p256", {
      clientId: "0oaNobody",
      async fetch(request) {
        assertion = new URLSearchParams(await request.clone().text()).get("client_assertion") ?? "";
        return fetch(request);
      },
    });
    const error = await t.rejects(client.token(), { code: "token_refused" });
    const data = JSON.parse(JSON.stringify(error));
    t.equal([data.name, data.code, data.error], ["TokenRequestError", "token_refused", "invalid_client"]);
    t.ok(data.message && data.hint && !("stack" in data), "The message or the hint is missing, or the stack is there.");
    t.ok(assertion.length > 100, "There was no assertion.");
    expectNoSecret(t, error, [assertion, settings.apps.p256.privateKey]);
  },
};
