import type { HintForMissing } from "@okta-edge/worker/settings";

/**
 * Creates the hints for settings that are missing, as this command line sets them.
 *
 * @param file - the file of settings, such as `.dev.vars`.
 */
export function hintsForMissing(file: string): HintForMissing {
  return (setting, value) =>
    setting === "CALLERS"
      ? "Add a caller with `okta-edge caller add NAME`."
      : `Set it to ${value} in ${file}, or as the environment variable ${setting}.`;
}
