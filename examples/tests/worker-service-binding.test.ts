import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ServedSandbox, serve } from "@okta-edge/sandbox/serve";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { LOCAL_CALLER_KEY, sandboxSettings } from "../../apps/worker/local/sandbox-settings.ts";
import { freePort, startWorkerProcess, type WorkerProcess } from "../../apps/worker/local/worker-process.ts";
import { exampleFolder, type Program, startServer } from "./support/program.ts";

const folder = exampleFolder("worker-service-binding");

describe("worker-service-binding", () => {
  let served: ServedSandbox;
  let directory: string;
  let gateway: WorkerProcess;
  let badges: Program & { readonly url: string };
  beforeAll(async () => {
    served = await serve({ port: 0 });
    directory = await mkdtemp(join(tmpdir(), "okta-edge-binding-"));
    // Through it, Workers on one machine find each other: these two, and no others.
    vi.stubEnv("WRANGLER_REGISTRY_PATH", join(directory, "registry"));
    const secrets = join(directory, "badges.env");
    await writeFile(secrets, `OKTA_EDGE_KEY="${LOCAL_CALLER_KEY}"\n`);
    const args = [
      "dev",
      "--env",
      "local",
      "--port",
      String(await freePort()),
      "--inspector-port",
      "0",
      "--env-file",
      secrets,
    ];
    [gateway, badges] = await Promise.all([
      startWorkerProcess({
        port: await freePort(),
        settings: sandboxSettings(served.sandbox),
        persistTo: join(directory, "kv"),
      }),
      startServer({
        folder,
        command: join(folder, "node_modules", ".bin", "wrangler"),
        args: [...args, "--show-interactive-dev-session=false"],
        env: { WRANGLER_SEND_METRICS: "false" },
      }),
    ]);
    // Each has started; that they have found each other shows in an answer.
    await vi.waitFor(
      async () => expect((await fetch(`${badges.url}/badges/missing@example.com.svg`)).status).not.toBe(502),
      { timeout: 20_000, interval: 200 },
    );
  });
  afterAll(async () => {
    await Promise.all([badges.stop(), gateway.stop()]);
    await served.close();
    await rm(directory, { recursive: true, force: true });
    vi.unstubAllEnvs();
  });

  it("prints a badge out of what the other Worker gives it", async () => {
    const response = await fetch(`${badges.url}/badges/ada.lovelace@example.com.svg`);
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "image/svg+xml"]);
    expect(await response.text()).toContain("Ada Lovelace");
    expect(served.sandbox.requests.count("token")).toBeGreaterThan(0);
  });

  it("does not print one for an unknown or inactive user", async () => {
    const suspended = [...served.sandbox.store.users.values()].find(({ status }) => status === "SUSPENDED");
    const ask = async (login: string) => (await fetch(`${badges.url}/badges/${login}.svg`)).status;
    expect(await ask("missing@example.com")).toBe(404);
    expect(await ask(String(suspended?.profile.login))).toBe(403);
  });
});
