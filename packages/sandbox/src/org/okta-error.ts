/** An error as the Management API answers it. */
export interface OktaErrorOptions {
  readonly status: number;
  readonly code: string;
  readonly summary: string;
  readonly causes?: readonly string[];
}

/** Thrown by the handler of a call, and returned as Okta's error body. */
export class OktaError extends Error {
  override readonly name = "OktaError";
  readonly status: number;
  readonly code: string;
  readonly causes: readonly string[];

  constructor({ status, code, summary, causes = [] }: OktaErrorOptions) {
    super(summary);
    this.status = status;
    this.code = code;
    this.causes = causes;
  }

  /** Okta's JSON for it. */
  body(errorId: string): Record<string, unknown> {
    return {
      errorCode: this.code,
      errorSummary: this.message,
      errorLink: this.code,
      errorId,
      errorCauses: this.causes.map((errorSummary) => ({ errorSummary })),
    };
  }
}

/** E0000007: there is no such thing; `kind` as Okta names it, such as `User` or `UserGroup`. */
export function notFound(id: string, kind: string): OktaError {
  return new OktaError({ status: 404, code: "E0000007", summary: `Not found: Resource not found: ${id} (${kind})` });
}

/** E0000006: the app's admin roles do not allow it. */
export function noPermission(): OktaError {
  return new OktaError({
    status: 403,
    code: "E0000006",
    summary: "You do not have permission to perform the requested action",
  });
}

/** E0000001: what was sent is not valid; `subject` is what Okta names it after, such as the first field at fault. */
export function validation(subject: string, ...causes: readonly string[]): OktaError {
  return new OktaError({ status: 400, code: "E0000001", summary: `Api validation failed: ${subject}`, causes });
}

/** E0000038: it is not allowed in the user's status. */
export function wrongStatus(): OktaError {
  return new OktaError({
    status: 403,
    code: "E0000038",
    summary: "This operation is not allowed in the user's current status.",
  });
}
