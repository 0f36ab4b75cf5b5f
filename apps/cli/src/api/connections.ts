import { type ConnectionOptions, readConnectionOptions } from "@okta-edge/worker/settings";
import { FailedError } from "../errors.ts";
import { hintsForMissing } from "../project/setting-hints.ts";
import type { ProjectSettings } from "../project/settings.ts";

/**
 * Reads the connections of the settings.
 *
 * @throws {FailedError} with every problem when settings are missing or invalid.
 */
export async function readConnections({
  values,
  devVarsFile,
}: Pick<ProjectSettings, "values" | "devVarsFile">): Promise<readonly ConnectionOptions[]> {
  try {
    return await readConnectionOptions(values, { hintForMissing: hintsForMissing(devVarsFile) });
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "SettingsError") throw error;
    throw new FailedError(error.message, {
      hint: "Run `okta-edge doctor` for a check of every setting.",
      code: "code" in error ? String(error.code) : undefined,
      cause: error,
    });
  }
}
