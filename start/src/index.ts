// What `npm start` runs once everything is installed.
import { resolve } from "node:path";
import colors from "picocolors";
import { HELP, readArguments } from "./arguments.ts";
import { runOwnOrg } from "./own-org.ts";
import { readPort } from "./ports.ts";
import { runSandbox } from "./sandbox.ts";
import { findSettingsFile } from "./settings-file.ts";

const controller = new AbortController();
// SIGHUP: the terminal was closed. The Worker has a process group of its own, and a file with the private key.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => controller.abort());

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!controller.signal.aborted) {
    console.error(`\n ${colors.red("✖")} ${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
// Connections to a Worker that has been stopped must not keep this process alive.
process.exit();

async function main(args: readonly string[]): Promise<void> {
  const { sandbox, help, settings, state } = parse(args);
  if (help) {
    console.log(HELP);
    return;
  }
  const options = {
    port: await readPort("PORT", 8787),
    persistTo: state && resolve(process.env.INIT_CWD ?? ".", state),
    signal: controller.signal,
  };
  const file = findSettingsFile(settings);
  if (file && !sandbox) await runOwnOrg(options, file);
  else await runSandbox(options, file !== undefined);
}

function parse(args: readonly string[]): ReturnType<typeof readArguments> {
  try {
    return readArguments(args);
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${HELP}`);
    process.exit(2);
  }
}
