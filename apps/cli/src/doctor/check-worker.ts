import { FailedError } from "../errors.ts";
import { fetchWorker } from "../worker/fetch-worker.ts";
import type { ConnectionReport, DoctorReport } from "./report.ts";

/**
 * Asks a deployed Worker to check one of its connections.
 *
 * @throws {FailedError} when the Worker does not answer with a report.
 */
export async function checkWorker(url: string, key: string, connection: string): Promise<DoctorReport> {
  const response = await fetchWorker(`${url}/connections/${encodeURIComponent(connection)}/check`, {
    method: "POST",
    key,
  });
  const body: unknown = await response.json().catch(() => undefined);
  if (response.status === 200 && isReport(body)) {
    return { ok: body.ok, checked: [url], problems: [], connections: [body] };
  }
  throw explain(response.status, body, url, connection);
}

function isReport(body: unknown): body is ConnectionReport {
  return typeof body === "object" && body !== null && "steps" in body && Array.isArray(body.steps);
}

/** Describes a response that is not a report. The Worker's own words follow when there are any. */
function explain(status: number, body: unknown, url: string, connection: string): FailedError {
  const { detail, code } = (typeof body === "object" && body !== null ? body : {}) as Partial<Record<string, unknown>>;
  const words = typeof detail === "string" ? detail : undefined;
  const known = typeof code === "string" ? code : undefined;
  if (status === 401) {
    return new FailedError("The Worker rejects the key.", {
      hint: words ?? "Set OKTA_EDGE_KEY to the key of a caller in CALLERS.",
      code: known ?? "unauthorized",
    });
  }
  if (known !== undefined) {
    return new FailedError(words ?? `The Worker responded with ${status}.`, {
      hint: status === 404 ? `The caller needs the connection ${connection} in \`connections\`.` : undefined,
      code: known,
    });
  }
  return new FailedError(`${url} responded with ${status}, and not as okta-edge does.`, {
    hint: "Check --url: it must be the Worker's URL, without a path.",
    code: "not_okta_edge",
  });
}
