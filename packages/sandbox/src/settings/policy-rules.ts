import type { Call, Operation, Org } from "../api/operation.ts";
import { isObject, readBody, readFlag } from "../api/request-body.ts";
import { answerList } from "../lists/list.ts";
import { isoDate } from "../org/clock.ts";
import type { Definition, PolicyRule } from "../org/model.ts";
import { notFound, validation } from "../org/okta-error.ts";
import { oktaId } from "../org/random.ts";
import { MANAGE, READ } from "./policy.ts";

const PATH = "/api/v1/policies/{policyId}/rules";

/** What cannot have rules beside its own. */
const FIXED = ["PROFILE_ENROLLMENT", "POST_AUTH_SESSION", "CLIENT_UPDATE", "IDENTITY_CLAIM_SOURCING"];

const step = (name: "activate" | "deactivate"): Operation => ({
  ...MANAGE,
  method: "POST",
  path: `${PATH}/{ruleId}/lifecycle/${name}`,
  handle(call) {
    const { org } = call;
    const rule = findRule(call);
    const status = name === "activate" ? "ACTIVE" : "INACTIVE";
    org.store.policyRules.set(rule.id, { ...rule, status, lastUpdated: isoDate(org.now()) });
    return new Response(null, { status: 204 });
  },
});

/** The operations on the rules of policies. */
export const policyRuleOperations: readonly Operation[] = [
  { ...READ, method: "GET", path: PATH, handle: listRules },
  { ...MANAGE, method: "POST", path: PATH, handle: createRule },
  {
    ...READ,
    method: "GET",
    path: `${PATH}/{ruleId}`,
    handle: (call) => Response.json(showRule(findRule(call), call.org)),
  },
  { ...MANAGE, method: "PUT", path: `${PATH}/{ruleId}`, handle: replaceRule },
  { ...MANAGE, method: "DELETE", path: `${PATH}/{ruleId}`, handle: deleteRule },
  step("activate"),
  step("deactivate"),
];

/** A policy's rules, in the order in which they are tried. */
export function rulesOf({ store }: Org, { id }: Definition): PolicyRule[] {
  return [...store.policyRules.values()]
    .filter(({ policyId }) => policyId === id)
    .sort((one, other) => one.priority - other.priority);
}

function listRules({ org, url, params }: Call): Response {
  const policy = findPolicy(org, params.policyId);
  return answerList(
    { org, url },
    {
      entities: new Map(rulesOf(org, policy).map((rule) => [rule.id, rule])),
      show: (rule) => showRule(rule, org),
      cursorPrefix: "0pr",
      defaultLimit: 200,
      maxLimit: 200,
    },
  );
}

async function createRule(call: Call): Promise<Response> {
  const { org, url, params } = call;
  const policy = findPolicy(org, params.policyId);
  if (FIXED.includes(policy.type)) throw validation("policyRule", "This policy cannot have additional rules.");
  const rule = await readRule(call, policy);
  const isActive = readFlag(url, "activate", true);
  const now = isoDate(org.now());
  const created: PolicyRule = {
    ...rule,
    id: oktaId(policy.type === "ACCESS_POLICY" ? "rul" : "0pr", org.random),
    status: isActive ? "ACTIVE" : "INACTIVE",
    system: false,
    created: now,
    lastUpdated: now,
  };
  org.store.policyRules.set(created.id, created);
  return Response.json(showRule(created, org));
}

async function replaceRule(call: Call): Promise<Response> {
  const { org } = call;
  const { id, status, created, system, policyId } = findRule(call);
  const rule = await readRule(call, findPolicy(org, policyId), id);
  const replaced: PolicyRule = { ...rule, id, status, created, system, lastUpdated: isoDate(org.now()) };
  org.store.policyRules.set(id, replaced);
  return Response.json(showRule(replaced, org));
}

interface RuleDraft {
  readonly policyId: string;
  readonly type: string;
  readonly name: string;
  readonly priority: number;
  readonly [member: string]: unknown;
}

async function readRule(call: Call, policy: Definition, replaced?: string): Promise<RuleDraft> {
  const { name, priority, conditions, actions } = await readBody(call);
  if (typeof name !== "string" || name === "") throw validation("name", "name: The field cannot be left blank");
  const others = rulesOf(call.org, policy).filter(({ id }) => id !== replaced);
  if (others.some((rule) => rule.name === name)) throw validation("name", "name: Policy rule name already in use");
  return {
    policyId: policy.id,
    type: policy.type === "OKTA_SIGN_ON" ? "SIGN_ON" : policy.type,
    name,
    priority: typeof priority === "number" ? priority : others.length + 1,
    conditions: readConditions(conditions, policy.type),
    ...(actions !== undefined && { actions }),
  };
}

function deleteRule(call: Call): Response {
  const rule = findRule(call);
  if (rule.system === true) throw validation("policyRule", "A system rule cannot be deleted.");
  call.org.store.policyRules.delete(rule.id);
  return new Response(null, { status: 204 });
}

/** What Okta adds to the conditions of a rule that says nothing about them. */
function readConditions(sent: unknown, type: string): Record<string, unknown> | null {
  if (!isObject(sent)) return type === "ACCESS_POLICY" ? { people: { users: { exclude: [] } }, ...ANYONE } : null;
  const people = isObject(sent.people) ? sent.people : { users: { exclude: [] } };
  return { ...sent, people, ...(type === "ACCESS_POLICY" && { ...ANYONE, ...sent, people }) };
}

const ANYONE = { riskScore: { level: "ANY" }, userType: { include: [], exclude: [] } };

function findPolicy({ store }: Org, id = ""): Definition {
  const policy = store.policies.get(id);
  if (!policy) throw notFound(id, "Policy");
  return policy;
}

function findRule({ org, params }: Call): PolicyRule {
  const policy = findPolicy(org, params.policyId);
  const id = params.ruleId ?? "";
  const rule = org.store.policyRules.get(id);
  if (rule?.policyId !== policy.id) throw notFound(id, "PolicyRule");
  return rule;
}

/** A rule as Okta shows it. */
export function showRule({ policyId, ...rule }: PolicyRule, { orgUrl }: Org): Record<string, unknown> {
  const self = `${orgUrl}/api/v1/policies/${policyId}/rules/${rule.id}`;
  const change = rule.status === "ACTIVE" ? "deactivate" : "activate";
  return {
    ...rule,
    _links: {
      self: { href: self, hints: { allow: ["GET", "PUT", "DELETE"] } },
      [change]: { href: `${self}/lifecycle/${change}`, hints: { allow: ["POST"] } },
    },
  };
}
