import { resolve } from "node:path";
import { SANDBOX_FLAGS } from "@okta-edge/sandbox/flags";
import { defineCommand } from "../command/define.ts";

/** `okta-edge sandbox` */
export const sandbox = defineCommand({
  brief: "Starts an Okta org on this machine, to rehearse a set-up and its mistakes",
  description:
    "Serves an Okta org over HTTP until Ctrl-C. It rejects what real Okta rejects. The flags describe the app as it is registered in Okta; what differs from the settings is the mistake to rehearse: a scope that is not granted, no admin role, a deactivated app, a clock that is off, a key ID that is required because the app has two keys. Keys are made at each start.",
  flags: {
    ...SANDBOX_FLAGS,
    writeSettings: {
      kind: "text",
      placeholder: "FILE",
      brief:
        "Write the settings with the private key to a file, such as .dev.vars. A file that is not from the sandbox is kept",
    },
  },
  examples: [
    {
      input: "--write-settings .dev.vars",
      brief: "Then `okta-edge doctor` and `okta-edge users list` in another terminal",
    },
    { input: "--roles none", brief: "No admin role: every call returns 403" },
    { input: "--scopes okta.users.read", brief: "A scope that is not granted" },
    { input: "--keys 2", brief: "Two keys: the key ID is required" },
    { input: "--status inactive", brief: "A deactivated app" },
    { input: "--clock-offset -600", brief: "A clock that is 10 minutes behind" },
    { input: "--dpop off --port 0 --json", brief: "An older app, for a program" },
  ],
  async run({ flags: { writeSettings, ...flags }, session }) {
    const { startSandbox } = await import("../sandbox/start.ts");
    const { writeSandboxSettings } = await import("../sandbox/settings-file.ts");
    // Listened for before the first line of output, which is when a reader may send one.
    const stopped = new Promise<void>((stop) => {
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => stop());
    });
    const started = await startSandbox(flags);
    const file = writeSettings && resolve(session.folder, writeSettings);
    try {
      if (file) await writeSandboxSettings(file, started.settings);
    } catch (error) {
      await started.close();
      throw error;
    }
    const { OKTA_PRIVATE_KEY: _, ...shown } = started.settings;
    if (session.json)
      process.stdout.write(
        `${JSON.stringify({ url: started.url, settings: shown, keyIds: started.keyIds, file: writeSettings ?? null })}\n`,
      );
    else process.stdout.write(describe(started.url, shown, started.keyIds, writeSettings));
    await stopped;
    await started.close();
    return undefined;
  },
});

function describe(
  url: string,
  settings: Readonly<Record<string, string>>,
  keyIds: readonly string[],
  file: string | undefined,
): string {
  const lines = Object.entries(settings).map(([name, value]) => `  ${name}=${value}`);
  return `${[
    `An Okta org at ${url}. Its requests are at ${url}/_sandbox/requests. Ctrl-C stops it.`,
    "",
    ...lines,
    `  OKTA_PRIVATE_KEY is ${file ? `in ${file}` : "not shown: --write-settings .dev.vars writes it"}`,
    ...(keyIds.length > 1 ? ["", `The app has ${keyIds.length} keys: ${keyIds.join(", ")}`] : []),
    "",
    file ? "Try: okta-edge doctor · okta-edge users list" : "",
  ]
    .join("\n")
    .trimEnd()}\n`;
}
