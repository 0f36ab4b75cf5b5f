import type { Call, Operation, Org } from "../api/operation.ts";
import { isObject, malformedBody, readJson } from "../api/request-body.ts";
import type { Definition } from "../org/model.ts";
import { notFound, validation } from "../org/okta-error.ts";
import { rulesOf } from "./policy-rules.ts";

/** What can be simulated, in the order in which it is tried. */
const SIMULATED = ["OKTA_SIGN_ON", "MFA_ENROLL", "ACCESS_POLICY", "PROFILE_ENROLLMENT"];

/** The operation that says which policies and rules would decide on a sign-in. */
export const policySimulationOperations: readonly Operation[] = [
  {
    method: "POST",
    path: "/api/v1/policies/simulate",
    scope: "okta.policies.read",
    permission: { resource: "policies", access: "read" },
    bucket: "policies",
    handle: simulate,
  },
];

async function simulate(call: Call): Promise<Response> {
  const { org } = call;
  const bodies = await readJson(call);
  if (!Array.isArray(bodies) || bodies.length === 0) throw malformedBody();
  return Response.json(bodies.flatMap((body) => simulateOne(org, body)));
}

function simulateOne(org: Org, body: unknown): readonly Record<string, unknown>[] {
  if (!isObject(body)) throw malformedBody();
  const { appInstance, policyContext, policyTypes = SIMULATED } = body;
  if (typeof appInstance !== "string") throw validation("appInstance", "appInstance: The field cannot be left blank");
  if (!org.store.apps.has(appInstance)) throw notFound(appInstance, "AppInstance");
  const context = isObject(policyContext) ? policyContext : {};
  for (const name of ["user", "groups"]) {
    if (!isObject(context[name])) throw validation(name, `${name}: The field cannot be left blank`);
  }
  const groups = new Set((context.groups as { readonly ids?: readonly string[] }).ids ?? []);
  const zones = new Set(isObject(context.zones) ? (context.zones.ids as readonly string[]) : []);
  return (policyTypes as readonly string[]).map((type) => {
    const policy = policyFor(org, type, appInstance, groups);
    const rule =
      policy && rulesOf(org, policy).find((rule) => rule.status === "ACTIVE" && isMet(rule.conditions, groups, zones));
    const found = ({ id, name }: Definition, more: object) => ({ id, name, status: "MATCH", conditions: [], ...more });
    const policies = policy ? [found(policy, { rules: rule ? [found(rule, {})] : [] })] : [];
    return {
      status: policy ? "MATCH" : "UNDEFINED",
      policyType: [type],
      result: { policies },
      undefined: { policies: [] },
      evaluated: { policies: [] },
    };
  });
}

function policyFor({ store }: Org, type: string, appId: string, groups: ReadonlySet<string>): Definition | undefined {
  const assigned = type === "ACCESS_POLICY" ? store.appPolicies.get(appId) : undefined;
  if (assigned !== undefined) return store.policies.get(assigned);
  return [...store.policies.values()]
    .filter((policy) => policy.type === type && policy.status === "ACTIVE")
    .sort((one, other) => Number(one.priority) - Number(other.priority))
    .find(({ conditions }) => isMet(conditions, groups, new Set()));
}

/** Whether the groups and zones of a sign-in are those that conditions name; other conditions are not looked at. */
function isMet(conditions: unknown, groups: ReadonlySet<string>, zones: ReadonlySet<string>): boolean {
  if (!isObject(conditions)) return true;
  const { people, network } = conditions as {
    readonly people?: { readonly groups?: { readonly include?: readonly string[] } };
    readonly network?: { readonly include?: readonly string[]; readonly exclude?: readonly string[] };
  };
  const included = people?.groups?.include;
  if (included && !included.some((id) => groups.has(id))) return false;
  if (network?.include && !network.include.some((id) => zones.has(id))) return false;
  return !network?.exclude?.some((id) => zones.has(id));
}
