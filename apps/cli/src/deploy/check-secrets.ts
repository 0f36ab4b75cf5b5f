import { checkSettings } from "@okta-edge/worker/settings";
import { FailedError } from "../errors.ts";
import { hintsForMissing } from "../project/setting-hints.ts";
import type { ProjectSettings } from "../project/settings.ts";

/** Bytes of a variable or a secret that Cloudflare accepts. */
const MAX_SECRET_BYTES = 5120;

/** Settings for this machine only, and variables of wrangler itself. */
const NOT_FOR_THE_WORKER = /^(LOCAL$|CLOUDFLARE_|CF_|WRANGLER_|OKTA_EDGE_)/;

/** What to do about a secret that is too long. */
const HINTS: Readonly<Record<string, string>> = {
  CALLERS:
    "Remove callers, or keys that have expired, from callers.json, or store the callers in KV: CALLERS_KV in docs/settings.md.",
  OKTA_CONNECTIONS: "Deploy another Worker for some of the connections.",
};

/**
 * Selects what is uploaded as secrets, and checks it as the Worker will.
 *
 * @throws {FailedError} when a setting is missing, wrong or too long.
 */
export async function selectSecrets({
  values,
  secrets,
  devVarsFile,
}: ProjectSettings): Promise<Readonly<Record<string, string>>> {
  const selected = Object.fromEntries(
    Object.entries(secrets).filter(([name, value]) => !NOT_FOR_THE_WORKER.test(name) && value.trim() !== ""),
  );
  for (const [name, value] of Object.entries(selected)) {
    const bytes = Buffer.byteLength(value);
    if (bytes > MAX_SECRET_BYTES) {
      throw new FailedError(`${name} has ${bytes} bytes. Cloudflare accepts ${MAX_SECRET_BYTES} bytes per secret.`, {
        hint: HINTS[name],
        code: "secret_too_long",
      });
    }
  }
  // In wrangler's configuration, it can be true as well.
  if (values.LOCAL === "on" || values.LOCAL === true) {
    throw new FailedError("LOCAL=on is for this machine: a deployed Worker with it rejects every request.", {
      hint: "Remove LOCAL from .dev.vars and from the vars of this environment.",
      code: "local_mode",
    });
  }
  const problems = await checkSettings(values, { hintForMissing: hintsForMissing(devVarsFile) });
  const [first] = problems;
  if (first) {
    const lines = problems.flatMap(({ message, hint }) => [message, hint]).filter(Boolean);
    throw new FailedError(lines.join("\n  "), { code: first.code });
  }
  return selected;
}
