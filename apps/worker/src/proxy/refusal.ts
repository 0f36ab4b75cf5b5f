import { createApiError, type OktaApiErrorCode } from "@okta-edge/core";
import { peekBody } from "../http/peek-body.ts";
import { API_ERROR_CODES, type Problem } from "../http/problem.ts";

/** Bytes of an error body that are read to explain it. */
const MAX_ERROR_BODY = 65_536;

/** Characters of the hint in a header. */
const MAX_HINT = 500;

/** The header that explains an error which Okta itself describes. */
export const HINT_HEADER = "okta-edge-hint";

/** How a rejection by Okta reaches the caller: with Okta's own body, or with a problem document where Okta sends none. */
export type Refusal =
  | { readonly body: ReadableStream<Uint8Array>; readonly code?: string; readonly hint?: string }
  | { readonly problem: Problem };

/** Reports whether Okta rejects a call in a way that its body alone does not explain: scope, admin role, token or proof. */
export function isRefusal({ status, headers }: Response): boolean {
  return status === 401 || status === 403 || (status === 400 && headers.has("www-authenticate"));
}

/**
 * Explains a rejection by Okta.
 *
 * @param headers - the headers that the caller receives.
 * @param nameOption - returns the setting that holds an option of the connection.
 */
export async function explainRefusal(
  response: Response,
  body: ReadableStream<Uint8Array> | null,
  headers: Headers,
  nameOption: (option: string) => string,
): Promise<Refusal> {
  const peeked = body && (await peekBody(body, MAX_ERROR_BODY));
  const text = peeked?.bytes && new TextDecoder().decode(peeked.bytes).trim();
  const error = createApiError(response, parseJson(text));
  const code = codeOf(error.code);
  const { message, hint } = error.describe(nameOption);
  if (peeked && text !== "") {
    return { body: peeked.body, ...(code && { code }), ...(code && hint && { hint: toHeader(hint) }) };
  }
  const kept = Object.fromEntries([...headers].filter(([name]) => name !== "content-type"));
  return {
    problem: {
      status: response.status as Problem["status"],
      code: code ?? error.code,
      title: "Okta rejected the request",
      detail: [message, hint].filter(Boolean).join(" "),
      members: { scope: error.scope, oktaRequestId: error.requestId },
      headers: kept,
      isSetup: true,
    },
  };
}

function codeOf(code: OktaApiErrorCode): string | undefined {
  return code === "okta_error" ? undefined : (API_ERROR_CODES[code] ?? code);
}

/** Keeps a hint to one line of ASCII, as a header must be. */
function toHeader(hint: string): string {
  return hint
    .replaceAll("›", ">")
    .replaceAll(/[^ -~]+/g, " ")
    .slice(0, MAX_HINT);
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}
