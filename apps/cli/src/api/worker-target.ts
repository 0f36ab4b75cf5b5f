import { createApiError } from "@okta-edge/core";
import { FailedError } from "../errors.ts";
import { readErrorBody } from "./error-body.ts";
import type { ApiCall, ApiTarget, OnWait } from "./target.ts";

/** Milliseconds for one request. The Worker answers within its own `TIMEOUT`, 20 s by default. */
const TIMEOUT = 60_000;

/** The longest wait for a rate limit, in seconds, and how often it is waited for. */
const MAX_WAIT = 90;
const MAX_WAITS = 3;

/** How to reach a Worker. */
export interface WorkerTargetOptions {
  /** Without a slash at its end. */
  readonly url: string;
  readonly key: string;
  /** Undefined: the default connection. */
  readonly connection: string | undefined;
  readonly onWait: OnWait;
}

/** Creates a target that calls a Worker with a caller's key. */
export function createWorkerTarget({ url, key, connection, onWait }: WorkerTargetOptions): ApiTarget {
  const base = new URL(connection ? `${url}/connections/${encodeURIComponent(connection)}` : url);
  const prefix = base.pathname.replace(/\/$/, "");

  /** A path stays below the connection: `/..` would leave it, and `//` and `/\\` begin a host. */
  function resolve(path: string): URL {
    const isPath = path.startsWith("/");
    const text = isPath ? base.origin + prefix + path : path;
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url?.origin === base.origin && (!isPath || url.pathname.startsWith(`${prefix}/`))) return url;
    // The key is sent nowhere else.
    throw new FailedError(`${path} is not below ${base.origin}${prefix}.`, { code: "foreign_url" });
  }

  async function request({ method, path, headers, body }: ApiCall): Promise<Response> {
    try {
      return await fetch(resolve(path), {
        method,
        redirect: "manual",
        signal: AbortSignal.timeout(TIMEOUT),
        headers: {
          accept: "application/json",
          ...headers,
          ...(body !== undefined && { "content-type": "application/json" }),
          authorization: `Bearer ${key}`,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    } catch (error) {
      if (error instanceof FailedError) throw error;
      throw networkError(base.host, method, error);
    }
  }

  return {
    url: base.origin + prefix,
    async send(call) {
      for (let waits = 0; ; waits++) {
        const response = await request(call);
        const wait = response.status === 429 ? Number(response.headers.get("retry-after") ?? Number.NaN) : Number.NaN;
        // A call that is refused by a rate limit has not been carried out.
        if (!(wait <= MAX_WAIT) || waits === MAX_WAITS) return response;
        await response.body?.cancel();
        onWait(wait);
        await new Promise((resume) => setTimeout(resume, wait * 1000));
      }
    },
    toError: (response) => toError(response, base.host),
  };
}

/** Describes a response that is not 2xx: the Worker's own problem document, or Okta's error, which passes unchanged. */
async function toError(response: Response, host: string): Promise<Error> {
  const hint = response.headers.get("okta-edge-hint") ?? undefined;
  const body = await readErrorBody(response);
  const type = response.headers.get("content-type") ?? "";
  if (type.includes("application/problem+json")) {
    const problem = body as Readonly<Record<string, unknown>> | undefined;
    const text = (name: string) => (typeof problem?.[name] === "string" ? problem[name] : undefined);
    const detail = text("detail") ?? text("title") ?? "no detail";
    return new FailedError(`The Worker returned ${response.status}: ${detail.replace(/([^.?!])$/, "$1.")}`, {
      hint: hint ?? text("hint"),
      code: text("code"),
    });
  }
  if (!response.headers.has("x-okta-request-id")) {
    return new FailedError(`${host} returned ${response.status}, and not as okta-edge does.`, {
      hint: "Check --url.",
      code: "unexpected_response",
    });
  }
  const error = createApiError(response, body);
  const { message, ...described } = error.describe(nameSetting);
  return new FailedError(message, { hint: hint ?? described.hint, code: error.code, cause: error });
}

/** Names an option of the core as the Worker's setting of the default connection: `orgUrl` is OKTA_ORG_URL. */
function nameSetting(option: string): string {
  return `OKTA_${option.replace(/[A-Z]/g, "_$&").toUpperCase()}`;
}

function networkError(host: string, method: string, error: unknown): FailedError {
  const isTimeout = error instanceof Error && error.name === "TimeoutError";
  const cause = error instanceof Error ? (error.cause as NodeJS.ErrnoException | undefined)?.code : undefined;
  const reason = isTimeout ? `no response within ${TIMEOUT / 1000} s` : (cause ?? "no response");
  return new FailedError(`Request to ${host} failed: ${reason}.`, {
    hint:
      method === "GET"
        ? "Check --url and the network."
        : "The request may have been processed. Check before repeating it.",
    code: isTimeout ? "timeout" : "network_error",
    cause: error,
  });
}
