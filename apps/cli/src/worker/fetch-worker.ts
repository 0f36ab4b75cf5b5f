import { FailedError } from "../errors.ts";

/** Milliseconds for one request. The Worker itself answers within 20 seconds by default; a check takes longer. */
const TIMEOUT = 60_000;

/** A request to a Worker. */
export interface WorkerRequest {
  readonly method?: string;
  readonly key?: string | undefined;
}

/**
 * Sends a request to a Worker. Redirects are not followed: the key is for this Worker alone.
 *
 * @throws {FailedError} when there is no response.
 */
export async function fetchWorker(url: string, { method = "GET", key }: WorkerRequest = {}): Promise<Response> {
  try {
    return await fetch(url, {
      method,
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT),
      headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
    });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const code = typeof cause === "object" && cause !== null && "code" in cause ? ` (${cause.code})` : "";
    throw new FailedError(`${new URL(url).origin} cannot be reached${code}.`, {
      hint: "Check --url and the network.",
      code: "worker_unreachable",
      cause: error,
    });
  }
}
