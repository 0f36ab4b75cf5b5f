import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ServedSandbox, serve } from "@okta-edge/sandbox/serve";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exampleFolder, installedCommand, settingsFor, startProgram, startServer } from "./support/program.ts";

const folder = exampleFolder("deno-kv");
const command = installedCommand("deno");

describe("deno-kv", () => {
  let served: ServedSandbox;
  let directory: string;
  let env: Record<string, string>;
  beforeAll(async () => {
    served = await serve({ port: 0 });
    directory = await mkdtemp(join(tmpdir(), "okta-edge-deno-"));
    env = {
      ...settingsFor(served.sandbox),
      KV_PATH: join(directory, "kv.sqlite"),
      DENO_DIR: join(directory, "cache"),
      DENO_NO_UPDATE_CHECK: "1",
    };
  });
  afterAll(async () => {
    await served.close();
    await rm(directory, { recursive: true, force: true });
  });

  /** Asks a process of its own. */
  async function ask(path: string): Promise<Response> {
    const permissions = ["--unstable-kv", "--allow-env", "--allow-net", "--allow-read", "--allow-write"];
    const server = await startServer({ folder, command, args: ["run", ...permissions, "main.ts"], env });
    try {
      const response = await fetch(server.url + path);
      return new Response(await response.text(), response);
    } finally {
      await server.stop();
    }
  }

  it("type-checks", async () => {
    const program = startProgram({ folder, command, args: ["check", "main.ts"], env });
    expect([await program.ended, program.output()]).toEqual([0, expect.not.stringContaining("error")]);
  });

  it("looks people up, with one token for all processes", async () => {
    const first = await ask("/people/ada.lovelace@example.com");
    expect(await first.json()).toMatchObject({ login: "ada.lovelace@example.com", status: "ACTIVE" });
    const exchanges = served.sandbox.requests.count("token");
    expect(exchanges).toBeGreaterThan(0);

    const second = await ask("/people/missing@example.com");
    expect(second.status).toBe(404);
    expect(served.sandbox.requests.count("token")).toBe(exchanges);
  });

  it("leaves no token in the database in the clear", async () => {
    const files = (await readdir(directory)).filter((file) => file.startsWith("kv.sqlite"));
    const database = Buffer.concat(await Promise.all(files.map((file) => readFile(join(directory, file)))));
    expect(database.includes("okta-edge")).toBe(true);
    expect(database.includes("eyJ")).toBe(true);
    expect(database.includes("accessToken")).toBe(false);
  });
});
