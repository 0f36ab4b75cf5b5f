import { type PolicyTarget, showVisible } from "@okta-edge/actions/policy";
import type { OktaClient } from "@okta-edge/core";
import { readAtMost } from "../http/bounded-bytes.ts";
import { jsonText } from "../http/json-text.ts";

/** Bytes of a response that is filtered. The largest page of Okta's has a few millions. */
const MAX_BODY = 16 * 1024 * 1024;

/** What a caller with `fields` may see of a response. */
export interface View {
  readonly fields: readonly string[];
  readonly target: PolicyTarget;
  /** Creates the error of a response that cannot be limited. */
  readonly unexpected: (message: string, status: number) => Error;
}

/**
 * Returns Okta's response as a caller with `fields` may see it: of a success, the members that are known; of an error, its code alone,
 * because its text can quote attributes.
 *
 * @throws what `unexpected` creates when the body is too large or not JSON.
 */
export async function limitResponse(response: Response, { fields, target, unexpected }: View): Promise<Response> {
  const { status, body } = response;
  if (!body || status === 204 || status === 304) return response;
  const bytes = await readAtMost(body, MAX_BODY).catch(() => {
    throw unexpected("The response was truncated.", status);
  });
  const text = bytes && new TextDecoder().decode(bytes);
  const headers = new Headers(response.headers);
  for (const name of ["content-length", "content-encoding"]) headers.delete(name);
  if (text === "") return new Response(null, { status, headers });
  const json = parseJson(text);
  if (response.ok && json === undefined) {
    throw unexpected("The response is not JSON, or too large to remove attributes.", status);
  }
  headers.set("content-type", "application/json");
  return new Response(jsonText(response.ok ? showVisible(fields, target, json) : withoutText(json)), {
    status,
    headers,
  });
}

/** Returns a client whose responses are limited. */
export function limitClient(okta: OktaClient, view: View): OktaClient {
  return { ...okta, fetch: async (input, init) => limitResponse(await okta.fetch(input, init), view) };
}

/** Returns an error of Okta's without its description. */
function withoutText(error: unknown): object {
  const { errorCode, errorId } = (error ?? {}) as { readonly errorCode?: unknown; readonly errorId?: unknown };
  const code = typeof errorCode === "string" && /^E\d{7}$/.test(errorCode) ? errorCode : "E0000009";
  return {
    errorCode: code,
    errorSummary: "Okta rejected the request. Its description is not shown to a caller with `fields`.",
    errorLink: code,
    ...(typeof errorId === "string" && /^[\w-]{1,64}$/.test(errorId) && { errorId }),
    errorCauses: [],
  };
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}
