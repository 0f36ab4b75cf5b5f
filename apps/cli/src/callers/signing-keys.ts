import { FailedError } from "../errors.ts";
import { DEV_VARS, readDevVars } from "../project/dev-vars.ts";
import type { Session } from "../session.ts";

/** The keys of entries in KV. */
export interface SigningKeys {
  /** Signs new entries: the next key, while there is one. */
  readonly signing: string;
  /** The keys whose entries are accepted. */
  readonly accepted: readonly string[];
}

/**
 * Reads `CALLERS_SIGNING_KEY` and `CALLERS_SIGNING_KEY_NEXT` from the environment or `.dev.vars`.
 *
 * @throws {FailedError} when there is no signing key.
 */
export async function readSigningKeys(session: Session, environment: string | undefined): Promise<SigningKeys> {
  const file = await readDevVars(session.folder, environment);
  const read = (name: string) => session.env[name]?.trim() || file?.values[name]?.trim() || undefined;
  const current = read("CALLERS_SIGNING_KEY");
  const next = read("CALLERS_SIGNING_KEY_NEXT");
  if (current !== undefined)
    return { signing: next ?? current, accepted: next === undefined ? [current] : [current, next] };
  throw new FailedError("CALLERS_SIGNING_KEY is missing.", {
    hint: `Set it to what \`openssl rand -base64 32\` prints, in ${file?.file ?? DEV_VARS} or in the environment, and run \`okta-edge deploy\`.`,
    code: "missing_setting",
  });
}
