import { type RiskAssessment, type Risky, riskOf } from "@okta-edge/actions";
import { type Arguments, type BuiltCall, buildCall, type Callable } from "./build-call.ts";
import type { McpHost } from "./host.ts";

/** What is called: a tool, or an action or operation by call_action. */
export interface Target extends Callable {
  readonly name: string;
  readonly title: string;
  /** The action's ID, or Okta's `operationId`. */
  readonly id: string;
  readonly risk: Risky;
}

/** A call that may be sent, once a person has confirmed it if it is destructive. */
export interface PreparedCall {
  readonly call: BuiltCall;
  readonly risk: RiskAssessment;
}

/** Builds the request of a call, and assesses its risk; returns what is wrong with the arguments if something is. */
export function prepareCall(host: McpHost, target: Target, args: Arguments): PreparedCall | { readonly issue: string } {
  const call = buildCall(target, args);
  if ("issue" in call) return call;
  if (host.nameOf(call.method, call.pathname) !== target.id) {
    return { issue: "The arguments lead to another operation than that of the tool." };
  }
  return { call, risk: riskOf(target.risk, call.input) };
}
