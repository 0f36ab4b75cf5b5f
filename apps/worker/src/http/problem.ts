import {
  ConfigurationError,
  OktaApiError,
  OktaEdgeError,
  RateLimitError,
  TimeoutError,
  TokenRequestError,
} from "@okta-edge/core";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { nameOptions } from "../settings/setting-names.ts";
import { SettingsError } from "../settings/settings-error.ts";

/** What is wrong, in the Worker's own words: the heart of a problem document (RFC 9457). */
export interface Problem {
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  /** Seconds to wait, for `Retry-After`. */
  readonly retryAfter?: number | undefined;
  /** What is wrong in particular, for `errorCauses`. Default: the detail. */
  readonly causes?: readonly string[];
  /** Okta's code for it, where the usual one of the status does not say it. */
  readonly errorCode?: string;
  /** More members of the document. */
  readonly members?: Readonly<Record<string, unknown>>;
  /** More headers of the answer. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Okta's code for each status, for clients that look at nothing else. */
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

/** A problem document, with the members of an Okta error beside it so that Okta's SDKs can read it. */
export function problemBody(problem: Problem, requestId: string): Record<string, unknown> {
  const { status, code, title, detail, members, causes = [detail] } = problem;
  const errorCode = problem.errorCode ?? ERROR_CODES[status] ?? "E0000009";
  return {
    type: "about:blank",
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

/** The problem for a connection that the caller may not use, whether it exists or not. */
export function noSuchConnection(): Problem {
  return {
    status: 404,
    code: "no_such_connection",
    title: "No such connection",
    detail: "The caller has no connection of this name.",
  };
}

/**
 * The problem that an error is to the caller. What is not known to be harmless is not told.
 *
 * @param nameSetting says what a setting is called for the connection in use.
 */
export function toProblem(error: unknown, nameSetting: (setting: string) => string = (setting) => setting): Problem {
  if (error instanceof SettingsError) {
    return {
      status: 503,
      code: error.code,
      title: "The Worker is not set up",
      detail: error.message,
      members: { problems: error.problems },
    };
  }
  if (!(error instanceof OktaEdgeError)) {
    return {
      status: 500,
      code: "internal_error",
      title: "The Worker failed",
      detail: "Something went wrong in the Worker; look its log up by the request ID.",
    };
  }
  const { code } = error;
  const { message, hint } = error.describe(nameOptions(nameSetting));
  const detail = [message, hint].filter(Boolean).join(" ");
  if (error instanceof ConfigurationError) {
    return { status: 503, code, title: "The Worker's settings are wrong", detail };
  }
  if (error instanceof TimeoutError) return { status: 504, code, title: "Okta did not answer in time", detail };
  if (error instanceof TokenRequestError && error.retryAfter !== undefined) {
    return { status: 429, code, title: "Okta's rate limit is used up", detail, retryAfter: error.retryAfter };
  }
  if (error instanceof RateLimitError) {
    return { status: 429, code, title: "Okta's rate limit is used up", detail, retryAfter: error.retryAfter };
  }
  const title =
    error instanceof TokenRequestError
      ? "Okta gave no access token"
      : error instanceof OktaApiError
        ? "Okta's answer cannot be used"
        : "Okta cannot be reached";
  const oktaRequestId = error instanceof TokenRequestError ? error.requestId : undefined;
  return { status: 502, code, title, detail, members: { oktaRequestId } };
}
