import { embed } from "../api/expand.ts";
import type { Call, Operation, Org } from "../api/operation.ts";
import { readCursor, writeCursor } from "../lists/cursor.ts";
import { answerPage } from "../lists/pagination.ts";
import { isoDate } from "../org/clock.ts";
import type { Definition } from "../org/model.ts";
import { OktaError, validation } from "../org/okta-error.ts";
import { findPolicy, MANAGE, ONE, put, READ, showPolicy } from "./policy.ts";
import { policyMappingOperations } from "./policy-mappings.ts";
import { rulesOf, showRule } from "./policy-rules.ts";
import { TYPES } from "./policy-types.ts";
import { clonePolicy, createPolicy, deletePolicy, replacePolicy } from "./policy-writes.ts";

/** The operations on policies. */
export const policyOperations: readonly Operation[] = [
  {
    ...READ,
    method: "GET",
    path: "/api/v1/policies",
    handle: listPolicies,
  },
  {
    ...READ,
    method: "GET",
    path: "/api/v1/policies/{policyId}",
    handle(call) {
      const policy = findPolicy(call);
      return Response.json(present(policy, call));
    },
  },
  { ...MANAGE, method: "POST", path: "/api/v1/policies", handle: createPolicy },
  { ...MANAGE, method: "PUT", path: ONE, handle: replacePolicy },
  { ...MANAGE, method: "DELETE", path: ONE, handle: deletePolicy },
  { ...MANAGE, method: "POST", path: `${ONE}/clone`, handle: clonePolicy },
  ...(["activate", "deactivate"] as const).map(
    (step): Operation => ({
      ...MANAGE,
      method: "POST",
      path: `${ONE}/lifecycle/${step}`,
      handle(call) {
        const policy = findPolicy(call);
        if (policy.system === true) throw validation("status", "The status of a system policy cannot be changed.");
        const status = step === "activate" ? "ACTIVE" : "INACTIVE";
        put(call.org, { ...policy, status, lastUpdated: isoDate(call.org.now()) });
        return new Response(null, { status: 204 });
      },
    }),
  ),
  ...policyMappingOperations,
];

function listPolicies(call: Call): Response {
  const { org, url } = call;
  const type = url.searchParams.get("type");
  if (!type) {
    throw new OktaError({ status: 400, code: "E0000028", summary: "The request is missing a required parameter." });
  }
  if (!TYPES.has(type)) throw validation("type", `Invalid policy type specified: ${type}.`);
  const status = url.searchParams.get("status");
  const q = url.searchParams.get("q")?.toLowerCase() ?? "";
  const resourceId = url.searchParams.get("resourceId");
  const policies = [...org.store.policies.values()]
    .filter((policy) => policy.type === type && (!status || policy.status === status))
    .filter((policy) => !resourceId || isFor(policy, resourceId, org))
    .filter(({ name }) => String(name).toLowerCase().startsWith(q));
  if (url.searchParams.get("sortBy") === "name") {
    policies.sort((one, other) => String(one.name).localeCompare(String(other.name), "en"));
  }
  return answerPage(policies, (policy) => present(policy, call), {
    url,
    orgUrl: org.orgUrl,
    defaultLimit: 20,
    maxLimit: 200,
    cursor: ({ id }) => writeCursor("00p", [id]),
    startAfter(cursor) {
      const [last] = readCursor("00p", cursor) ?? [];
      return policies.findIndex(({ id }) => id === last) + 1 || undefined;
    },
    parameters: ["type", "status", "q", "expand", "sortBy", "resourceId"],
  });
}

/** Whether a policy decides on sign-ins to an app. */
function isFor(policy: Definition, appId: string, { store }: Org): boolean {
  const assigned = store.appPolicies.get(appId);
  return assigned === undefined ? policy.system === true : assigned === policy.id;
}

/** With its rules, if a call asks for them. */
function present(policy: Definition, { org, url }: Call): Record<string, unknown> {
  const rules = () => rulesOf(org, policy).map((rule) => showRule(rule, org));
  return { ...showPolicy(policy, org), ...embed(url, { rules }) };
}
