import { checkConnection } from "@okta-edge/core/check";
import { type ConnectionOptions, checkSettings, readConnectionOptions } from "@okta-edge/worker/settings";
import { UsageError } from "../errors.ts";
import type { ProjectSettings } from "../project/settings.ts";
import type { ConnectionReport, DoctorReport } from "./report.ts";

/** Checks settings without a Worker: each setting, and each connection against its org. */
export async function checkFolder(
  { values, sources, repeated }: Pick<ProjectSettings, "values" | "sources" | "repeated">,
  only: string | undefined,
): Promise<DoctorReport> {
  const problems = await checkSettings(values);
  const declared = await readConnections(values);
  const selected = declared.filter(({ name }) => only === undefined || name === only);
  if (only !== undefined && declared.length > 0 && selected.length === 0) {
    throw new UsageError(`There is no connection ${only}.`, {
      hint: `There is ${declared.map(({ name }) => name).join(", ")}.`,
    });
  }
  const connections: ConnectionReport[] = await Promise.all(
    selected.map(async ({ name, description, options, nameOption }) => {
      const { ok, steps } = await checkConnection(options, { nameOption });
      return { connection: name, description, ok, steps };
    }),
  );
  const ok = problems.length === 0 && connections.every((connection) => connection.ok);
  return { ok, checked: sources, problems: [...repeated, ...problems], connections };
}

/** Settings that cannot be read are among the problems already. */
async function readConnections(values: Readonly<Record<string, unknown>>): Promise<readonly ConnectionOptions[]> {
  try {
    return await readConnectionOptions(values);
  } catch {
    return [];
  }
}
