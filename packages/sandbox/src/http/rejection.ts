import { isCutShort, isHeldBack } from "./broken-connection.ts";

/**
 * Reads why a response rejects its request: from its JSON, or from its challenge where it has no body.
 *
 * @returns the reason, and the response with its body unread.
 */
export async function readRejection(
  response: Response,
): Promise<{ readonly reason?: string; readonly response: Response }> {
  if (response.status < 400 || isCutShort(response.body) || isHeldBack(response.body)) return { response };
  const challenge = /error_description="([^"]*)"/.exec(response.headers.get("www-authenticate") ?? "")?.[1];
  if (challenge !== undefined) return { reason: challenge, response };
  if (!response.headers.get("content-type")?.includes("json")) return { response };
  const text = await response.text();
  const unread = new Response(text, response);
  const reason = describeError(JSON.parse(text));
  return { ...(reason !== undefined && { reason }), response: unread };
}

function describeError(body: unknown): string | undefined {
  const { errorCode, errorSummary, errorCauses, error, error_description } = Object(body) as Readonly<
    Record<string, unknown>
  >;
  if (typeof error === "string") return `${error}: ${error_description}`;
  if (typeof errorCode !== "string") return undefined;
  const causes = Array.isArray(errorCauses) ? errorCauses.map((cause) => String(Object(cause).errorSummary)) : [];
  return [`${errorCode} ${errorSummary}`, ...causes].join(" | ");
}
