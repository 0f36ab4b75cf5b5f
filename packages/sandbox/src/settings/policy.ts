import { type Access, gate } from "../api/gate.ts";
import type { Call, Gate, Org } from "../api/operation.ts";
import type { Definition } from "../org/model.ts";
import { notFound } from "../org/okta-error.ts";

const ACCESS: Access = { scope: "okta.policies", resource: "policies", bucket: "policies" };
export const READ: Gate = gate(ACCESS, "read");
export const MANAGE: Gate = gate(ACCESS, "manage");
export const ONE = "/api/v1/policies/{policyId}";

export function findPolicy({ org, params }: Call): Definition {
  const id = params.policyId ?? "";
  const policy = org.store.policies.get(id);
  if (!policy) throw notFound(id, "Policy");
  return policy;
}

export const put = ({ store }: Org, policy: Definition): void => void store.policies.set(policy.id, policy);

/** The policies of a type are tried in the order of their priorities, the system's last. */
export function othersOf({ store }: Org, type: string, except?: string): readonly Definition[] {
  return [...store.policies.values()].filter((policy) => policy.type === type && policy.id !== except);
}

/** A policy as Okta shows it: with what can be done with it. */
export function showPolicy(policy: Definition, org: Org): Record<string, unknown> {
  const self = `${org.orgUrl}/api/v1/policies/${policy.id}`;
  const link = (href: string, ...allow: string[]) => ({ href, hints: { allow } });
  const change = policy.status === "ACTIVE" ? "deactivate" : "activate";
  return {
    ...policy,
    _links: {
      self: policy.system ? link(self, "GET", "PUT") : link(self, "GET", "PUT", "DELETE"),
      rules: link(`${self}/rules`, "GET", "POST"),
      ...(policy.type === "ACCESS_POLICY" && { mappings: link(`${self}/mappings`, "GET", "POST") }),
      ...(!policy.system && { [change]: link(`${self}/lifecycle/${change}`, "POST") }),
    },
  };
}
