import * as v from "valibot";
import { defineAction } from "../action.ts";
import { oktaObject } from "./okta-object.ts";
import { paging, text, whole } from "./parameters.ts";

const agentPool = oktaObject("AgentPool", {
  id: v.string(),
  name: v.optional(v.string()),
  type: v.optional(v.string()),
  operationalStatus: v.optional(v.pipe(v.string(), v.description("OPERATIONAL, DEGRADED, DISRUPTED or INACTIVE"))),
  disruptedAgents: v.optional(v.number()),
  inactiveAgents: v.optional(v.number()),
  agents: v.optional(v.unknown()),
});

export const list = defineAction({
  id: "agentPools.list",
  method: "GET",
  path: "/api/v1/agentPools",
  scope: "okta.agentPools.read",
  risk: "read",
  summary: "List the directory agents and whether they are up",
  description:
    "Agents of Active Directory, LDAP, RADIUS and others. When all agents of a directory are down, its users cannot sign in and changes do not arrive there.",
  query: {
    poolType: v.optional(text("Only this type: AD, IWA, LDAP, MFA, OPP, RUM or Radius")),
    limitPerPoolType: v.optional(whole("Pools of each type. Default: 5")),
    ...paging(),
  },
  response: agentPool,
  isList: true,
  example: { poolType: "AD" },
});
