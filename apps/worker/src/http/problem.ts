import {
  ConfigurationError,
  OktaApiError,
  OktaEdgeError,
  type OktaEdgeErrorCode,
  RateLimitError,
  TimeoutError,
  TokenRequestError,
} from "@okta-edge/core";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { isSubrequestLimit } from "../cloudflare/subrequests.ts";
import { SettingsError } from "../settings/settings-error.ts";

/** An error of the Worker's own, from which a problem document is made (RFC 9457). */
export interface Problem {
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  /** Seconds to wait, for `Retry-After`. */
  readonly retryAfter?: number | undefined;
  /** Calls a minute, for `X-Rate-Limit-Limit`. */
  readonly limit?: number | undefined;
  /**
   * For `errorCauses`: each thing that is wrong, as Okta writes them ("name: fault"), in other words than the detail. Default: the code and
   * where it is described.
   */
  readonly causes?: readonly string[];
  /** Okta's `errorCode`. Default: the usual one of the status. */
  readonly errorCode?: string;
  /** More members of the document. */
  readonly members?: Readonly<Record<string, unknown>>;
  /** More headers of the response. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether the set-up is wrong: the document then says how to check it. */
  readonly isSetup?: boolean;
}

/** An error with the problem that the caller receives. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly problem: Problem;

  /** A module that is loaded on demand has this class a second time. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === "ProblemError";
  }

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** Okta's `errorCode` for each status, for clients that read nothing else. */
const ERROR_CODES: Partial<Record<number, string>> = {
  400: "E0000001",
  401: "E0000011",
  403: "E0000006",
  404: "E0000008",
  405: "E0000022",
  413: "E0000003",
  415: "E0000021",
  429: "E0000047",
  503: "E0000010",
};

/** The Worker's codes for rejections of Okta's, where they are not the core's. Other codes of the Worker have the core's names. */
export const API_ERROR_CODES: Readonly<Partial<Record<OktaEdgeErrorCode, string>>> = {
  insufficient_scope: "scope_not_granted",
  missing_admin_role: "admin_role_missing",
  unauthorized: "okta_unauthorized",
};

/**
 * Creates a problem document that also has the members of an Okta error, so that Okta's SDKs can read it. They print `errorSummary` and
 * `errorCauses`; other readers print `detail`, which explains the problem in full. No two of them contain the same sentence.
 */
export function problemBody(problem: Problem, requestId: string): Record<string, unknown> {
  const { status, code, title, detail, members } = problem;
  // Relative to the Worker, whose page describes the code.
  const type = `/docs/errors#${code}`;
  const { causes = [`${code}: see ${type}`], errorCode = ERROR_CODES[status] ?? "E0000009" } = problem;
  return {
    type,
    title,
    status,
    detail,
    code,
    requestId,
    ...members,
    errorCode,
    errorSummary: title,
    errorLink: errorCode,
    errorId: requestId,
    errorCauses: causes.map((errorSummary) => ({ errorSummary })),
  };
}

/** Returns the problem of a connection that the caller may not use, whether it exists or not. */
export function noSuchConnection(): Problem {
  return {
    status: 404,
    code: "no_such_connection",
    title: "No such connection",
    detail: "The caller has no connection of this name.",
  };
}

/**
 * Converts an error to the problem that the caller receives. Unknown errors are not exposed to the caller.
 *
 * @param nameOption - returns the setting that holds an option of the connection in use.
 */
export function toProblem(error: unknown, nameOption: (option: string) => string = (option) => option): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof SettingsError) {
    return {
      status: 503,
      code: error.code,
      title: "The Worker is not configured",
      detail: error.message,
      causes: error.problems.map(({ setting, code }) => `${setting}: ${code}`),
      members: { problems: error.problems },
      isSetup: true,
    };
  }
  if (isSubrequestLimit(error)) {
    return {
      status: 502,
      code: "subrequest_limit",
      title: "Cloudflare's subrequest limit is reached",
      detail:
        "Cloudflare allows 50 subrequests per request on the free plan and 10,000 on the paid plan. Continue with another request.",
    };
  }
  if (!(error instanceof OktaEdgeError)) {
    return {
      status: 500,
      code: "internal_error",
      title: "Internal error",
      detail: "The Worker failed unexpectedly. Search its logs for this request ID.",
    };
  }
  const code = API_ERROR_CODES[error.code] ?? error.code;
  const { message, hint } = error.describe(nameOption);
  const detail = [message, hint].filter(Boolean).join(" ");
  const retryAfter =
    error instanceof TokenRequestError || error instanceof RateLimitError ? error.retryAfter : undefined;
  if (error instanceof ConfigurationError) {
    return { status: 503, code, title: "The Worker's settings are invalid", detail, isSetup: true };
  }
  if (error instanceof TimeoutError) return { status: 504, code, title: "Timeout", detail };
  if (retryAfter !== undefined) {
    return { status: 429, code, title: "Rate limited by Okta", detail, retryAfter };
  }
  if (error instanceof TokenRequestError) {
    const { requestId: oktaRequestId } = error;
    return { status: 502, code, title: "No access token from Okta", detail, members: { oktaRequestId }, isSetup: true };
  }
  const title = error instanceof OktaApiError ? "Invalid response from Okta" : "Okta cannot be reached";
  return { status: 502, code, title, detail };
}
