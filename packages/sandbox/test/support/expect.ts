import { expect } from "vitest";
import type { Answer } from "./client.ts";

/** A refusal of the token endpoint. */
export type Refused = readonly [status: number, error: string, description: string];

/** Expects a refusal of the token endpoint, word for word. */
export function expectRefusal({ status, body, text }: Answer, expected: Refused): void {
  expect([status, body?.error, body?.error_description], text).toEqual(expected);
  expect(Object.keys(body).sort()).toEqual(["error", "error_description"]);
}

/** Expects an error of the Management API, in the JSON shape that it has. */
export function expectOktaError(
  { status, body, text }: Answer,
  expected: readonly [status: number, code: string, summary: string],
  ...causes: string[]
): void {
  expect([status, body?.errorCode, body?.errorSummary], text).toEqual(expected);
  expect(body).toEqual({
    errorCode: expected[1],
    errorSummary: expected[2],
    errorLink: expected[1],
    errorId: expect.stringMatching(/^oae\w{16,}$/),
    errorCauses: causes.map((errorSummary) => ({ errorSummary })),
  });
}
