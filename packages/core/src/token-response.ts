import { readBoundedText } from "./bounded-body.ts";
import { TokenRequestError, type TokenRequestErrorCode, type TokenRequestErrorDetails } from "./errors.ts";
import { rateLimitWait } from "./rate-limit.ts";
import { tokenHint } from "./token-hints.ts";

/** The largest answer that is read, in bytes; Okta's are about two thousand. */
const MAX_BODY = 65_536;
/** The longest lifetime that is believed, in seconds; Okta's is 3600 here, and 86,400 is the most that it can be set to. */
const MAX_LIFETIME = 86_400;

/** What a good answer holds. */
export interface TokenResponse {
  readonly accessToken: string;
  readonly tokenType: "Bearer" | "DPoP";
  /** Seconds. */
  readonly expiresIn: number;
  /** The scopes granted; undefined if the answer does not say, which means: those asked for. */
  readonly scopes: readonly string[] | undefined;
}

/**
 * Judges an answer of the token endpoint (RFC 6749, sections 5.1 and 5.2).
 *
 * @throws {TokenRequestError} for everything that is not a usable token.
 */
export async function judgeTokenResponse(response: Response, now: number): Promise<TokenResponse> {
  const { status, ok, headers } = response;
  const requestId = headers.get("x-okta-request-id") ?? undefined;
  const fail = (code: TokenRequestErrorCode, message: string, details?: TokenRequestErrorDetails) =>
    new TokenRequestError(code, `The token endpoint ${message}.`, { hint: ADDRESS, status, requestId, ...details });

  if (response.type === "opaqueredirect" || (status >= 300 && status < 400)) {
    throw fail("token_endpoint_redirected", "redirects");
  }
  let text: string | undefined;
  try {
    text = await readBoundedText(response, MAX_BODY);
  } catch (cause) {
    throw fail("token_endpoint_unreachable", "broke off its answer", { cause });
  }
  if (status === 429) {
    const retryAfter = rateLimitWait(response, now);
    throw fail("token_rate_limited", "has reached its rate limit", {
      retryAfter,
      hint: "Share one client.",
    });
  }
  if (status >= 500) throw fail("token_endpoint_failed", `answered ${status}`, { hint: "Try again later." });
  const body = readObject(text);
  if (!ok && typeof body?.error === "string") {
    const error = printable(body.error);
    const errorDescription = printable(body.error_description) || undefined;
    const hint = tokenHint(error, errorDescription);
    throw fail("token_refused", `refused: ${errorDescription ?? error}`, { error, errorDescription, hint });
  }
  const invalid = (what: string) => fail("token_response_invalid", `answered ${status} with ${what}`);
  if (text === undefined) throw invalid("too long a body");
  if (!ok || body === undefined) throw invalid(/^\s*</.test(text) ? "a page of HTML" : "no OAuth 2.0 JSON");

  const { access_token: accessToken, token_type, expires_in: expiresIn, scope } = body;
  if (!isAccessToken(accessToken)) throw invalid("no access token");
  const tokenType = (["Bearer", "DPoP"] as const).find(
    (type) => type.toLowerCase() === String(token_type).toLowerCase(),
  );
  if (!tokenType) throw invalid("an unknown token type");
  if (typeof expiresIn !== "number" || !(expiresIn >= 1 && expiresIn <= MAX_LIFETIME))
    throw invalid("an absurd lifetime");
  const scopes = typeof scope === "string" ? scope.split(" ") : undefined;
  return { accessToken, tokenType, expiresIn, scopes };
}

const ADDRESS = "Check `orgUrl`, `tokenEndpoint`, and what is between here and Okta.";

/** Whether a value can stand in an `Authorization` header: one word of visible ASCII. */
export function isAccessToken(value: unknown): value is string {
  return typeof value === "string" && /^[!-~]+$/.test(value);
}

function readObject(text: string | undefined): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(text ?? "");
    return typeof value === "object" ? (value ?? undefined) : undefined;
  } catch {
    return undefined;
  }
}

/** What Okta says goes into messages; what only pretends to be Okta gets neither to break lines nor to fill logs. */
function printable(value: unknown): string {
  return typeof value === "string" ? value.replace(/[^ -~]+/g, " ").slice(0, 300) : "";
}
