import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createOktaClient } from "@okta-edge/core";
import { type ServedSandbox, serve } from "@okta-edge/sandbox/serve";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { exampleFolder, settingsFor, startProgram } from "./support/program.ts";

interface Event {
  readonly uuid: string;
  readonly published: string;
  readonly eventType: string;
}

describe("log-export", () => {
  let served: ServedSandbox;
  let directory: string;
  let target: string;
  beforeEach(async () => {
    served = await serve({ port: 0 });
    directory = await mkdtemp(join(tmpdir(), "okta-edge-log-"));
    target = join(directory, "log.ndjson");
  });
  afterEach(async () => {
    await served.close();
    await rm(directory, { recursive: true, force: true });
  });

  async function run() {
    const ninetyDaysAgo = new Date(Date.now() - 90 * 86_400_000).toISOString();
    const env = { ...settingsFor(served.sandbox), LOG_FILE: target, LOG_SINCE: ninetyDaysAgo };
    const options = { folder: exampleFolder("log-export"), command: process.execPath, args: ["export.ts"], env };
    const program = startProgram(options);
    return { exitCode: await program.ended, output: program.output() };
  }

  async function readEvents(): Promise<Event[]> {
    const lines = (await readFile(target, "utf8")).split("\n");
    expect(lines.pop()).toBe("");
    return lines.map((line) => JSON.parse(line));
  }

  async function suspend(login: string): Promise<void> {
    const { orgUrl, apps } = served.sandbox;
    const { clientId = "", privateKey = "" } = apps[0] ?? {};
    const okta = createOktaClient({ orgUrl, clientId, privateKey, scopes: ["okta.users.manage"] });
    await okta.json(`/api/v1/users/${login}/lifecycle/suspend`, { method: "POST" });
  }

  it("exports everything, then only what is new", async () => {
    expect((await run()).exitCode).toBe(0);
    const first = await readEvents();
    expect(first.length).toBeGreaterThan(50);
    expect(first.map(({ published }) => published)).toEqual(first.map(({ published }) => published).sort());

    await suspend("ada.lovelace@example.com");
    expect((await run()).exitCode).toBe(0);
    const second = await readEvents();
    expect(second.slice(0, first.length)).toEqual(first);
    expect(second.slice(first.length).map(({ eventType }) => eventType)).toContain("user.lifecycle.suspend");
    expect(new Set(second.map(({ uuid }) => uuid)).size).toBe(second.length);

    expect((await run()).output).toMatch(/^\d events? exported/);
  });

  it("writes a page that was truncated anew", async () => {
    await run();
    const whole = await readEvents();
    await appendFile(target, '{"uuid":"cut o');
    await suspend("ada.lovelace@example.com");
    expect((await run()).exitCode).toBe(0);
    const events = await readEvents();
    expect(events.slice(0, whole.length)).toEqual(whole);
    expect(events.length).toBeGreaterThan(whole.length);
  });

  it("fails, keeps its place and says why when Okta does not answer", async () => {
    await run();
    const position = await readFile(`${target}.position.json`, "utf8");
    served.sandbox.faults.set({ on: "token", fault: "htmlResponse" });
    const { exitCode, output } = await run();
    expect(exitCode).toBe(1);
    expect(output).toContain("token_response_invalid");
    expect(output).not.toContain("PRIVATE KEY");
    expect(await readFile(`${target}.position.json`, "utf8")).toBe(position);
  });
});
