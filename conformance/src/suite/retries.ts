import type { OktaClientEvent } from "@okta-edge/core";
import type { Bench, Cases } from "./case.ts";

/** A client that has its token already, so that a fault hits calls of the API alone. */
async function readyClient({ org }: Bench, changes?: Parameters<Bench["org"]["options"]>[1]) {
  const retried: Extract<OktaClientEvent, { type: "request.retried" }>[] = [];
  const client = org.client("p256", {
    scopes: ["okta.users.read", "okta.groups.manage"],
    onEvent: (event) => event.type === "request.retried" && retried.push(event),
    ...changes,
  });
  await client.token();
  return { client, retried };
}

const group = () => ({ profile: { name: `Conformance-${crypto.randomUUID()}` } });

/** Repeats what can do no harm, and what Okta has not taken; nothing else. */
export const retries: Cases = {
  "GET: a 503 is repeated": async (bench) => {
    const { client, retried } = await readyClient(bench);
    await bench.org.set({ on: "api", fault: "status503", times: 1 });
    bench.t.equal((await client.fetch("/api/v1/users?limit=1")).status, 200);
    bench.t.equal(
      retried.map(({ reason }) => reason),
      ["server_error"],
    );
    bench.t.equal((await bench.org.counts()).api, 2);
  },
  "GET: a broken connection is repeated": async (bench) => {
    const { client } = await readyClient(bench);
    await bench.org.set({ on: "api", fault: "connectionReset", times: 1 });
    bench.t.equal((await client.fetch("/api/v1/users?limit=1")).status, 200);
    bench.t.equal((await bench.org.counts()).api, 2);
  },
  "GET: not more often than maxRetries says": async (bench) => {
    const { client } = await readyClient(bench, { maxRetries: 0 });
    await bench.org.set({ on: "api", fault: "status500" });
    bench.t.equal((await client.fetch("/api/v1/users")).status, 500);
    bench.t.equal((await bench.org.counts()).api, 1);
  },
  "POST: a 500 is never repeated": async (bench) => {
    const { t, org } = bench;
    const { client, retried } = await readyClient(bench);
    await org.set({ on: "api", fault: "errorAfterCommit", times: 1 });
    const json = group();
    t.equal((await client.fetch("/api/v1/groups", { method: "POST", json })).status, 500);
    t.equal([retried.length, (await org.counts()).api], [0, 1]);
    const found = await client.json<unknown[]>(`/api/v1/groups?q=${json.profile.name}`);
    t.equal(found.length, 1);
  },
  "POST: the library does not repeat it when the connection breaks": async (bench) => {
    const { t, org } = bench;
    let calls = 0;
    const { client, retried } = await readyClient(bench, {
      fetch(request) {
        calls++;
        return fetch(request);
      },
    });
    calls = 0;
    await org.set({ on: "api", fault: "connectionReset" });
    const sent = client.fetch("/api/v1/groups", { method: "POST", json: group() });
    const error = await t.rejects(sent, { name: "OktaEdgeError", code: "network_error" });
    t.match(error.hint, /^The request may have been processed/);
    t.equal([calls, retried.length], [1, 0]);
  },
  "DELETE: a 500 is never repeated": async (bench) => {
    const { client } = await readyClient(bench);
    await bench.org.set({ on: "api", fault: "status500", times: 1 });
    const response = await client.fetch("/api/v1/groups/00g1", { method: "DELETE" });
    bench.t.equal([response.status, (await bench.org.counts()).api], [500, 1]);
  },
  "429: waits for the reset, a write too": async (bench) => {
    const { t, org } = bench;
    const { client, retried } = await readyClient(bench);
    await org.set({ on: "api", fault: "rateLimited", times: 1, reset: 0 });
    const start = performance.now();
    const response = await client.fetch("/api/v1/groups", { method: "POST", json: group() });
    const seconds = (performance.now() - start) / 1000;
    t.equal([response.status, retried.map(({ reason }) => reason)], [200, ["rate_limited"]]);
    t.ok(seconds > 0.9, `It waited ${seconds} s.`);
  },
  "429: a wait that does not fit the timeout is not begun": async (bench) => {
    const { t, org } = bench;
    const { client } = await readyClient(bench);
    await org.set({ on: "api", fault: "rateLimited" });
    const start = performance.now();
    const call = client.json("/api/v1/users", { timeout: 15_000 });
    const error = await t.rejects(call, { name: "RateLimitError", code: "rate_limited" });
    t.ok(Number(error.retryAfter) > 55 && Number(error.retryAfter) < 65, `retryAfter is ${error.retryAfter}.`);
    t.equal((await client.fetch("/api/v1/users", { timeout: 15_000 })).status, 429);
    t.ok(performance.now() - start < 10_000, "It waited.");
    // The second call does not ask Okta again.
    t.equal((await org.counts()).api, 1);
  },
  "the token endpoint: a 500 is repeated": async ({ t, org }) => {
    await org.set({ on: "token", fault: "status500", times: 1 });
    t.equal((await org.client("p256").token()).tokenType, "Bearer");
    t.equal((await org.counts()).token, 2);
  },
  "the token endpoint: a 429 says how long to wait": async ({ t, org }) => {
    await org.set({ on: "token", fault: "rateLimited" });
    const error = await t.rejects(org.client("p256").token(), { code: "token_rate_limited" });
    t.ok(Number(error.retryAfter) > 55, `retryAfter is ${error.retryAfter}.`);
  },
  "no answer: the timeout ends the call": async (bench) => {
    const { t, org } = bench;
    const { client } = await readyClient(bench);
    await org.set({ on: "api", fault: "noResponse" });
    const start = performance.now();
    await t.rejects(client.json("/api/v1/users", { timeout: 300 }), { name: "TimeoutError", code: "timeout" });
    t.ok(performance.now() - start < 10_000, "It took longer than the timeout.");
  },
  "a signal that has aborted already: nothing is sent": async (bench) => {
    const { t, org } = bench;
    const { client } = await readyClient(bench);
    const signal = AbortSignal.abort(new Error("enough"));
    await t.rejects(client.fetch("/api/v1/users", { signal }), { message: "enough" });
    t.equal((await org.counts()).api, 0);
  },
  "no answer: the caller's signal ends the call": async (bench) => {
    const { t, org } = bench;
    const { client } = await readyClient(bench);
    await org.set({ on: "api", fault: "noResponse" });
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error("enough")), 100);
    await t.rejects(client.fetch("/api/v1/users", { signal: controller.signal }), { message: "enough" });
  },
};
