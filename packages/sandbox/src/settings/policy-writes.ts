import type { Call, Org } from "../api/operation.ts";
import { readBody } from "../api/request-body.ts";
import { isoDate } from "../org/clock.ts";
import type { Definition } from "../org/model.ts";
import { validation } from "../org/okta-error.ts";
import { oktaId } from "../org/random.ts";
import { findPolicy, othersOf, put, showPolicy } from "./policy.ts";
import { rulesOf } from "./policy-rules.ts";
import { TYPES } from "./policy-types.ts";

/** The types of policies that apps share. */
const APP_POLICIES: ReadonlySet<string> = new Set(["ACCESS_POLICY", "PROFILE_ENROLLMENT"]);

interface PolicyDraft {
  readonly type: string;
  readonly [member: string]: unknown;
}

async function readPolicy(call: Call, before?: Definition): Promise<PolicyDraft> {
  const { org } = call;
  const { name, type, description = "", priority, conditions = null, settings } = await readBody(call);
  if (type === undefined || type === null || type === "")
    throw validation("type", "type: The field cannot be left blank");
  if (typeof type !== "string" || !TYPES.has(type)) throw validation("type", `Invalid policy type specified: ${type}.`);
  if (before && before.type !== type) throw validation("type", "type: The type of a policy cannot be changed");
  if (typeof name !== "string" || name === "") throw validation("name", "name: The field cannot be left blank");
  const others = othersOf(org, type, before?.id);
  if (others.some((policy) => policy.name === name)) throw validation("name", "name: Policy name already in use");
  if (priority !== undefined && priority !== null && (!Number.isInteger(priority) || Number(priority) < 1))
    throw validation("priority", "priority: The field must be a number from 1");
  const last = others.filter(({ system }) => system !== true).length + 1;
  return {
    type,
    name,
    description,
    priority:
      before?.priority ?? (priority === undefined || priority === null ? last : Math.min(Number(priority), last)),
    conditions,
    ...(settings !== undefined && { settings }),
  };
}

export async function createPolicy(call: Call): Promise<Response> {
  const { org, url } = call;
  const policy = await readPolicy(call);
  const now = isoDate(org.now());
  const isActive = url.searchParams.get("activate")?.toLowerCase() !== "false";
  const created: Definition = {
    ...policy,
    type: policy.type,
    // Okta keeps the policies of apps apart from those of the org.
    id: oktaId(APP_POLICIES.has(policy.type) ? "rst" : "00p", org.random),
    status: isActive ? "ACTIVE" : "INACTIVE",
    system: false,
    created: now,
    lastUpdated: now,
  };
  for (const other of othersOf(org, policy.type))
    if (Number(other.priority) >= Number(policy.priority)) put(org, { ...other, priority: Number(other.priority) + 1 });
  put(org, created);
  if (APP_POLICIES.has(policy.type)) addCatchAll(org, created);
  return Response.json(showPolicy(created, org));
}

/** A policy of an app has a rule of its own, which is tried last. */
function addCatchAll(org: Org, { id: policyId, type, created }: Definition): void {
  const id = oktaId("rul", org.random);
  org.store.policyRules.set(id, {
    id,
    policyId,
    type,
    status: "ACTIVE",
    name: "Catch-all Rule",
    priority: 99,
    system: true,
    conditions: null,
    actions: { appSignOn: { access: "ALLOW", verificationMethod: { factorMode: "2FA", type: "ASSURANCE" } } },
    created,
    lastUpdated: created,
  });
}

export async function replacePolicy(call: Call): Promise<Response> {
  const { org } = call;
  const before = findPolicy(call);
  const { settings = before.settings, ...policy } = await readPolicy(call, before);
  const { id, status, system, created } = before;
  const replaced: Definition = {
    ...policy,
    type: before.type,
    ...(settings !== undefined && { settings }),
    id,
    status,
    system,
    created,
    lastUpdated: isoDate(org.now()),
  };
  put(org, replaced);
  return Response.json(showPolicy(replaced, org));
}

export function deletePolicy(call: Call): Response {
  const { store } = call.org;
  const policy = findPolicy(call);
  if (policy.system === true) throw validation("policy", "A system policy cannot be deleted.");
  store.policies.delete(policy.id);
  for (const rule of rulesOf(call.org, policy)) store.policyRules.delete(rule.id);
  for (const [appId, policyId] of store.appPolicies) if (policyId === policy.id) store.appPolicies.delete(appId);
  return new Response(null, { status: 204 });
}

export function clonePolicy(call: Call): Response {
  const { org } = call;
  const policy = findPolicy(call);
  if (policy.type !== "ACCESS_POLICY") throw validation("type", "Only an app sign-in policy can be cloned.");
  const now = isoDate(org.now());
  const id = oktaId("rst", org.random);
  const clone: Definition = {
    ...policy,
    id,
    name: `[cloned] ${policy.name}`,
    system: false,
    created: now,
    lastUpdated: now,
  };
  put(org, clone);
  for (const rule of rulesOf(org, policy)) {
    const ruleId = oktaId("rul", org.random);
    org.store.policyRules.set(ruleId, { ...rule, id: ruleId, policyId: id });
  }
  return Response.json(showPolicy(clone, org));
}
