import { describe, expect, it } from "vitest";
import { CALLER_KEY, createTestGateway } from "./support/gateway.ts";

describe("the Authorization header", () => {
  const TARGET = "https://worker.example/api/v1/users?limit=1";

  it.each([
    `Bearer ${CALLER_KEY}`,
    `bearer  ${CALLER_KEY}`,
    `SSWS ${CALLER_KEY}`,
    `SSWS${CALLER_KEY}`,
    `Bearer${CALLER_KEY}`,
  ])("is accepted as %s", async (authorization) => {
    const { fetch } = await createTestGateway();
    expect((await fetch(new Request(TARGET, { headers: { authorization } }))).status).toBe(200);
  });

  it.each([
    `ssws${CALLER_KEY}`,
    `BEARER${CALLER_KEY}`,
    `SSWS\t${CALLER_KEY}`,
    `Basic${CALLER_KEY}`,
    `SSWS:${CALLER_KEY}`,
    CALLER_KEY,
  ])("is rejected as %j", async (authorization) => {
    const { fetch, sandbox } = await createTestGateway();
    expect((await fetch(new Request(TARGET, { headers: { authorization } }))).status).toBe(401);
    expect(sandbox.requests.count()).toBe(0);
  });
});
