import { createHmac, hkdfSync } from "node:crypto";
import type { Attack, Outcome } from "../support/attack.ts";
import type { AttackLab, CallerName } from "../support/attack-lab.ts";
import { type McpMessage, mcpRequest, readMcp, sendMcp } from "../support/mcp-message.ts";
import { exchangeBytes, writeRaw } from "../support/raw-http.ts";

const TOOL = "users_deactivate";
const LEAVER = { userId: "grace.hopper@example.com" };
const OTHER = { userId: "alan.turing@example.com" };
const ELICITS = { elicitation: {} };
const ACCEPTED = { confirm: { action: "accept", content: { confirm: true } } };

/** The path of a deactivation, as Okta receives it. */
const seen = ({ userId }: { userId: string }) =>
  `POST /api/v1/users/${encodeURIComponent(userId)}/lifecycle/deactivate`;

interface Step {
  readonly name?: string;
  readonly args?: object;
  readonly caller?: CallerName;
  readonly target?: string;
}

const message = (
  { name = TOOL, args = LEAVER, target = "/mcp?toolsets=all" }: Step,
  params: object = {},
): McpMessage => ({
  method: "tools/call",
  target,
  capabilities: ELICITS,
  params: { name, arguments: args, ...params },
});

const confirmed = (step: Step, requestState: string) => message(step, { requestState, inputResponses: ACCEPTED });

/** Calls the tool as the agent does, and returns the confirmation that the server asks for. */
async function ask(lab: AttackLab, step: Step = {}): Promise<string> {
  const { result } = await sendMcp(lab, step.caller ?? "agent", message(step));
  if (result?.resultType !== "input_required" || !result.requestState) throw new Error(JSON.stringify(result));
  return result.requestState;
}

/** A confirmation that is used for something else than what it was asked for. */
function misuse(
  name: string,
  reason: string | undefined,
  use: Step,
  { change = (state) => state, ...more }: Partial<Attack> & { change?: (state: string, lab: AttackLab) => string } = {},
): Attack {
  return {
    name,
    caller: use.caller ?? "agent",
    request: async (lab) => mcpRequest(confirmed(use, change(await ask(lab), lab))),
    status: [200, 400],
    reason,
    check: expectError,
    ...more,
  };
}

function expectError({ response }: Outcome): void {
  if (!/"code":-32602|"isError":true/.test(response.body)) throw new Error(response.body.slice(0, 300));
}

function expectSuccess({ response }: Outcome): void {
  if (readMcp(response).result?.isError !== undefined) throw new Error(response.body.slice(0, 300));
}

/** Changes a confirmation, and signs it as the Worker does: with a key that is derived from the private key. */
function resign(
  state: string,
  { home }: AttackLab,
  change: (envelope: Envelope) => Envelope,
  privateKey?: string,
): string {
  const [version = "", body = ""] = state.split(".");
  const envelope = change(JSON.parse(Buffer.from(body, "base64url").toString()));
  const signed = `${version}.${Buffer.from(JSON.stringify(envelope)).toString("base64url")}`;
  const secret = privateKey ?? home.sandbox.apps[0]?.privateKey ?? "";
  const key = Buffer.from(hkdfSync("sha256", secret, "", "okta-edge mcp confirmation", 32));
  return `${signed}.${createHmac("sha256", key).update(signed).digest("base64url")}`;
}

interface Envelope {
  readonly exp: number;
  readonly p: { readonly id: string; readonly digest: string };
}

/** A confirmation whose five minutes are over. */
const expire = (envelope: Envelope): Envelope => ({ ...envelope, exp: Math.floor(Date.now() / 1000) - 1 });

/** The confirmation that ten connections use at the same moment. */
let shared = "";

