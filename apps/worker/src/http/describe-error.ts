import { OktaEdgeError } from "@okta-edge/core";
import { isSubrequestLimit } from "../cloudflare/subrequests.ts";
import { SettingsError } from "../settings/settings-error.ts";

/** Errors of a chain of causes, and lines of a stack, that are logged. */
const MAX_CAUSES = 5;
const MAX_FRAMES = 12;

/** What the log holds of an error. */
export interface LoggedError {
  readonly name: string;
  readonly code?: string;
  /** Where it was thrown, without the message. Cloudflare applies the source map to these lines. */
  readonly stack?: string;
}

/** Returns the code of an error; `internal_error` if it is not one of the Worker's or the core's. */
export function codeOf(error: unknown): string {
  if (isSubrequestLimit(error)) return "subrequest_limit";
  return error instanceof OktaEdgeError || error instanceof SettingsError ? error.code : "internal_error";
}

/**
 * Describes an error and its causes for the log: names, codes and stacks. Messages are left out: those of the runtime quote what they are
 * about, which can be a URL, a header or a part of a key.
 */
export function describeError(error: unknown): readonly LoggedError[] {
  const logged: LoggedError[] = [];
  for (let next = error; next instanceof Error && logged.length < MAX_CAUSES; next = next.cause) {
    const code = codeOf(next);
    const frames = next.stack?.match(/^ {4}at .*$/gm)?.slice(0, MAX_FRAMES);
    logged.push({
      name: next.name,
      ...(code !== "internal_error" && { code }),
      ...(frames && { stack: [next.name, ...frames].join("\n") }),
    });
  }
  return logged;
}
