import { type Access, gate } from "../api/gate.ts";
import type { Call, Operation } from "../api/operation.ts";
import { recordEvent } from "../api/record-event.ts";
import { readBody, readFlag } from "../api/request-body.ts";
import { answerList } from "../lists/list.ts";
import { isoDate } from "../org/clock.ts";
import type { GroupRule } from "../org/model.ts";
import { validation } from "../org/okta-error.ts";
import { oktaId } from "../org/random.ts";
import { applyGroupRules, undoGroupRule } from "./apply.ts";
import { readGroupRule } from "./body.ts";
import { expressionOf, findGroupRule, ruleParty, showGroupRule } from "./rule.ts";

const RULES = "/api/v1/groups/rules";
const ACCESS: Access = { scope: "okta.groups", resource: "groups", bucket: "groups" };
const READ = gate(ACCESS, "read");
const MANAGE = gate(ACCESS, "manage");

/** The operations on group rules. They must come before those on groups: `rules` is not the ID of a group. */
export const groupRuleOperations: readonly Operation[] = [
  { ...READ, method: "GET", path: RULES, handle: listRules },
  { ...MANAGE, method: "POST", path: RULES, handle: createRule },
  {
    ...READ,
    method: "GET",
    path: `${RULES}/{groupRuleId}`,
    handle: (call) => Response.json(showGroupRule(findRule(call), call.org, namesGroups(call))),
  },
  { ...MANAGE, method: "PUT", path: `${RULES}/{groupRuleId}`, handle: replaceRule },
  { ...MANAGE, method: "DELETE", path: `${RULES}/{groupRuleId}`, handle: deleteRule },
  ...(["activate", "deactivate"] as const).map(
    (step): Operation => ({
      ...MANAGE,
      method: "POST",
      path: `${RULES}/{groupRuleId}/lifecycle/${step}`,
      handle: (call) => changeStatus(call, step),
    }),
  ),
];

function listRules(call: Call): Response {
  const { org, url } = call;
  const search = url.searchParams.get("search")?.toLowerCase() ?? "";
  return answerList(call, {
    entities: org.store.groupRules,
    show: (rule) => showGroupRule(rule, org, namesGroups(call)),
    isPlain: (rule) => [rule.name, expressionOf(rule)].some((text) => text.toLowerCase().includes(search)),
    cursorPrefix: "0pr",
    defaultLimit: 50,
    maxLimit: 200,
    parameters: ["search", "expand"],
  });
}

async function createRule(call: Call): Promise<Response> {
  const { org } = call;
  const definition = readGroupRule(await readBody(call), org);
  const now = isoDate(org.now());
  const rule: GroupRule = {
    id: oktaId("0pr", org.random),
    status: "INACTIVE",
    created: now,
    lastUpdated: now,
    ...definition,
    assigned: new Map(),
  };
  org.store.groupRules.set(rule.id, rule);
  recordRule(call, rule, "add", "Add policy rule");
  return Response.json(showGroupRule(rule, org));
}

async function replaceRule(call: Call): Promise<Response> {
  const { org } = call;
  const rule = findRule(call);
  if (rule.status !== "INACTIVE") {
    throw validation("status", `Cannot update a Group Rule with the status ${rule.status}`);
  }
  Object.assign(rule, readGroupRule(await readBody(call), org, rule));
  rule.lastUpdated = isoDate(org.now());
  recordRule(call, rule, "update", "Update policy rule");
  return Response.json(showGroupRule(rule, org));
}

function deleteRule(call: Call): Response {
  const { org, url } = call;
  const rule = findRule(call);
  if (rule.status === "ACTIVE") throw validation("status", "Cannot delete a Group Rule with the status ACTIVE");
  org.store.groupRules.delete(rule.id);
  recordRule(call, rule, "delete", "Delete policy rule");
  if (readFlag(url, "removeUsers", false)) undoGroupRule(org, rule);
  applyGroupRules(org);
  return new Response(null, { status: 202 });
}

function changeStatus(call: Call, step: "activate" | "deactivate"): Response {
  const { org } = call;
  const rule = findRule(call);
  if (rule.status === "INVALID") {
    throw validation("status", "Cannot activate or deactivate a Group Rule with the status INVALID");
  }
  const status = step === "activate" ? "ACTIVE" : "INACTIVE";
  if (rule.status !== status) {
    rule.status = status;
    rule.lastUpdated = isoDate(org.now());
    recordRule(call, rule, step, step === "activate" ? "Activate policy rule" : "Deactivate policy rule");
    applyGroupRules(org);
  }
  return new Response(null, { status: 204 });
}

function recordRule(call: Call, rule: GroupRule, what: string, displayMessage: string): void {
  recordEvent(call, { eventType: `policy.rule.${what}`, displayMessage, targets: [ruleParty(rule)] });
}

function findRule({ org, params }: Call): GroupRule {
  return findGroupRule(org, params.groupRuleId ?? "");
}

function namesGroups({ url }: Call): boolean {
  return url.searchParams.get("expand") === "groupIdToGroupNameMap";
}
