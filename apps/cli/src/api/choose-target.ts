import { UsageError } from "../errors.ts";
import { readProjectSettings } from "../project/settings.ts";
import type { Session } from "../session.ts";
import { askCallerKey } from "../worker/caller-key.ts";
import { parseWorkerUrl } from "../worker/worker-url.ts";
import type { ApiTarget, OnWait } from "./target.ts";
import type { TargetChoice } from "./target-flags.ts";

/**
 * Creates what the flags describe: a Worker, or an Okta org with the settings of this folder and this environment.
 *
 * @throws {CliError} when a setting is missing or invalid.
 */
export async function chooseTarget(
  { url, connection, env }: TargetChoice,
  session: Session,
  onWait: OnWait,
): Promise<ApiTarget> {
  if (url !== undefined) {
    const worker = parseWorkerUrl(url);
    const { createWorkerTarget } = await import("./worker-target.ts");
    return createWorkerTarget({ url: worker, key: await askCallerKey(session, worker), connection, onWait });
  }
  const settings = await readProjectSettings(session.folder, env, session.env);
  const [{ createDirectTarget }, { readConnections }] = await Promise.all([
    import("./direct-target.ts"),
    import("./connections.ts"),
  ]);
  const connections = await readConnections(settings);
  const found = connections.find(({ name }) => name === (connection ?? "default"));
  if (found) return createDirectTarget(found, onWait);
  const names = connections.map(({ name }) => name).join(", ");
  throw new UsageError(
    connection === undefined ? "--connection is required." : `There is no connection ${connection}.`,
    {
      hint: names ? `There is ${names}.` : "Run `okta-edge doctor`.",
      code: "unknown_connection",
    },
  );
}
