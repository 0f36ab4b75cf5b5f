import { type ServedSandbox, serve } from "@okta-edge/sandbox/serve";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type ClientRun, describeRuns } from "./clients/client-run.ts";
import { makeClient, runAdministratorsDay, runEveryClass, type TappedClient } from "./clients/okta-sdk.ts";
import type { TappedCall } from "./clients/tap.ts";
import { expectDocumented } from "./support/documented.ts";

let served: ServedSandbox;
const runs: ClientRun[] = [];

beforeAll(async () => {
  served = await serve({ port: 0, rateLimits: false });
});
afterAll(() => served?.close());

/** Okta's SDK as an API Services app of the sandbox, which requires DPoP, as new apps do. */
function clientOfSandbox(): TappedClient {
  const { apps, orgUrl, requests } = served.sandbox;
  const [app] = apps;
  requests.clear();
  const { clientId, keyId, privateKey, scopes } = app ?? {};
  return {
    client: makeClient({ orgUrl, authorizationMode: "PrivateKey", clientId, keyId, privateKey, scopes }),
    get calls() {
      return requests.list.filter(({ kind }) => kind !== "token").map(toCall);
    },
  };
}

function toCall({
  method,
  path,
  status = 0,
  reason = "",
}: ServedSandbox["sandbox"]["requests"]["list"][number]): TappedCall {
  const isUnknownPath = status === 404 && /path was not found/.test(reason);
  const errorCode = isUnknownPath ? "E0000008" : status === 405 ? "E0000022" : undefined;
  return { method, target: path, authorization: "", status, code: undefined, errorCode };
}

it.each([
  ["an administrator's day", runAdministratorsDay],
  ["every class", runEveryClass],
])("no step of okta-sdk-nodejs fails directly at the sandbox: %s", async (_, start) => {
  const run = await start(clientOfSandbox());
  runs.push(run);
  const { requests } = served.sandbox;
  expect(requests.count(), "the log has all of them").toBe(requests.list.length);
  expect(requests.count("token")).toBeGreaterThan(0);
  const missed = run.results.filter(({ outcome }) => outcome === "failed" || outcome === "missing");
  expect(missed.map(({ name, detail }) => `${name}: ${detail}`)).toEqual([]);
});

it("docs/clients.md has the table", () => {
  expectDocumented("clients.md", "sandbox-clients", describeRuns(runs));
});
