import { nextPageUrl } from "@okta-edge/core";
import { FailedError } from "../errors.ts";
import type { ApiCall, ApiTarget } from "./target.ts";

/** A page of a list. */
export interface Page {
  readonly items: readonly unknown[];
  /** The URL of the next page. */
  readonly next: string | undefined;
}

/** Iterates over the pages of a list. A response that is not a list is a page with one item. */
export async function* readPages(target: ApiTarget, call: ApiCall): AsyncGenerator<Page> {
  let path: string | undefined = call.path;
  while (path !== undefined) {
    const response = await target.send({ ...call, path });
    if (!response.ok) throw await target.toError(response);
    const { json } = await readBody(response);
    if (!Array.isArray(json)) {
      if (json !== undefined) yield { items: [json], next: undefined };
      return;
    }
    const next = nextPageUrl(response.headers);
    // An empty page of the System Log points to itself, to be asked again later.
    if (json.length > 0 && next === path)
      throw new FailedError("The `next` link points to the current page.", { code: "unexpected_response" });
    yield { items: json, next };
    path = json.length > 0 && call.method === "GET" ? next : undefined;
  }
}

/** The body of a response. */
export interface Body {
  /** Undefined for an empty body, and for what is not JSON. */
  readonly json: unknown;
  /** What is not JSON. */
  readonly bytes: Uint8Array | undefined;
}

/**
 * Reads a body, which is JSON but for a few paths.
 *
 * @throws {FailedError} when the connection is closed early, or the body claims to be JSON and is not.
 */
export async function readBody(response: Response): Promise<Body> {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw new FailedError("The response body ended prematurely.", { code: "network_error", cause });
  }
  if (bytes.length === 0) return { json: undefined, bytes: undefined };
  if (!/[/+]json\b/.test(response.headers.get("content-type") ?? "")) return { json: undefined, bytes };
  try {
    return { json: JSON.parse(new TextDecoder().decode(bytes)), bytes: undefined };
  } catch (cause) {
    throw new FailedError("The response is not valid JSON.", { code: "unexpected_response", cause });
  }
}
