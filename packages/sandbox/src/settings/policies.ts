import type { Call, Operation, Org } from "../api/operation.ts";
import { readCursor, writeCursor } from "../lists/cursor.ts";
import { answerPage } from "../lists/pagination.ts";
import type { Definition } from "../org/model.ts";
import { notFound, OktaError, validation } from "../org/okta-error.ts";
import type { Permission } from "../org/roles.ts";

const TYPES: ReadonlySet<string> = new Set([
  "ACCESS_POLICY",
  "CLIENT_UPDATE",
  "DEVICE_SIGNAL_COLLECTION",
  "ENTITY_RISK",
  "IDENTITY_CLAIM_SOURCING",
  "IDP_DISCOVERY",
  "MFA_ENROLL",
  "OKTA_SIGN_ON",
  "PASSWORD",
  "POST_AUTH_SESSION",
  "PROFILE_ENROLLMENT",
  "SESSION_VIOLATION_DETECTION",
]);

const READ: Permission = { resource: "policies", access: "read" };

/** The operations on policies. */
export const policyOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/api/v1/policies",
    scope: "okta.policies.read",
    permission: READ,
    bucket: "policies",
    handle: listPolicies,
  },
  {
    method: "GET",
    path: "/api/v1/policies/{policyId}",
    scope: "okta.policies.read",
    permission: READ,
    bucket: "policies",
    handle({ org, params }) {
      const id = params.policyId ?? "";
      const policy = org.store.policies.get(id);
      if (!policy) throw notFound(id, "Policy");
      return Response.json(showPolicy(policy, org));
    },
  },
];

function listPolicies({ org, url }: Call): Response {
  const type = url.searchParams.get("type");
  if (!type) {
    throw new OktaError({ status: 400, code: "E0000028", summary: "The request is missing a required parameter." });
  }
  if (!TYPES.has(type)) throw validation("type", `Invalid policy type specified: ${type}.`);
  const status = url.searchParams.get("status");
  const q = url.searchParams.get("q")?.toLowerCase() ?? "";
  const policies = [...org.store.policies.values()]
    .filter((policy) => policy.type === type && (!status || policy.status === status))
    .filter(({ name }) => String(name).toLowerCase().startsWith(q));
  if (url.searchParams.get("sortBy") === "name") {
    policies.sort((one, other) => String(one.name).localeCompare(String(other.name), "en"));
  }
  return answerPage(policies, (policy) => showPolicy(policy, org), {
    url,
    orgUrl: org.orgUrl,
    defaultLimit: 20,
    maxLimit: 200,
    cursor: ({ id }) => writeCursor("00p", [id]),
    startAfter(cursor) {
      const [last] = readCursor("00p", cursor) ?? [];
      return policies.findIndex(({ id }) => id === last) + 1 || undefined;
    },
    parameters: ["type", "status", "q", "sortBy", "resourceId"],
  });
}

/** A policy as Okta shows it: with what can be done with it. */
function showPolicy(policy: Definition, org: Org): Record<string, unknown> {
  const self = `${org.orgUrl}/api/v1/policies/${policy.id}`;
  const link = (href: string, ...allow: string[]) => ({ href, hints: { allow } });
  const change = policy.status === "ACTIVE" ? "deactivate" : "activate";
  return {
    ...policy,
    _links: {
      self: policy.system ? link(self, "GET", "PUT") : link(self, "GET", "PUT", "DELETE"),
      rules: link(`${self}/rules`, "GET", "POST"),
      ...(!policy.system && { [change]: link(`${self}/lifecycle/${change}`, "POST") }),
    },
  };
}
