import {
  type CallToolResult,
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  type InputRequiredResult,
  inputRequired,
  inputResponse,
  type ServerContext,
} from "@modelcontextprotocol/server";
import type { Arguments } from "./build-call.ts";
import { type Confirmation, confirmationCodec, confirms, createConfirmation } from "./confirmation.ts";
import { describeCall } from "./describe-call.ts";
import type { McpHost } from "./host.ts";
import { type PreparedCall, prepareCall, type Target } from "./prepare-call.ts";
import { errorResult, toResult } from "./result.ts";

/** The key of the question whether to go on. */
const QUESTION = "confirm";

/** Calls a target: builds its request, asks for a confirmation if the call is destructive, sends it and returns the result. */
export async function callTarget(
  host: McpHost,
  target: Target,
  args: Arguments,
  context: ServerContext,
): Promise<CallToolResult | InputRequiredResult> {
  const prepared = prepareCall(host, target, args);
  if ("issue" in prepared) return refuse(host, "invalid_arguments", prepared.issue);
  const { call, risk } = prepared;
  if (risk.risk === "destructive") {
    const answer = await confirmFirst(host, target, args, prepared, context);
    if (answer) return answer;
  }
  const { method, path, body, file } = call;
  return toResult(await host.send({ method, path, body, file, tool: target.name, isMain: true }));
}

/** Returns undefined if a destructive call may be sent; otherwise the question, or the refusal. */
async function confirmFirst(
  host: McpHost,
  target: Target,
  args: Arguments,
  { call, risk }: PreparedCall,
  context: ServerContext,
): Promise<CallToolResult | InputRequiredResult | undefined> {
  if (!host.mayDestroy) {
    return refuse(
      host,
      "risk_not_allowed",
      "This call is destructive, and the caller is limited to the risk write over MCP.",
    );
  }
  const codec = canElicit(context) ? await confirmationCodec(host) : undefined;
  if (!codec) {
    if (host.isUnattended) return undefined;
    return refuse(
      host,
      "confirmation_unavailable",
      host.canConfirm
        ? "This call is destructive, and the client cannot ask a person to confirm it."
        : "This call is destructive, and the Worker cannot record confirmations: it has no Durable Object with the binding IDEMPOTENCY.",
    );
  }
  const given = context.mcpReq.requestState<Confirmation>();
  if (given === undefined) {
    const confirmation = await createConfirmation(target.name, call);
    const message = await describeCall(host, target, args, risk);
    host.note("confirmation_required");
    return inputRequired({
      requestState: await codec.mint(confirmation, context),
      inputRequests: {
        [QUESTION]: inputRequired.elicit({
          message,
          requestedSchema: {
            type: "object",
            properties: { confirm: { type: "boolean", title: "Do it", description: message.split("\n")[0] ?? "" } },
            required: ["confirm"],
          },
        }),
      },
    });
  }
  if (!(await confirms(given, target.name, call))) {
    return refuse(
      host,
      "confirmation_invalid",
      "The confirmation is for another call. Call the tool without it to ask again.",
    );
  }
  const response = inputResponse(context.mcpReq.inputResponses, QUESTION);
  if (response.kind !== "elicit" || response.action !== "accept" || response.content?.confirm !== true) {
    return refuse(
      host,
      "confirmation_declined",
      "The person did not confirm the call. Do not repeat it unless they ask for it.",
    );
  }
  const isFirst = await host.useConfirmation(given.id, given.expiresAt);
  if (isFirst) return undefined;
  return isFirst === undefined
    ? refuse(
        host,
        "confirmation_unavailable",
        "The Worker could not record the confirmation, so the call was not sent. Try again in a few seconds.",
      )
    : refuse(host, "confirmation_used", "The confirmation has been used. Call the tool without it to ask again.");
}

/** Reports whether the client can show a form to a person. A bare `elicitation` means forms. */
export function canElicit(context: ServerContext): boolean {
  const capabilities = (context.mcpReq.envelope as Readonly<Record<string, unknown>> | undefined)?.[
    CLIENT_CAPABILITIES_META_KEY
  ] as ClientCapabilities | undefined;
  const elicitation = capabilities?.elicitation;
  return elicitation !== undefined && (elicitation.form !== undefined || elicitation.url === undefined);
}

/** Refuses a call, and notes why in the audit line. */
export function refuse(host: McpHost, code: string, text: string): CallToolResult {
  host.note(code);
  return errorResult(text);
}
