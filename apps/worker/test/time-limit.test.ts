import { expect, it } from "vitest";
import { createTestGateway } from "./support/gateway.ts";

it("both keys of a connection share the time of a call", async () => {
  const gateway = await createTestGateway({ apps: [{ keys: 2 }] }, { TIMEOUT: "1500" });
  const { sandbox, restart, call } = gateway;
  const [app] = sandbox.registeredApps;
  const next = sandbox.apps[0]?.keys[1];
  if (app) app.keys = app.keys.slice(1);
  restart({ OKTA_PRIVATE_KEY_NEXT: next?.privateKey, OKTA_KEY_ID_NEXT: next?.keyId });
  sandbox.faults.set({ on: "token", fault: "slow", milliseconds: 300 });
  sandbox.faults.set({ on: "api", fault: "noResponse" });

  const start = Date.now();
  const response = await call("/api/v1/users");
  expect(response.status).toBe(504);
  expect(Date.now() - start).toBeLessThan(1500);
  expect(sandbox.requests.list.map(({ kind, status }) => [kind, status])).toEqual([
    ["token", 401],
    ["token", 400],
    ["token", 200],
    ["api", undefined],
  ]);
});
