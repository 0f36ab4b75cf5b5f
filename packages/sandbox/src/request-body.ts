import { OktaError } from "./okta-error.ts";
import type { Call } from "./operation.ts";

/**
 * Reads the JSON object that a call was sent; an empty object where nothing was.
 *
 * @throws {OktaError} E0000003 for what is no JSON object, E0000021 for another content type.
 */
export async function readBody({ request }: Pick<Call, "request">): Promise<Record<string, unknown>> {
  const text = await request.text();
  if (text === "") return {};
  if (!/^application\/([\w.-]+\+)?json\b/i.test(request.headers.get("content-type") ?? "")) {
    throw new OktaError({
      status: 400,
      code: "E0000021",
      summary: "Bad request.  Accept and/or Content-Type headers likely do not match supported values.",
    });
  }
  const malformed = new OktaError({
    status: 400,
    code: "E0000003",
    summary: "The request body was not well-formed.",
  });
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw malformed;
  }
  if (!isObject(body)) throw malformed;
  return body;
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