/** Ways around the person who confirms destructive calls. */
export const MCP_CONFIRMATIONS: readonly Attack[] = [
  misuse("a confirmation for another user", "confirmation_invalid", { args: OTHER }),
  misuse("a confirmation for another argument", "confirmation_invalid", { args: { ...LEAVER, sendEmail: true } }),
  misuse("a confirmation for another tool", "confirmation_invalid", { name: "users_delete" }),
  misuse("a confirmation for the same action by the tool that calls any", "confirmation_invalid", {
    name: "call_action",
    target: "/mcp?toolsets=catalog",
    args: { action: "users.deactivate", arguments: OTHER },
  }),
  misuse("a confirmation of a colleague's", undefined, { caller: "colleague" }),
  misuse("a confirmation of a caller that is limited to writes", undefined, { caller: "manager" }),
  misuse("a confirmation at another connection", undefined, { target: "/connections/eu/mcp?toolsets=all" }),
  misuse("a confirmation after it has expired", undefined, {}, { change: (state, lab) => resign(state, lab, expire) }),
  misuse(
    "a confirmation that another key signed",
    undefined,
    {},
    {
      change: (state, lab) => resign(state, lab, (same) => same, lab.home.sandbox.apps[0]?.clientId),
    },
  ),
  misuse(
    "a confirmation that is altered",
    undefined,
    {},
    {
      change: (state) => `${state.slice(0, -6)}${state.endsWith("AAAAAA") ? "BBBBBB" : "AAAAAA"}`,
    },
  ),
  misuse(
    "a confirmation without a signature",
    undefined,
    {},
    { change: (state) => state.slice(0, state.lastIndexOf(".")) },
  ),
  misuse("a confirmation of 500 KB", undefined, {}, { change: () => `v1.${"A".repeat(500_000)}` }),
  {
    ...misuse("an answer without a confirmation", "confirmation_required", {}),
    request: mcpRequest(message({}, { inputResponses: ACCEPTED })),
    home: [`GET /api/v1/users/${encodeURIComponent(LEAVER.userId)}`],
    check: ({ response }) => {
      if (readMcp(response).result?.resultType !== "input_required") throw new Error("No one is asked.");
    },
  },
  {
    ...misuse("a confirmation that the person declined", "confirmation_declined", {}),
    request: async (lab) =>
      mcpRequest(message({}, { requestState: await ask(lab), inputResponses: { confirm: { action: "decline" } } })),
  },
  {
    ...misuse("a confirmation with a text for a yes", "confirmation_declined", {}),
    request: async (lab) => {
      const inputResponses = { confirm: { action: "accept", content: { confirm: "true" } } };
      return mcpRequest(message({}, { requestState: await ask(lab), inputResponses }));
    },
  },
  {
    ...misuse("a client that cannot ask a person", "confirmation_unavailable", {}),
    request: mcpRequest({ ...message({}), capabilities: {} }),
  },
  {
    ...misuse("a client that can show no form to a person", "confirmation_unavailable", {}),
    request: mcpRequest({ ...message({}), capabilities: { elicitation: { url: {} } } }),
  },
  {
    ...misuse("a confirmation that is used by ten at the same moment: one is sent", undefined, {}),
    request: async (lab) => {
      shared = await ask(lab);
      return mcpRequest(confirmed({}, shared));
    },
    meanwhile: async (lab) => {
      const { headers = [], ...request } = mcpRequest(confirmed({}, shared));
      const authorization = ["Authorization", `Bearer ${lab.keys.agent}`] as const;
      const bytes = writeRaw(lab.port, { ...request, headers: [authorization, ...headers] });
      const answers = Promise.all(Array.from({ length: 9 }, () => exchangeBytes(lab.port, bytes)));
      return async () => void lab.transcript.push(...(await answers));
    },
    status: 200,
    home: [seen(LEAVER)],
    check: undefined,
  },
  {
    ...misuse("a confirmation that has been used", "confirmation_used", {}),
    request: () => mcpRequest(confirmed({}, shared)),
  },
  {
    ...misuse("a confirmation as it is meant, signed again by the Worker's own key", undefined, { args: OTHER }),
    request: async (lab) =>
      mcpRequest(
        confirmed(
          { args: OTHER },
          resign(await ask(lab, { args: OTHER }), lab, (same) => same),
        ),
      ),
    status: 200,
    home: [seen(OTHER)],
    check: expectSuccess,
  },
];
