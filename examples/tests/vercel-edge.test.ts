import { type ServedSandbox, serve } from "@okta-edge/sandbox/serve";
import { EdgeRuntime, runServer } from "edge-runtime";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exampleFolder, settingsFor } from "./support/program.ts";

const KEY = "portal-key";

/** The function as Vercel bundles it: one script, with the listener that calls its default export. */
async function bundleFunction(): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `import handler from "./api/apps.ts";
        addEventListener("fetch", (event) => event.respondWith(handler(event.request)));`,
      resolveDir: exampleFolder("vercel-edge"),
    },
    bundle: true,
    write: false,
    format: "iife",
    platform: "neutral",
    target: "es2022",
    conditions: ["edge-light", "worker", "browser"],
  });
  return outputFiles[0]?.text ?? "";
}

describe("vercel-edge", () => {
  let served: ServedSandbox;
  let server: Awaited<ReturnType<typeof runServer>>;
  beforeAll(async () => {
    served = await serve({ port: 0 });
    const env = { ...settingsFor(served.sandbox), PORTAL_KEY: KEY };
    const runtime = new EdgeRuntime({
      initialCode: await bundleFunction(),
      extend: (context) => Object.assign(context, { process: { env } }),
    });
    server = await runServer({ runtime });
  });
  afterAll(async () => {
    await server.close();
    await served.close();
  });

  const ask = (query: string, key = KEY) =>
    fetch(`${server.url}/api/apps${query}`, { headers: { authorization: `Bearer ${key}` } });

  it("gives the apps that a person can reach", async () => {
    const response = await ask("?login=ada.lovelace@example.com");
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toContain("private");
    const apps: { label: string; linkUrl: string }[] = await response.json();
    expect(apps.length).toBeGreaterThan(0);
    for (const { label, linkUrl } of apps) expect([label, linkUrl]).toEqual([expect.any(String), expect.any(String)]);
  });

  it("asks for one token, however often it is called", async () => {
    const exchanges = served.sandbox.requests.count("token");
    await Promise.all(["grace.hopper", "ada.lovelace"].map((name) => ask(`?login=${name}@example.com`)));
    expect(served.sandbox.requests.count("token")).toBe(exchanges);
  });

  it("knows who is not there, and gives nothing to anyone who has no key", async () => {
    expect((await ask("?login=missing@example.com")).status).toBe(404);
    expect((await ask("?login=ada.lovelace@example.com", "guess")).status).toBe(401);
  });
});
