import { type ServedSandbox, serve } from "@okta-edge/sandbox/serve";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exampleFolder, settingsFor, startProgram, startServer } from "./support/program.ts";

const KEY = "help-desk-key";
const headers = { authorization: `Bearer ${KEY}` };
const folder = exampleFolder("node-hono");
const start = { folder, command: process.execPath, args: ["server.ts"] };

describe("node-hono", () => {
  let served: ServedSandbox;
  let server: Awaited<ReturnType<typeof startServer>>;
  beforeAll(async () => {
    served = await serve({ port: 0 });
    server = await startServer({ ...start, env: { ...settingsFor(served.sandbox), HELP_DESK_KEY: KEY } });
  });
  afterAll(async () => {
    await server.stop();
    await served.close();
  });

  it("finds people", async () => {
    const response = await fetch(`${server.url}/people?q=ada`, { headers });
    expect(await response.json()).toMatchObject([{ login: "ada.lovelace@example.com", name: "Ada Lovelace" }]);
  });

  it("ends a suspension", async () => {
    const users = [...served.sandbox.store.users.values()];
    const suspended = users.find(({ status }) => status === "SUSPENDED");
    const login = encodeURIComponent(String(suspended?.profile.login));
    const response = await fetch(`${server.url}/people/${login}/unsuspend`, { method: "POST", headers });
    expect(response.status).toBe(204);
    expect(served.sandbox.store.users.get(suspended?.id ?? "")?.status).toBe("ACTIVE");
  });

  it("passes on what Okta refuses, and logs it without a secret", async () => {
    const url = `${server.url}/people/missing@example.com/unlock`;
    const response = await fetch(url, { method: "POST", headers });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: "okta_error" });
    expect(server.output()).toContain("E0000007");
    expect(server.output()).not.toMatch(/PRIVATE KEY|eyJ/);
  });

  it("rejects requests without the key, and does not start without one", async () => {
    expect((await fetch(`${server.url}/people?q=ada`)).status).toBe(401);
    const keyless = startProgram({ ...start, env: { ...settingsFor(served.sandbox), HELP_DESK_KEY: "" } });
    expect(await keyless.ended).toBe(1);
    expect(keyless.output()).toContain("Set HELP_DESK_KEY");
  });
});
