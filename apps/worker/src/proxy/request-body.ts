import { checkBody } from "@okta-edge/actions";
import type { GateAction } from "@okta-edge/actions/gate";
import { fixLength } from "../cloudflare/runtime.ts";
import { readAtMost } from "../http/bounded-bytes.ts";
import type { Problem } from "../http/problem.ts";
import type { TimeLimit } from "../http/time-limit.ts";

/** Bytes of a body that is held in memory: far more than any user or app has. */
const MAX_BUFFERED_BODY = 1024 * 1024;

/** Bytes of a body in which every fault is reported; of a longer one, the first. */
const MAX_FULLY_REPORTED_BODY = 64 * 1024;

/** Bytes of a body that is streamed. */
const MAX_STREAMED_BODY = 10 * 1024 * 1024;

/** Content types that a page of any site may send without asking. */
const FORM_TYPE = /^\s*(application\/x-www-form-urlencoded|multipart\/|text\/)/i;

/** A body to send to Okta, or what is wrong with it. */
export type OutgoingBody = { readonly body: BodyInit | null } | { readonly problem: Problem };

/** A `Content-Type` of JSON. */
export const JSON_TYPE = /^\s*application\/([\w.-]+\+)?json\b/i;

/**
 * Takes the body of a request. The body of an action is read and checked. So is the encoding of any other JSON, up to 1 MiB. What is
 * larger, or not JSON, is streamed if it has a length, which Okta then receives too: a body that is truncated on its way is not a whole
 * one to Okta either.
 *
 * @param options - `isRead`: no body is streamed.
 */
export async function takeBody(
  request: Request,
  action: GateAction | undefined,
  limit: TimeLimit,
  { isRead = false }: { readonly isRead?: boolean } = {},
): Promise<OutgoingBody> {
  const { method, headers, body } = request;
  if (method === "GET" || method === "HEAD") return { body: null };
  const length = Number(headers.get("content-length") ?? 0);
  const isJson = JSON_TYPE.test(headers.get("content-type") ?? "");
  const streams = !isRead && !action && body !== null && length > (isJson ? MAX_BUFFERED_BODY : 0);
  const most = streams ? MAX_STREAMED_BODY : MAX_BUFFERED_BODY;
  if (length > most) return { problem: tooLarge(most) };
  if (streams) return { body: fixLength(body, length) };

  const read = await readBody(request, limit, most);
  if ("problem" in read) return read;
  const { bytes } = read;
  if (!action) {
    if (isJson && decodeJson(bytes) === undefined) return { problem: NOT_UTF8 };
    return { body: bytes.length > 0 ? bytes : null };
  }
  return action.body ? takeJson(bytes, headers, action) : takeNothing(bytes, headers);
}

/** Checks that a request has no body, for an action that takes none. */
export async function takeNoBody(request: Request, limit: TimeLimit): Promise<OutgoingBody> {
  const read = await readBody(request, limit, MAX_BUFFERED_BODY);
  return "problem" in read ? read : takeNothing(read.bytes, request.headers);
}

async function readBody(
  { body }: Request,
  limit: TimeLimit,
  most: number,
): Promise<{ readonly bytes: Uint8Array } | { readonly problem: Problem }> {
  const reading = readAtMost(body, most).then(
    (bytes) => (bytes ? { bytes } : { problem: tooLarge(most) }),
    () => ({ problem: TRUNCATED }),
  );
  return (await limit.within(reading)) ?? { problem: LATE };
}

const TRUNCATED: Problem = {
  status: 400,
  code: "body_incomplete",
  title: "Incomplete body",
  detail: "The connection closed before the end of the body.",
};

/** The problem of a body that is not JSON. */
export const MALFORMED_JSON: Problem = {
  status: 400,
  code: "malformed_json",
  title: "Malformed JSON",
  detail: "The body is not valid JSON.",
  errorCode: "E0000003",
};

const NOT_UTF8: Problem = {
  status: 400,
  code: "invalid_encoding",
  title: "Invalid encoding",
  detail:
    "The body is not valid UTF-8, for example because it is Latin-1 (ISO-8859-1) or UTF-16. Encode it as UTF-8. In PowerShell: -Body ([Text.Encoding]::UTF8.GetBytes($json)).",
  errorCode: "E0000003",
};

