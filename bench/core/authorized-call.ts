import sdk from "@okta/okta-sdk-nodejs";
import { createOktaClient } from "@okta-edge/core";
import { createServiceApp } from "../lab/service-app.ts";
import { startUpstream } from "../lab/start-upstream.ts";
import { alternate, compareTable, shareOf } from "../src/alternate.ts";
import type { Outcome, Question, Table } from "../src/question.ts";
import { speedOf } from "../src/speed-of.ts";

const ROUNDS = 7;

export const question: Question = {
  name: "core/authorized-call",
  title: "A call with a token in memory",
  method:
    "`GET /api/v1/users/{id}` of an org in another process, one call at a time and 32 at once. The floor is `fetch` with a ready `Authorization` header, and `json()`.",
  async run() {
    await using upstream = await startUpstream();
    const { clientId, keyId, pem: privateKey } = await createServiceApp();
    const app = { orgUrl: upstream.origin, clientId, keyId, privateKey, scopes: ["okta.users.read"] };
    const okta = createOktaClient({ ...app, dpop: "never" });
    const options = { ...app, authorizationMode: "PrivateKey", cacheMiddleware: null };
    const client = new sdk.Client({ ...options, testing: { disableHttpsCheck: true } } as never);
    const headers = { accept: "application/json", authorization: `Bearer ${(await okta.token()).accessToken}` };
    const path = "/api/v1/users/00u1example";

    const tables: Table[] = [];
    const outcomes: Outcome[] = [];
    for (const [concurrency, target] of [
      [1, "≥ 0.95"],
      [32, "≥ 0.85"],
    ] as const) {
      const measured = await alternate(
        [
          speedOf("fetch", async () => (await fetch(upstream.origin + path, { headers })).json(), concurrency),
          speedOf("@okta-edge/core", () => okta.json(path), concurrency),
          speedOf("@okta/okta-sdk-nodejs", () => client.userApi.getUser({ userId: "00u1example" }), concurrency),
        ],
        ROUNDS,
      );
      const caption = concurrency === 1 ? "One call at a time" : `${concurrency} calls at once`;
      tables.push(
        compareTable(
          measured,
          [
            { kind: "rate", title: "calls/s" },
            { kind: "time", title: "µs" },
          ],
          caption,
        ),
      );
      const [floor, core] = measured;
      if (!core) continue;
      const work = `call with a token in memory, ${concurrency} at once, share of fetch and json`;
      outcomes.push({ work, after: shareOf(core, floor, "rate"), target, unit: "" });
    }
    return { tables, outcomes };
  },
};
