import { type Stats, unwatchFile, watchFile } from "node:fs";
import { startWorkerProcess, type WorkerProcess } from "../../apps/worker/local/worker-process.ts";
import { printAddresses } from "./addresses.ts";
import { printReport, type ReportedStep, requestCheck } from "./connection-report.ts";
import { type FirstCall, showFirstCall } from "./first-call.ts";
import { printStep } from "./print.ts";
import { aborted, type RunOptions } from "./sandbox.ts";
import { readSettingsFile, type SettingsFile } from "./settings-file.ts";

/** Milliseconds between two looks at the settings file. */
const WATCH_INTERVAL = 250;
/** A step that is ✔ or ! once there is a token. */
const TOKEN_STEP = "exchange";

/**
 * Starts the Worker with the settings of an own org, checks its connections and makes a first call. The Worker keeps running whatever
 * fails, and starts again when the file changes. Resolves when it has been stopped.
 */
export async function runOwnOrg({ port, persistTo, signal }: RunOptions, file: SettingsFile): Promise<void> {
  const { name, path } = file;
  while (!signal.aborted) {
    const change = watch(path);
    let worker: WorkerProcess | undefined;
    try {
      const { values, problem, repeated } = await readSettingsFile(file);
      worker = await startWorkerProcess({ port, settings: values, persistTo, fromSources: true, signal });
      printStep("ok", "Worker", `${worker.url}   in workerd, settings from ${name}`);
      if (problem)
        printStep("failed", "settings file", problem, "Copy apps/worker/.dev.vars.example, and fill in four values.");
      for (const { message, hint } of repeated) printStep("warning", "settings file", message, hint);
      await report(worker.url, values, signal);
      console.log(`\n   Correct ${name} at any time: the Worker starts again, and so does the check`);
      console.log("   The sandbox instead: npm start -- --sandbox\n   Ctrl-C stops everything\n");
      const reason = await Promise.race([
        worker.ended.then(() => "ended"),
        change.happened.then(() => "changed"),
        aborted(signal).then(() => "stopped"),
      ]);
      if (reason === "ended") throw new Error(`The Worker has ended:\n${worker.output()}`);
      if (reason === "changed") console.log(` … ${name} has changed\n`);
    } finally {
      change.stop();
      await worker?.stop();
    }
  }
}

async function report(workerUrl: string, values: Readonly<Record<string, string>>, signal: AbortSignal): Promise<void> {
  let shown: { readonly call: FirstCall; readonly connection: string } | undefined;
  const connections = connectionNames(values);
  for (const connection of connections) {
    if (connections.length > 1) console.log(`\n   connection ${connection}`);
    const steps = await requestCheck(workerUrl, connection, signal).catch((error: Error): readonly ReportedStep[] => [
      { step: "check", status: "failed", detail: error.message },
    ]);
    signal.throwIfAborted();
    printReport(steps);
    if (!hasToken(steps)) {
      printStep("skipped", "first call", "Skipped because the check failed. Correct what is marked with ✖ first.");
      continue;
    }
    const base = connection === "default" ? workerUrl : `${workerUrl}/connections/${connection}`;
    const call = await showFirstCall(base, scopesOf(values, connection), signal);
    if (call) shown ??= { call, connection };
  }
  const prefix = shown && shown.connection !== "default" ? `/connections/${shown.connection}` : "";
  await printAddresses({
    workerUrl,
    path: shown && `${prefix}${shown.call.path.replace("limit=25", "limit=5")}`,
    connection: shown?.connection ?? connections[0] ?? "default",
  });
}

/** A token in KV would let calls succeed although the check shows that the settings are wrong. */
function hasToken(steps: readonly ReportedStep[]): boolean {
  return steps.some(({ step, status }) => step === TOKEN_STEP && (status === "ok" || status === "warning"));
}

/** Returns the names of the connections in the settings. The Worker reports what is wrong with them. */
function connectionNames(values: Readonly<Record<string, string>>): readonly string[] {
  const others = Object.keys(furtherConnections(values)).filter((name) => name !== "default");
  const hasDefault =
    others.length === 0 || ["OKTA_ORG_URL", "OKTA_CLIENT_ID", "OKTA_KEY_ID"].some((name) => values[name]);
  return hasDefault ? ["default", ...others] : others;
}

function scopesOf(values: Readonly<Record<string, string>>, connection: string): readonly string[] {
  const scopes = connection === "default" ? values.OKTA_SCOPES : furtherConnections(values)[connection]?.scopes;
  return (Array.isArray(scopes) ? scopes.map(String) : String(scopes ?? "").split(/[\s,]+/)).filter(Boolean);
}

function furtherConnections(values: Readonly<Record<string, string>>): Readonly<Record<string, { scopes?: unknown }>> {
  try {
    return JSON.parse(values.OKTA_CONNECTIONS || "{}") ?? {};
  } catch {
    return {};
  }
}

/** Waits for a change of a file. Editors replace files, so the file may be absent for a moment. */
function watch(path: string): { readonly happened: Promise<void>; stop(): void } {
  let listener: ((current: Stats, previous: Stats) => void) | undefined;
  const happened = new Promise<void>((resolve) => {
    listener = (current, previous) => {
      if (current.size > 0 && (current.mtimeMs !== previous.mtimeMs || current.size !== previous.size)) resolve();
    };
    watchFile(path, { interval: WATCH_INTERVAL }, listener);
  });
  return { happened, stop: () => unwatchFile(path, listener) };
}
