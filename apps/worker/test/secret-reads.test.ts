import { catalogue } from "@okta-edge/actions/catalogue";
import { listOperations, requiredOfCaller } from "@okta-edge/actions/operations";
import { describe, expect, it } from "vitest";
import { CALLER_KEY, callersSetting, createTestGateway } from "./support/gateway.ts";

/** Operations that return credentials for a read scope, by Okta's rules. */
const SECRET_READS = listOperations().filter(
  ({ method, marks, risk }) => method === "GET" && (marks.includes("secret") || risk !== "read"),
);
const READ_SCOPES = [...new Set(SECRET_READS.flatMap(({ scopes }) => scopes))];

async function gatewayFor(scopes: readonly string[], connectionScopes: readonly string[] = scopes) {
  return createTestGateway(
    { apps: [{ scopes: connectionScopes }] },
    {
      PASS_THROUGH: "on",
      OKTA_SCOPES: connectionScopes.join(" "),
      CALLERS: await callersSetting([{ name: "test", key: CALLER_KEY, scopes }]),
    },
  );
}

it("all ten operations that return secrets are known", () => {
  expect(SECRET_READS).toHaveLength(10);
});

describe("an operation that returns secrets", () => {
  it.each(SECRET_READS.map((operation) => [operation.id, operation] as const))(
    "%s rejects a caller with the read scopes alone, before Okta is called",
    async (_, operation) => {
      // Every read scope of the org, and the right to manage something else.
      const { call, sandbox } = await gatewayFor([...READ_SCOPES, "okta.groups.manage"]);
      const path = operation.path.replaceAll(/\{\w+\}/g, "00x1example");
      for (const variant of [path, `${path}?limit=1`]) {
        const response = await call(variant);
        expect(response.status).toBe(403);
        expect(await response.json()).toMatchObject({
          code: "insufficient_scope",
          scope: requiredOfCaller(operation)[0],
          lackedBy: "caller",
          detail: expect.stringContaining("because the response contains secrets"),
        });
      }
      for (const [variant, method] of [
        [path, "HEAD"],
        [`${path}/`, "GET"],
      ] as const) {
        expect((await call(variant, { method })).status, `${method} ${variant}`).toBe(403);
      }
      expect(sandbox.requests.count()).toBe(0);
    },
  );

  it("is allowed for a caller that may manage what the secrets open, with a token for reading alone", async () => {
    const { call, sandbox } = await gatewayFor(["okta.apps.manage"], ["okta.apps.read"]);
    const response = await call("/api/v1/apps/0oa1example/credentials/secrets");
    expect(response.status).not.toBe(403);
    // The sandbox has no secrets of apps; what matters is that the call is sent.
    expect(sandbox.requests.count("token")).toBeGreaterThan(0);
  });

  it("does not open the identity providers' secrets to a caller that manages users", async () => {
    const { call } = await gatewayFor(["okta.users.manage"]);
    const response = await call("/api/v1/users/00u1example/idps");
    expect(await response.json()).toMatchObject({ code: "insufficient_scope", scope: "okta.idps.manage" });
  });

  it("is not among what a reader is shown", async () => {
    const { call } = await gatewayFor(READ_SCOPES);
    const document = await (await call("/openapi.json")).json<{ paths: Readonly<Record<string, object>> }>();
    const secret = new Set(SECRET_READS.map(({ path }) => path.replaceAll(/\{\w+\}/g, "{}")));
    const shown = Object.keys(document.paths).map((path) => path.replaceAll(/\{\w+\}/g, "{}"));
    expect(shown.filter((path) => secret.has(path))).toEqual([]);
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.length).toBeLessThan(catalogue.length);
  });
});
