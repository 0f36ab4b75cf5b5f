import { checkConnection } from "@okta-edge/core/check";
import {
  type ConnectionOptions,
  checkSettings,
  readConnectionOptions,
  type SettingProblem,
} from "@okta-edge/worker/settings";
import { UsageError } from "../errors.ts";
import { hintsForMissing } from "../project/setting-hints.ts";
import type { ProjectSettings } from "../project/settings.ts";
import type { ConnectionReport, DoctorReport, ReportProblem } from "./report.ts";

/** Checks settings without a Worker: each setting, and each connection against its org. */
export async function checkFolder(
  { values, sources, repeated, devVarsFile }: Pick<ProjectSettings, "values" | "sources" | "repeated" | "devVarsFile">,
  only: string | undefined,
): Promise<DoctorReport> {
  const found = await checkSettings(values, { hintForMissing: hintsForMissing(devVarsFile) });
  const declared = await readConnections(values);
  const selected = declared.filter(({ name }) => only === undefined || name === only);
  if (only !== undefined && declared.length > 0 && selected.length === 0) {
    throw new UsageError(`There is no connection ${only}.`, {
      hint: `There is ${declared.map(({ name }) => name).join(", ")}.`,
    });
  }
  const reported = new Set<string>();
  const connections: ConnectionReport[] = await Promise.all(
    selected.map(async ({ name, description, options, nameOption }) => {
      const { ok, steps } = await checkConnection(options, { nameOption });
      for (const { status, code, option } of steps) {
        if (status === "failed" && option) reported.add(`${nameOption(option)} ${code}`);
      }
      return { connection: name, description, ok, steps };
    }),
  );
  const problems = [...repeated, ...found]
    // A private key that cannot be read is a problem of the settings, and a step of the connection.
    .filter(({ setting, code }) => !reported.has(`${setting} ${code}`))
    .map((problem): ReportProblem => ({ ...problem, status: isOptional(problem) ? "warning" : "failed" }));
  const ok = problems.every(({ status }) => status !== "failed") && connections.every((connection) => connection.ok);
  return { ok, checked: sources, problems, connections };
}

/** Without callers, the Worker rejects every request, and the connection to Okta works. Of a setting that is set twice, the last counts. */
function isOptional({ setting, code }: SettingProblem): boolean {
  return code === "repeated_setting" || (setting === "CALLERS" && code === "missing_setting");
}

/** Settings that cannot be read are among the problems already. */
async function readConnections(values: Readonly<Record<string, unknown>>): Promise<readonly ConnectionOptions[]> {
  try {
    return await readConnectionOptions(values);
  } catch {
    return [];
  }
}
