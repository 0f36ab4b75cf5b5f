import type { OktaClientObserver } from "./events.ts";
import { resolveUrl } from "./org-url.ts";
import { version } from "./version.ts";

/** What a call is made to: a path of the org, a URL on the org's origin, or a whole request. */
export type OktaRequestInput = string | URL | Request;

/** What a single call may set, beside what `fetch` takes. */
export interface OktaRequestInit extends RequestInit {
  /** The scopes of the token to use, where they are not all of the client's. */
  readonly scopes?: readonly string[] | undefined;
  /** A value to send as the JSON body. */
  readonly json?: unknown;
  /** Milliseconds for this call, its retries and waits included. */
  readonly timeout?: number | undefined;
  readonly maxRetries?: number | undefined;
  /** Says that this call may be repeated after a 5xx or a network fault although its method is not a safe one. */
  readonly idempotent?: boolean | undefined;
  /** Sees the events of this call, beside the client's observer. */
  readonly onEvent?: OktaClientObserver | undefined;
}

/** A call before it is authorized: a request can be made of it several times, unless its body is a stream. */
export interface ApiRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body: BodyInit | null;
  /** Whether the body can be sent again. */
  readonly canRepeat: boolean;
}

/** Reads what a caller gave. Throws a ConfigurationError `foreign_url` if it leads away from the org. */
export function readApiRequest(input: OktaRequestInput, init: OktaRequestInit, orgUrl: string): ApiRequest {
  const request = input instanceof Request ? input : undefined;
  const url = resolveUrl(request?.url ?? (input as string | URL), orgUrl);
  const headers = new Headers(init.headers ?? request?.headers);
  const setDefault = (name: string, value: string) => headers.has(name) || headers.set(name, value);
  const method = (init.method ?? request?.method ?? "GET").toUpperCase();
  const hasJson = init.json !== undefined;
  const body = hasJson ? JSON.stringify(init.json) : (init.body ?? request?.body ?? null);
  setDefault("accept", "application/json");
  if (hasJson) setDefault("content-type", "application/json");
  // A browser sends its own, and asks Okta for leave first if a page tries to.
  if (!("document" in globalThis)) setDefault("user-agent", `okta-edge/${version}`);
  return { url, method, headers, body, canRepeat: !(body instanceof ReadableStream) };
}
