import { expansionsOf } from "../api/expand.ts";
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
  const bodies = await readJson(call);
  if (!Array.isArray(bodies) || bodies.length === 0) throw malformedBody();
  return Response.json(bodies.flatMap((body) => simulateOne(call, body)));
}

function simulateOne({ org, url }: Call, body: unknown): readonly Record<string, unknown>[] {
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
  const asked = expansionsOf(url);
  const conditionsOf = ({ conditions }: Definition) => (asked.has("RULE") ? judge(conditions, groups, zones) : []);
  const show = (found: Definition, status: "MATCH" | "NOT_MATCH", more: object = {}) => ({
    id: found.id,
    name: found.name,
    status,
    conditions: conditionsOf(found),
    ...more,
  });
  return (policyTypes as readonly string[]).map((type) => {
    const [policy, passed] = policyFor(org, type, appInstance, groups);
    const rules = policy ? rulesOf(org, policy).filter(({ status }) => status === "ACTIVE") : [];
    const rule = rules.find(({ conditions }) => isMet(conditions, groups, zones));
    const policies = policy ? [show(policy, "MATCH", { rules: rule ? [show(rule, "MATCH")] : [] })] : [];
    const passedRules = rule ? rules.slice(0, rules.indexOf(rule)) : rules;
    const evaluated = [
      ...passed.map((one) => show(one, "NOT_MATCH", { rules: [] })),
      ...(policy && passedRules.length > 0
        ? [show(policy, "MATCH", { rules: passedRules.map((one) => show(one, "NOT_MATCH")) })]
        : []),
    ];
    return {
      status: policy ? "MATCH" : "UNDEFINED",
      policyType: [type],
      result: { policies },
      undefined: { policies: [] },
      evaluated: { policies: asked.has("EVALUATED") ? evaluated : [] },
    };
  });
}

/** The policy that decides, and those that were tried before it. */
function policyFor(
  { store }: Org,
  type: string,
  appId: string,
  groups: ReadonlySet<string>,
): readonly [policy: Definition | undefined, passed: readonly Definition[]] {
  const assigned = type === "ACCESS_POLICY" ? store.appPolicies.get(appId) : undefined;
  if (assigned !== undefined) return [store.policies.get(assigned), []];
  const policies = [...store.policies.values()]
    .filter((policy) => policy.type === type && policy.status === "ACTIVE")
    .sort((one, other) => Number(one.priority) - Number(other.priority));
  const place = policies.findIndex(({ conditions }) => isMet(conditions, groups, new Set()));
  return place < 0 ? [undefined, policies] : [policies[place], policies.slice(0, place)];
}

/** Each condition that is looked at, and whether it is met. */
function judge(conditions: unknown, groups: ReadonlySet<string>, zones: ReadonlySet<string>) {
  return ["people", "network"].flatMap((type) => {
    const condition = isObject(conditions) ? conditions[type] : undefined;
    if (!isObject(condition)) return [];
    return [{ type, status: isMet({ [type]: condition }, groups, zones) ? "MATCH" : "NOT_MATCH" }];
  });
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
