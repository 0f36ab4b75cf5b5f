import type { Call, Operation, Org } from "../api/operation.ts";
import { readBody } from "../api/request-body.ts";
import { readCursor, writeCursor } from "../lists/cursor.ts";
import { answerPage } from "../lists/pagination.ts";
import { isoDate } from "../org/clock.ts";
import type { Definition } from "../org/model.ts";
import { notFound, OktaError, validation } from "../org/okta-error.ts";
import { oktaId } from "../org/random.ts";
import type { Permission } from "../org/roles.ts";
import { rulesOf, showRule } from "./policy-rules.ts";

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
const ONE = "/api/v1/policies/{policyId}";
const MANAGE = {
  scope: "okta.policies.manage",
  permission: { resource: "policies", access: "manage" },
  bucket: "policies",
} as const;

/** The types of policies that apps share. */
const APP_POLICIES: ReadonlySet<string> = new Set(["ACCESS_POLICY", "PROFILE_ENROLLMENT"]);

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
  {
    method: "GET",
    path: `${ONE}/mappings`,
    scope: "okta.policies.read",
    permission: READ,
    bucket: "policies",
    handle(call) {
      const policy = findPolicy(call);
      const { orgUrl, store } = call.org;
      const apps = [...store.apps.keys()].filter((id) => store.appPolicies.get(id) === policy.id);
      return Response.json(apps.map((id) => showMapping(id, policy, orgUrl)));
    },
  },
  {
    method: "POST",
    path: `${ONE}/mappings`,
    ...MANAGE,
    handle(call) {
      findPolicy(call);
      throw validation("Policy mappings are no longer supported on this endpoint.");
    },
  },
  {
    method: "GET",
    path: `${ONE}/mappings/{mappingId}`,
    scope: "okta.policies.read",
    permission: READ,
    bucket: "policies",
    handle: (call) => Response.json(showMapping(findMapped(call), findPolicy(call), call.org.orgUrl)),
  },
  {
    method: "DELETE",
    path: `${ONE}/mappings/{mappingId}`,
    ...MANAGE,
    handle(call) {
      call.org.store.appPolicies.delete(findMapped(call));
      return new Response(null, { status: 204 });
    },
  },
];

const mappingId = (appId: string) => appId.replace(/^.../, "map");

function showMapping(appId: string, policy: Definition, orgUrl: string): Record<string, unknown> {
  const self = `${orgUrl}/api/v1/policies/${policy.id}`;
  return {
    id: mappingId(appId),
    _links: {
      self: { href: `${self}/mappings/${mappingId(appId)}`, hints: { allow: ["GET", "DELETE"] } },
      application: { href: `${orgUrl}/api/v1/apps/${appId}`, hints: { allow: ["GET"] } },
      policy: { href: self, hints: { allow: ["GET"] } },
    },
  };
}

/** Finds the app that a mapping of a policy is for. */
function findMapped(call: Call): string {
  const { id: policyId } = findPolicy(call);
  const id = call.params.mappingId ?? "";
  const mapped = [...call.org.store.appPolicies].find(
    ([appId, policy]) => policy === policyId && mappingId(appId) === id,
  );
  if (!mapped) throw notFound(id, "PolicyMapping");
  return mapped[0];
}

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

function findPolicy({ org, params }: Call): Definition {
  const id = params.policyId ?? "";
  const policy = org.store.policies.get(id);
  if (!policy) throw notFound(id, "Policy");
  return policy;
}

const put = ({ store }: Org, policy: Definition) => void store.policies.set(policy.id, policy);

/** With its rules, if a call asks for them. */
function present(policy: Definition, { org, url }: Call): Record<string, unknown> {
  const shown = showPolicy(policy, org);
  if (url.searchParams.get("expand") !== "rules") return shown;
  return { ...shown, _embedded: { rules: rulesOf(org, policy).map((rule) => showRule(rule, org)) } };
}

/** The policies of a type are tried in the order of their priorities, the system's last. */
function othersOf({ store }: Org, type: string, except?: string): readonly Definition[] {
  return [...store.policies.values()].filter((policy) => policy.type === type && policy.id !== except);
}

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

async function createPolicy(call: Call): Promise<Response> {
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

async function replacePolicy(call: Call): Promise<Response> {
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

function deletePolicy(call: Call): Response {
  const { store } = call.org;
  const policy = findPolicy(call);
  if (policy.system === true) throw validation("policy", "A system policy cannot be deleted.");
  store.policies.delete(policy.id);
  for (const rule of rulesOf(call.org, policy)) store.policyRules.delete(rule.id);
  for (const [appId, policyId] of store.appPolicies) if (policyId === policy.id) store.appPolicies.delete(appId);
  return new Response(null, { status: 204 });
}

function clonePolicy(call: Call): Response {
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
