import { readFileSync } from "node:fs";

/** An error that a real org was seen to return. */
export interface RecordedError {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly code: string;
  /** What was not found, as Okta names it; empty for other errors. */
  readonly kind: string;
}

/**
 * The errors that real orgs were seen to return, one for each operation, status and error code. They are from the recordings
 * that Okta's Terraform provider, its Python SDK and simpleokta are tested with.
 */
export const RECORDED_ERRORS: readonly RecordedError[] = readFileSync(new URL("errors.tsv", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .slice(1)
  .map((line) => {
    const [operation = "", method = "", path = "", status, code = "", kind = ""] = line.split("\t");
    return { operation, method, path, status: Number(status), code, kind };
  });

const NO_FEATURE = "The sandbox's org has the feature that the recorded org lacked.";
const OKTAS_FAULT = "A failure of Okta's own, which no request provokes; the fault `status500` injects it.";

/** What no request provokes, and why, by error code. */
const UNPROVOKED: Readonly<Record<string, string>> = {
  E0000015: NO_FEATURE,
  E0000009: OKTAS_FAULT,
  E0000239: "Two rules are written at the same time; the sandbox completes one request before the next.",
};

/** Why no request provokes an error at the sandbox; undefined for one that a request provokes. */
export const reasonNotProvoked = ({ code, operation }: RecordedError): string | undefined =>
  // Only some authenticators have the feature, so this one a request provokes.
  operation === "listAllCustomAAGUIDs" ? undefined : UNPROVOKED[code];
