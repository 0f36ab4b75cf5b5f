import { readBoundedText } from "./bounded-body.ts";
import { apiError, type OktaApiError, type OktaApiErrorDetails, rateLimitError } from "./errors.ts";
import { classifyRefusal, type RefusalReason } from "./okta-wording.ts";
import { rateLimitWait } from "./rate-limit.ts";
import { printable } from "./token-response.ts";

/** Maximum size of an error body in bytes. */
const MAX_BODY = 65_536;

/** A `WWW-Authenticate` challenge (RFC 6750, section 3; RFC 9449, section 7.1). */
export interface Challenge {
  readonly error?: string | undefined;
  readonly errorDescription?: string | undefined;
  readonly scope?: string | undefined;
  /** What Okta's wording means; undefined if there is no challenge, or its wording is not known. */
  readonly reason?: RefusalReason | undefined;
}

/** Parses the challenge of a response. */
export function parseChallenge(headers: Headers): Challenge {
  const header = (headers.get("www-authenticate") ?? "").slice(0, 4096);
  const parameter = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(header)?.[1];
  const [error, errorDescription] = [parameter("error"), parameter("error_description")];
  const reason = error && classifyRefusal(error, errorDescription);
  return { error, errorDescription, scope: parameter("scope"), reason: reason || undefined };
}

/** Returns Okta's `errorCode` of a response whose body is read again later. */
export async function peekErrorCode(response: Response, signal: AbortSignal): Promise<string | undefined> {
  if (!response.headers.get("content-type")?.includes("json")) return undefined;
  return parseErrorBody(await readJson(response.clone(), signal)).errorCode;
}

/**
 * Reads the body of a response that is not 2xx and returns its error.
 *
 * @param now - Okta's time in seconds since the epoch.
 * @throws the reason of `signal` when it aborts before the body is complete.
 */
export async function toApiError(response: Response, now: number, signal?: AbortSignal): Promise<OktaApiError> {
  return createApiError(response, await readJson(response, signal), now);
}

/**
 * Returns the error that explains a response that is not 2xx. Okta rejects a call in three ways: a scope that is not granted
 * (403 with a challenge and no body), a missing admin role (403 E0000006), and DPoP (400 with a challenge and no body).
 *
 * @param response - Status and headers of the response; its body is not read.
 * @param body - The parsed body, undefined if there is none.
 * @param now - Okta's time in seconds since the epoch, for a 429 without a `Date` header. Default: the system clock.
 * @returns the error, with a hint where Okta's wording is known.
 *
 * @example
 * ```ts
 * const response = await okta.fetch("/api/v1/groups");
 * const body = await response.json().catch(() => undefined);
 * if (!response.ok) console.error(createApiError(response, body).hint);
 * ```
 */
export function createApiError(
  response: Pick<Response, "status" | "headers">,
  body: unknown,
  now: number = Date.now() / 1000,
): OktaApiError {
  const { status, headers } = response;
  const { error, errorDescription, scope, reason } = parseChallenge(headers);
  const received = parseErrorBody(body);
  const details = { status, scope, requestId: headers.get("x-okta-request-id") ?? undefined, ...received };
  if (status === 429) return rateLimitError(rateLimitWait(response, now), details);
  const { errorCode, errorSummary, errorCauses } = received;
  const said = printable(
    [status, errorCode, errorSummary ?? errorDescription, ...errorCauses].filter(Boolean).join(", "),
  );
  const fail = (id: Parameters<typeof apiError>[0]) => apiError(id, { said, scope }, details);
  if (reason === "insufficient_scope") return fail(scope ? "insufficient_scope" : "insufficient_scope.unnamed");
  if (errorCode === "E0000006") return fail("missing_admin_role");
  if (status === 400 && error) return fail("dpop_refused");
  return fail(status === 401 ? "unauthorized" : "okta_error");
}

/** Reads a JSON body; undefined if it is something else, too long or incomplete. */
async function readJson(response: Response, signal: AbortSignal | undefined): Promise<unknown> {
  try {
    return JSON.parse((await readBoundedText(response, MAX_BODY, signal)) ?? "");
  } catch {
    signal?.throwIfAborted();
    return undefined;
  }
}

function parseErrorBody(body: unknown): Pick<OktaApiErrorDetails, "errorCode" | "errorSummary"> & {
  readonly errorCauses: readonly string[];
} {
  const { errorCode, errorSummary, errorCauses } = (body ?? {}) as Readonly<Record<string, unknown>>;
  const causes = Array.isArray(errorCauses) ? errorCauses.map((cause) => cause?.errorSummary) : [];
  return {
    errorCode: asString(errorCode),
    errorSummary: asString(errorSummary),
    errorCauses: causes.filter((cause) => typeof cause === "string"),
  };
}

function asString(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
