import type { Call, Operation } from "../api/operation.ts";
import { notFound, validation } from "../org/okta-error.ts";
import { findApp, showApp } from "./app.ts";

/** The operations that connect apps and access policies. */
export const appPolicyOperations: readonly Operation[] = [
  {
    method: "PUT",
    path: "/api/v1/apps/{appId}/policies/{policyId}",
    scope: "okta.apps.manage",
    permission: { resource: "apps", access: "manage" },
    bucket: "apps",
    handle: assignPolicy,
  },
  {
    method: "GET",
    path: "/api/v1/policies/{policyId}/app",
    scope: "okta.policies.read",
    permission: { resource: "policies", access: "read" },
    bucket: "policies",
    handle: listApps,
  },
];

/** The policy of the app that Okta is administered with. */
const ADMIN_CONSOLE = "Okta Admin Console";

function assignPolicy({ org, params }: Call): Response {
  const app = findApp(org, params.appId ?? "");
  const id = params.policyId ?? "";
  const policy = org.store.policies.get(id);
  if (!policy) throw notFound(id, "Policy");
  if (policy.type !== "ACCESS_POLICY") throw validation("policyId", "The policy is not an app sign-in policy.");
  if (policy.name === ADMIN_CONSOLE)
    throw validation(
      "Policy",
      `This policy belongs to "${ADMIN_CONSOLE}", and re-assignment of this policy is not allowed`,
    );
  org.store.appPolicies.set(app.id, id);
  return new Response(null, { status: 204 });
}

function listApps({ org, params }: Call): Response {
  const id = params.policyId ?? "";
  const policy = org.store.policies.get(id);
  if (!policy) throw notFound(id, "Policy");
  const isDefault = policy.type === "ACCESS_POLICY" && policy.system === true;
  const apps = [...org.store.apps.values()].filter((app) => {
    const assigned = org.store.appPolicies.get(app.id);
    return assigned === id || (assigned === undefined && isDefault);
  });
  return Response.json(apps.map((app) => showApp(app, org)));
}