const LATE: Problem = {
  status: 408,
  code: "body_timeout",
  title: "Timeout",
  detail: "The body was not received within TIMEOUT.",
};

function unsupportedType(detail: string): { readonly problem: Problem } {
  return { problem: { status: 415, code: "unsupported_media_type", title: "Unsupported media type", detail } };
}

/** Checks the body of an action. It is sent on as it was received. */
function takeJson(bytes: Uint8Array, headers: Headers, action: GateAction): OutgoingBody {
  if (bytes.length > 0 && !JSON_TYPE.test(headers.get("content-type") ?? "")) {
    return unsupportedType("Send Content-Type: application/json.");
  }
  const text = decodeJson(bytes);
  if (text === undefined) return { problem: NOT_UTF8 };
  let json: unknown;
  try {
    json = text === "" ? undefined : JSON.parse(text);
  } catch {
    return { problem: MALFORMED_JSON };
  }
  const issues = checkBody(action, json, { onlyFirst: bytes.length > MAX_FULLY_REPORTED_BODY });
  return issues.length > 0 ? { problem: invalidInput(action, issues) } : { body: text || null };
}

/**
 * An empty JSON object and `null` count as nothing: many HTTP clients send one. So does an empty form with a key. Without a key a form is
 * rejected: a page of any site can send it with the cookie of Cloudflare Access, but it cannot send a key.
 */
function takeNothing(bytes: Uint8Array, headers: Headers): OutgoingBody {
  const hasKey = headers.has("authorization") || headers.has("x-api-key");
  if (FORM_TYPE.test(headers.get("content-type") ?? "") && (bytes.length > 0 || !hasKey)) {
    return unsupportedType("This operation takes no body. Send the request without a body and without Content-Type.");
  }
  const text = decodeUtf8(bytes.subarray(0, 64))?.trim();
  if (bytes.length <= 64 && (text === "" || (text && /^(\{\s*\}|null)$/.test(text)))) return { body: null };
  return {
    problem: {
      status: 400,
      code: "unexpected_body",
      title: "Unexpected body",
      detail: "This operation takes no body. Send the request without one.",
    },
  };
}

/** Returns the text; undefined if it is not UTF-8. UTF-16 is, where it is ASCII with a NUL beside each character: JSON has no NUL. */
function decodeJson(bytes: Uint8Array): string | undefined {
  const text = decodeUtf8(bytes);
  return text?.includes("\0") ? undefined : text;
}

/** Returns the text without a byte order mark; undefined if it is not UTF-8. */
function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** How a problem names a part of the input: a query parameter, or a member of the body. */
const PARTS: Readonly<Record<string, string>> = { query: "query parameter", body: "member" };

/** Returns the problem of an action's input, with a sentence and a cause for each part. */
function invalidInput(action: GateAction, issues: ReturnType<typeof checkBody>): Problem {
  const sentences = issues.map(({ in: place, name, message }) => {
    const part = name ? `${PARTS[place]} ${name}` : place;
    return `The ${part} ${message}${message.endsWith("?") ? "" : "."}`;
  });
  return {
    status: 400,
    code: "invalid_input",
    title: `Api validation failed: ${action.id}`,
    detail: sentences.join(" "),
    // Without what may have been meant, which is in the detail.
    causes: issues.map((issue) => `${issue.name || issue.in}: ${issue.message.replace(/;.*/s, "")}`),
    members: { issues },
  };
}

/** Returns the problem of an action's query. Parameters that the Worker does not know can be allowed. */
export function invalidQuery(action: GateAction, issues: ReturnType<typeof checkBody>): Problem {
  const problem = invalidInput(action, issues);
  if (!issues.some(({ message }) => message.startsWith("is not known"))) return problem;
  return {
    ...problem,
    detail: `${problem.detail} To send unknown parameters to Okta, set UNKNOWN_QUERY_PARAMETERS=pass.`,
  };
}

function tooLarge(most: number): Problem {
  return {
    status: 413,
    code: "body_too_large",
    title: "Body too large",
    detail: `The body must not exceed ${most} bytes.`,
  };
}
