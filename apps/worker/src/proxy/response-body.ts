import { TimeoutError } from "@okta-edge/core";
import { passOn } from "../cloudflare/runtime.ts";
import { type Problem, ProblemError } from "../http/problem.ts";

/** Bytes of a body that is read whole. */
const SMALL_BODY = 16 * 1024;

/**
 * Returns the body of a response of Okta's for the caller. A small one that says its length is read: that costs less than to keep the
 * request alive until a stream has ended, and a body that is cut is an error instead of half an object. Others are passed on as they arrive.
 *
 * @throws {ProblemError} `response_incomplete`
 * @throws {TimeoutError} `timeout`
 */
export async function bodyForCaller(response: Response): Promise<ReadableStream<Uint8Array> | Uint8Array | null> {
  const { body, headers } = response;
  // The length is that of the compressed body.
  const length = headers.has("content-encoding") ? Number.NaN : Number(headers.get("content-length") ?? Number.NaN);
  return body && (length <= SMALL_BODY ? readWhole(response) : passOn(body));
}

/**
 * Reads the body of a response of Okta's.
 *
 * @throws {ProblemError} `response_incomplete`
 * @throws {TimeoutError} `timeout`
 */
export async function readWhole(response: Response): Promise<Uint8Array> {
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    // The runtime returns the reason of an abort as another error of the same name.
    if (cause instanceof Error && cause.name === "TimeoutError") throw new TimeoutError(LATE, { cause });
    throw new ProblemError(INCOMPLETE);
  }
}

const LATE = "Okta's response did not end in time. Okta has processed the request: check the result of a write.";

const INCOMPLETE: Problem = {
  status: 502,
  code: "response_incomplete",
  title: "Incomplete response",
  detail:
    "The connection to Okta closed before the end of the response. Okta has processed the request: repeat a read, and check the result of a write.",
};
