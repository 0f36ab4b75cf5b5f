import type { Bench, Cases } from "./case.ts";

/** Forces a garbage collection where the runtime can: Node runs with --expose-gc. */
async function collectGarbage(): Promise<void> {
  for (let i = 0; i < 5; i++) {
    await new Promise((resolve) => setTimeout(resolve, 0));
    (globalThis as { gc?: () => void }).gc?.();
  }
}

/** A client that has its token already, of an org whose next API response stalls in the middle of its body. */
async function clientOfStalledBody({ org }: Bench) {
  const client = org.client("p256");
  await client.token();
  await org.set({ on: "api", fault: "bodyHeld" });
  return client;
}

/** A body that stalls ends with the caller's signal or the timeout, also after the request has been garbage collected. */
export const bodies: Cases = {
  "fetch: the caller's abort reaches the body": async (bench) => {
    const client = await clientOfStalledBody(bench);
    const controller = new AbortController();
    const response = await client.fetch("/api/v1/users", { signal: controller.signal });
    await collectGarbage();
    const text = response.text();
    controller.abort(new Error("enough"));
    await bench.t.rejects(text, {});
  },
  "json: a stalled body ends with the timeout": async (bench) => {
    const client = await clientOfStalledBody(bench);
    const call = bench.t.rejects(client.json("/api/v1/users", { timeout: 500 }), { code: "timeout" });
    await collectGarbage();
    await call;
  },
  "json: a stalled error body ends with the timeout": async (bench) => {
    const client = await clientOfStalledBody(bench);
    const call = bench.t.rejects(client.json("/api/v1/users/missing", { timeout: 500 }), { code: "timeout" });
    await collectGarbage();
    await call;
  },
  "requestToken: a stalled body ends with the timeout": async ({ t, org, settings, lib: { core } }) => {
    await org.set({ on: "token", fault: "bodyHeld" });
    const { clientId, keyId, privateKey } = settings.apps.p256;
    const exchange = core.requestToken({
      tokenEndpoint: `${settings.orgUrl}/oauth2/v1/token`,
      clientId,
      keyId,
      privateKey: await core.importPrivateKey(privateKey),
      scopes: ["okta.users.read"],
      timeout: 500,
    });
    const failed = t.rejects(exchange, { code: "timeout" });
    await collectGarbage();
    await failed;
  },
  "fetch: a 401 with a long body is returned whole": async ({ t, org }) => {
    const filler = "x".repeat(1_000_000);
    const client = org.client("p256", {
      fetch: (request) =>
        request.url.endsWith("/token")
          ? fetch(request)
          : Promise.resolve(Response.json({ errorCode: "E0000011", filler }, { status: 401 })),
    });
    const response = await client.fetch("/api/v1/users", { timeout: 5000 });
    t.equal([response.status, (await response.json()).filler.length], [401, filler.length]);
  },
};
