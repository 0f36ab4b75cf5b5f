import { OktaError } from "../org/okta-error.ts";
import type { Call } from "./operation.ts";

/**
 * Reads the JSON object that a call was sent; an empty object where nothing was.
 *
 * @throws {OktaError} E0000003 for what is not a JSON object, E0000021 for another content type.
 */
export async function readBody(call: Pick<Call, "request">): Promise<Record<string, unknown>> {
  const body = await readJson(call);
  if (body === undefined) return {};
  if (!isObject(body)) throw malformedBody();
  return body;
}

/**
 * Reads the JSON that a call was sent; undefined where nothing was.
 *
 * @throws {OktaError} E0000003 for what is not JSON, E0000021 for another content type.
 */
export async function readJson({ request }: Pick<Call, "request">): Promise<unknown> {
  const text = await request.text();
  if (text === "") return undefined;
  if (!/^application\/([\w.-]+\+)?json\b/i.test(request.headers.get("content-type") ?? "")) {
    throw new OktaError({
      status: 400,
      code: "E0000021",
      summary: "Bad request.  Accept and/or Content-Type headers likely do not match supported values.",
    });
  }
  try {
    return JSON.parse(text);
  } catch {
    throw malformedBody();
  }
}

/** E0000003: the body is not what it has to be. */
export function malformedBody(): OktaError {
  return new OktaError({ status: 400, code: "E0000003", summary: "The request body was not well-formed." });
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A query parameter that is true or false. */
export function readFlag(url: URL, name: string, byDefault: boolean): boolean {
  const text = url.searchParams.get(name);
  return text === null ? byDefault : text.toLowerCase() === "true";
}
