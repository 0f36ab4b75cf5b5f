import { describe, expect, it } from "vitest";
import { OKTA_MESSAGES } from "../scripts/okta-messages.ts";
import { classifyRefusal } from "../src/index.ts";
import { REFUSALS, type RefusalReason, refusalAdvice } from "../src/okta-wording.ts";

/** The reason of each of Okta's messages, in the order of the list. */
const REASONS: readonly RefusalReason[] = [
  "client_id",
  "client_id",
  "subject",
  "audience",
  ...Array<RefusalReason>(7).fill("clock"),
  "signature",
  "key_id",
  "algorithm",
  "public_key",
  "client_authentication",
  ...Array<RefusalReason>(3).fill("app_type"),
  "unknown_scope",
  ...Array<RefusalReason>(3).fill("invalid_scope"),
  "scope_not_granted",
  "network_zone",
  "dpop_required",
  "dpop_nonce",
  "replay",
  "replay",
  ...Array<RefusalReason>(8).fill("malformed"),
];

describe("classifyRefusal", () => {
  it.each(OKTA_MESSAGES.map(([error, description], i) => [error, description, REASONS[i]] as const))(
    "classifies %s: %s as %s",
    (error, description, reason) => {
      expect(classifyRefusal(error, description)).toBe(reason);
    },
  );

  it.each([
    ["insufficient_scope", "The access token provided does not contain the required scopes.", "insufficient_scope"],
    ["invalid_token", "The token has expired.", "invalid_token"],
    ["invalid_token", "The access token has been revoked.", "invalid_token"],
    ["invalid_request", "The resource request requires a DPoP proof.", "dpop_required"],
    ["use_dpop_nonce", undefined, "dpop_nonce"],
  ])("classifies the challenge %s: %s as %s", (error, description, reason) => {
    expect(classifyRefusal(error, description)).toBe(reason);
  });

  it("returns undefined for unknown wording, whose hint is the System Log", () => {
    expect(classifyRefusal("something_new", "Never seen before.")).toBeUndefined();
    expect(classifyRefusal(undefined, undefined)).toBeUndefined();
    expect(refusalAdvice(undefined)[0]).toContain("System Log");
  });

  it("advises for every reason to change something that the reader can change, in ASCII", () => {
    for (const [, hint] of Object.values(REFUSALS)) expect(hint).toMatch(/^[ -~]+[^.]\.$/);
  });
});
