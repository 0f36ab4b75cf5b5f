import { createOktaClient } from "@okta-edge/core";
import { createSandbox, type FaultName, type Sandbox } from "@okta-edge/sandbox";
import { type ServedSandbox, serve } from "@okta-edge/sandbox/serve";
import { expectTypeOf, it } from "vitest";

declare const sandbox: Sandbox;

it("a sandbox's fetch is one for the client", () => {
  const { fetch, orgUrl } = sandbox;
  createOktaClient({ orgUrl, clientId: "0oa1", privateKey: "pem", scopes: ["okta.users.read"], fetch });
});

it("what it takes is known", () => {
  expectTypeOf(
    createSandbox({ users: 3, rateLimits: {}, apps: [{ dpop: false, scopes: ["okta.users.read"] }] }),
  ).resolves.toEqualTypeOf<Sandbox>();
  // @ts-expect-error: no such option
  createSandbox({ user: 3 });
});

it("a fault is one of those that there are", () => {
  sandbox.faults.set({ on: "token", fault: "noResponse", times: 1 });
  // @ts-expect-error: no such fault
  sandbox.faults.set({ on: "token", fault: "sulk" });
  expectTypeOf<"connectionReset">().toExtend<FaultName>();
});

it("it is served where it says, and not where the caller wants the org to be", () => {
  expectTypeOf(serve({ port: 0 })).resolves.toEqualTypeOf<ServedSandbox>();
  // @ts-expect-error: its URL is what it listens on
  serve({ orgUrl: "https://example.okta.com" });
});
