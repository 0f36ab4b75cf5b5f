import { readBoundedText } from "./bounded-body.ts";
import { type TokenRequestErrorDetails, tokenRequestError } from "./errors.ts";
import { classifyRefusal, refusalAdvice } from "./okta-wording.ts";
import { rateLimitWait } from "./rate-limit.ts";

/** Maximum size of a response in bytes; Okta's have about two thousand. */
const MAX_BODY = 65_536;
/** Maximum lifetime of a token in seconds: 3600 at the org authorization server, at most 86,400 at any other. */
const MAX_LIFETIME = 86_400;

/** A valid response of the token endpoint. */
export interface TokenResponse {
  readonly accessToken: string;
  readonly tokenType: "Bearer" | "DPoP";
  /** Seconds. */
  readonly expiresIn: number;
  /** The scopes granted; undefined if the response omits them because they are the requested ones. */
  readonly scopes: readonly string[] | undefined;
}

/**
 * Parses a response of the token endpoint (RFC 6749, sections 5.1 and 5.2).
 *
 * @throws {TokenRequestError} when the response is not a usable token.
 * @throws the reason of `signal` when it aborts before the body is complete.
 */
export async function parseTokenResponse(response: Response, now: number, signal: AbortSignal): Promise<TokenResponse> {
  const { status, ok, headers } = response;
  const received = { status, requestId: headers.get("x-okta-request-id") ?? undefined };
  const fail = (id: Parameters<typeof tokenRequestError>[0], details?: TokenRequestErrorDetails) =>
    tokenRequestError(id, { status, seconds: details?.retryAfter }, { ...received, ...details });

  if (response.type === "opaqueredirect" || (status >= 300 && status < 400)) throw fail("token_endpoint_redirected");
  let text: string | undefined;
  try {
    text = await readBoundedText(response, MAX_BODY, signal);
  } catch (cause) {
    signal.throwIfAborted();
    throw fail("token_endpoint_unreachable.closed", { cause });
  }
  if (status === 429) throw fail("token_rate_limited", { retryAfter: rateLimitWait(response, now) });
  if (status >= 500) throw fail("token_endpoint_failed");
  const body = readObject(text);
  if (!ok && typeof body?.error === "string") {
    const error = printable(body.error);
    const errorDescription = printable(body.error_description) || undefined;
    const advice = refusalAdvice(classifyRefusal(error, errorDescription));
    const description = errorDescription ?? error;
    throw tokenRequestError("token_refused", { description }, { ...received, error, errorDescription }, advice);
  }
  if (!ok || body === undefined) {
    throw fail(/^\s*</.test(text ?? "") ? "token_response_invalid.html" : "token_response_invalid");
  }
  const { access_token: accessToken, token_type, expires_in, scope } = body;
  const invalid = (member: string) => tokenRequestError("token_response_invalid.member", { status, member }, received);
  if (!isAccessToken(accessToken)) throw invalid("access_token");
  const tokenType = (["Bearer", "DPoP"] as const).find(
    (type) => type.toLowerCase() === String(token_type).toLowerCase(),
  );
  if (!tokenType) throw invalid("token_type");
  // Some servers send the number as a string.
  const expiresIn = typeof expires_in === "string" && /^\d+$/.test(expires_in) ? Number(expires_in) : expires_in;
  if (typeof expiresIn !== "number" || !(expiresIn >= 1 && expiresIn <= MAX_LIFETIME)) throw invalid("expires_in");
  const scopes = typeof scope === "string" ? scope.split(" ").filter(Boolean) : [];
  return { accessToken, tokenType, expiresIn, scopes: scopes.length > 0 ? scopes : undefined };
}

/** Reports whether a value can be sent in an `Authorization` header: visible ASCII without whitespace. */
export function isAccessToken(value: unknown): value is string {
  return typeof value === "string" && /^[!-~]+$/.test(value);
}

function readObject(text = ""): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" ? (value ?? undefined) : undefined;
  } catch {
    return undefined;
  }
}

/** Removes line breaks and control characters from text for messages and logs, and limits its length. */
export function printable(value: unknown): string {
  return typeof value === "string" ? value.replace(/[^ -~]+/g, " ").slice(0, 300) : "";
}
