import { describe, expect, it } from "vitest";
import { createApiError, RateLimitError } from "../src/index.ts";

const challenge = (scope: string) =>
  `Bearer authorization_uri="http://acme.okta.com/oauth2/v1/authorize", realm="http://acme.okta.com",${scope} error="insufficient_scope", error_description="The access token provided does not contain the required scopes.", resource="/api/v1/groups"`;
const response = (status: number, headers: Record<string, string> = {}) => ({ status, headers: new Headers(headers) });

describe("createApiError", () => {
  it("explains a scope that is not granted from the headers alone", () => {
    const error = createApiError(
      response(403, { "www-authenticate": challenge(' scope="okta.groups.read",'), "x-okta-request-id": "r1" }),
      undefined,
    );
    expect(error).toMatchObject({
      code: "insufficient_scope",
      status: 403,
      scope: "okta.groups.read",
      requestId: "r1",
      option: "scopes",
      hint: "Grant okta.groups.read to the app (Okta API Scopes) and add it to `scopes`.",
      message: "Okta returned 403, The access token provided does not contain the required scopes.",
    });
    expect(error.describe(() => "OKTA_SCOPES").hint).toMatch(/add it to OKTA_SCOPES\.$/);
  });

  it("names no scope if Okta names none", () => {
    const error = createApiError(response(403, { "www-authenticate": challenge("") }), undefined);
    expect(error).toMatchObject({ code: "insufficient_scope", scope: undefined });
    expect(`${error.message} ${error.hint}`).not.toContain("undefined");
  });

  it("explains a missing admin role from Okta's body", () => {
    const body = {
      errorCode: "E0000006",
      errorSummary: "You do not have permission to perform the requested action",
      errorCauses: [],
    };
    expect(createApiError(response(403), body)).toMatchObject({
      code: "missing_admin_role",
      errorCode: "E0000006",
      hint: "Assign an admin role that allows this operation to the app: Admin roles.",
      message: "Okta returned 403, E0000006, You do not have permission to perform the requested action.",
    });
  });

  it("returns hints that fit into a header", () => {
    for (const error of [
      createApiError(response(403, { "www-authenticate": challenge(' scope="okta.groups.read",') }), undefined),
      createApiError(response(403), { errorCode: "E0000006" }),
    ]) {
      expect(new Headers({ "okta-edge-hint": error.hint ?? "" }).get("okta-edge-hint")).toBe(error.hint);
    }
  });

  it("returns a RateLimitError for 429", () => {
    const error = createApiError(
      response(429, {
        date: "Tue, 03 Jan 2034 00:00:00 GMT",
        "x-rate-limit-limit": "10",
        "x-rate-limit-remaining": "0",
        "x-rate-limit-reset": String(Date.parse("Tue, 03 Jan 2034 00:00:11 GMT") / 1000),
      }),
      undefined,
    );
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ retryAfter: 12, message: "Okta rate limit exceeded; resets in 12 s." });
  });

  it.each([undefined, null, "text", 1, [], { errorCode: 1, errorCauses: [null, { errorSummary: 2 }] }])(
    "accepts the body %j",
    (body) => {
      expect(createApiError(response(404), body)).toMatchObject({ code: "okta_error", message: "Okta returned 404." });
    },
  );
});
