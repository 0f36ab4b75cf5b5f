import { expect, it, vi } from "vitest";
import { createTestGateway } from "./support/gateway.ts";

it("after a rotation that is undone, the current key is used again", async () => {
  const { call, sandbox, restart } = await createTestGateway({ apps: [{ keys: 2 }] });
  const [first, second] = sandbox.apps[0]?.keys ?? [];
  const [app] = sandbox.registeredApps;
  if (!app || !first || !second) throw new Error("The app has no two keys.");
  const [old, fresh] = app.keys;
  if (!old || !fresh) throw new Error("The app has no two keys.");
  restart({
    TOKEN_CACHE: undefined,
    OKTA_PRIVATE_KEY: first.privateKey,
    OKTA_KEY_ID: first.keyId,
    OKTA_PRIVATE_KEY_NEXT: second.privateKey,
    OKTA_KEY_ID_NEXT: second.keyId,
  });
  app.keys = [fresh];
  expect((await call("/api/v1/users?limit=1")).status).toBe(200);
  // The rotation is undone: the next key is removed from the app, with its tokens.
  app.keys = [old];
  sandbox.accessTokens.revokeAll();
  // The core does not repeat the exchange with a rejected key at once.
  const later = performance.now() + 61_000;
  const now = vi.spyOn(performance, "now").mockImplementation(() => later);
  try {
    for (let times = 0; times < 3; times++) {
      const response = await call("/api/v1/users?limit=1");
      expect(response.status, await response.text()).toBe(200);
    }
  } finally {
    now.mockRestore();
  }
});
