import { readBoundedText } from "./bounded-body.ts";
import { OktaApiError, type OktaApiErrorCode, type OktaApiErrorDetails, RateLimitError } from "./errors.ts";
import { rateLimitWait } from "./rate-limit.ts";

/** The largest error body that is read, in bytes. */
const MAX_BODY = 65_536;

/** What the `WWW-Authenticate` header says (RFC 6750, section 3; RFC 9449, section 7.1). */
export interface Challenge {
  readonly error?: string | undefined;
  readonly errorDescription?: string | undefined;
  readonly scope?: string | undefined;
}

/** Reads the parts of a challenge that say what went wrong. */
export function readChallenge(headers: Headers): Challenge {
  const header = (headers.get("www-authenticate") ?? "").slice(0, 4096);
  const parameter = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(header)?.[1];
  return { error: parameter("error"), errorDescription: parameter("error_description"), scope: parameter("scope") };
}

/** Okta's `errorCode` of a response that somebody else is still going to read. */
export async function peekErrorCode(response: Response): Promise<string | undefined> {
  if (!response.headers.get("content-type")?.includes("json")) return undefined;
  return readErrorBody(await readBoundedText(response.clone(), MAX_BODY).catch(() => undefined)).errorCode;
}

/**
 * Turns an answer that is no success into the error that says which step of the set-up to revisit. Okta has three shapes of
 * refusal: a missing scope (403 by header), a missing admin role (403 E0000006), and DPoP (400 by header).
 *
 * @param now Okta's time in seconds since the epoch.
 */
export async function toApiError(response: Response, now: number): Promise<OktaApiError> {
  const { status, headers } = response;
  const { error, errorDescription, scope } = readChallenge(headers);
  const body = readErrorBody(await readBoundedText(response, MAX_BODY).catch(() => undefined));
  const details: OktaApiErrorDetails = { status, requestId: headers.get("x-okta-request-id") ?? undefined, ...body };
  const { errorCode, errorCauses = [] } = body;
  if (status === 429) {
    const wait = rateLimitWait(response, now);
    return new RateLimitError(`Okta's rate limit is used up for ${wait} s.`, wait, {
      ...details,
      hint: "Wait, or raise `timeout`.",
    });
  }
  const fail = (code: OktaApiErrorCode, hint?: string) => {
    const said = [status, errorCode, body.errorSummary ?? errorDescription, ...errorCauses].filter(Boolean).join(", ");
    return new OktaApiError(code, `Okta answered ${said}.`, { ...details, scope, hint });
  };
  if (error === "insufficient_scope") {
    return fail("insufficient_scope", `Add ${scope} to \`scopes\`, and grant it to the app: Okta API Scopes.`);
  }
  if (errorCode === "E0000006")
    return fail("missing_admin_role", "Give the app an admin role that allows this: Admin roles.");
  if (status === 400 && error) {
    return fail("dpop_refused", "Set `dpop` to auto. Find what changes or repeats requests between here and Okta.");
  }
  return fail(status === 401 ? "unauthorized" : "okta_error");
}

function readErrorBody(
  text: string | undefined,
): Pick<OktaApiErrorDetails, "errorCode" | "errorSummary" | "errorCauses"> {
  try {
    const { errorCode, errorSummary, errorCauses } = JSON.parse(text ?? "");
    const causes = Array.isArray(errorCauses) ? errorCauses.map((cause) => cause?.errorSummary) : [];
    return {
      errorCode: asString(errorCode),
      errorSummary: asString(errorSummary),
      errorCauses: causes.filter((cause) => typeof cause === "string"),
    };
  } catch {
    return {};
  }
}

function asString(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
