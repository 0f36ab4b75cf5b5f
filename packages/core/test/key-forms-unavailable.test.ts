import { expect, it, vi } from "vitest";
import { createOktaClient } from "../src/index.ts";
import { makeRsaKey, toTraditional } from "./support/openssl.ts";

const network = vi.hoisted(() => ({ isDown: true }));
vi.mock("../src/key-forms.ts", async (importOriginal) => {
  if (network.isDown) throw new Error("The module cannot be loaded.");
  return importOriginal();
});

it("a client whose code could not be loaded in part reads its key when the network is back", async () => {
  const sent: string[] = [];
  const okta = createOktaClient({
    orgUrl: "https://example.okta.com",
    clientId: "0oa1example",
    privateKey: await toTraditional(await makeRsaKey()),
    scopes: ["okta.users.read"],
    async fetch(request) {
      sent.push(request.url);
      return Response.json({ token_type: "Bearer", access_token: "token", expires_in: 3600, scope: "okta.users.read" });
    },
  });
  await expect(okta.token()).rejects.toMatchObject({ cause: { message: "The module cannot be loaded." } });
  expect(sent).toEqual([]);

  network.isDown = false;
  expect((await okta.token()).accessToken).toBe("token");
});
