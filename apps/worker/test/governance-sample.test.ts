import { knownTargets } from "@okta-edge/actions/policy";
import { expect, it } from "vitest";
import { sampleCase } from "../../../packages/actions/test/support/policy-cases.ts";
import { mayCall, type PlainRequest, scopesFor } from "../../../packages/actions/test/support/policy-reference.ts";
import { createTestGateway, hashKey } from "./support/gateway.ts";

const TARGETS = knownTargets().filter(({ operation }) => !operation.isPublic && operation.scopes.length > 0);
const SCOPES = [...new Set(TARGETS.flatMap(({ operation }) => operation.scopes))].sort();
/** Every so manyth operation is called: the decision itself is compared for all of them in packages/actions. */
const STEP = 6;

/** The URL's path and query of a request. */
function urlOf({ operation, values, query }: PlainRequest): string {
  const rest = [...values];
  const path = operation.path.replaceAll(/\{\w+\}/g, () => encodeURIComponent(rest.shift() ?? ""));
  return query.length > 0 ? `${path}?${new URLSearchParams(query.map(([name, value]) => [name, value]))}` : path;
}

it("the Worker sends what a plain reference of the rules allows, and no more, with no scope beyond it", async () => {
  const cases = TARGETS.filter((_, place) => place % STEP === 0).map((target, place) => {
    const { caller, request } = sampleCase(target, SCOPES, place);
    // `protected` asks Okta first: see governance.test.ts.
    const { protected: _, ...rules } = caller;
    return { caller: rules, request };
  });
  const callers = await Promise.all(
    cases.map(async ({ caller }, place) => ({
      ...caller,
      name: `caller-${place}`,
      credentials: true,
      keyHash: await hashKey(`key-${place}`),
    })),
  );
  const declared = callers.filter(({ scopes, actions }) => scopes?.length !== 0 && actions?.length !== 0);
  const { sandbox, fetch } = await createTestGateway(
    { rateLimits: false },
    { OKTA_SCOPES: SCOPES.join(" "), PASS_THROUGH: "on", CALLERS: JSON.stringify(declared) },
  );
  const seen = { sent: 0, rejected: 0 };
  for (const [place, { caller, request }] of cases.entries()) {
    if (!declared.some(({ name }) => name === `caller-${place}`)) continue;
    sandbox.requests.clear();
    const { method } = request.operation;
    const response = await fetch(
      new Request(`https://worker.example${urlOf(request)}`, {
        method,
        headers: { authorization: `Bearer key-${place}`, "content-type": "application/json" },
        ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
      }),
    );
    const text = await response.text();
    const calls = sandbox.requests.list.filter(({ kind }) => kind !== "token");
    const isRejected = response.headers.get("content-type")?.includes("problem") && /"lackedBy":"caller"/.test(text);
    const about = `${request.operation.id} by ${JSON.stringify(caller)}: ${response.status} ${text.slice(0, 300)}`;
    if (!mayCall(caller, request, SCOPES)) {
      expect(calls, about).toEqual([]);
      seen.rejected++;
    } else {
      // Input that an action does not accept is rejected as well, for another reason.
      expect(isRejected, about).toBeFalsy();
      expect(calls.length, about).toBe(
        response.status === 400 && /"code":"(invalid_input|unexpected_body)"/.test(text) ? 0 : 1,
      );
      seen.sent += calls.length;
    }
    const allowed = scopesFor(caller, TARGETS, SCOPES);
    const asked = sandbox.requests.list.flatMap(({ kind, scopes = [] }) => (kind === "token" ? scopes : []));
    for (const scope of asked) expect(allowed, about).toContain(scope);
  }
  expect(seen.sent).toBeGreaterThan(10);
  expect(seen.rejected).toBeGreaterThan(30);
});
