#!/usr/bin/env node
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { nameFlag, readSandboxFlags, SANDBOX_FLAGS, type SandboxFlag } from "./flags.ts";
import { serve } from "./serve.ts";

const FLAGS: Readonly<Record<string, SandboxFlag>> = {
  ...SANDBOX_FLAGS,
  host: {
    kind: "text",
    placeholder: "ADDRESS",
    default: "127.0.0.1",
    brief: "The address to listen on; 0.0.0.0 in a container",
  },
  keyFile: {
    kind: "text",
    placeholder: "PATH",
    brief: "Write the app's private key there (PEM, readable by you alone)",
  },
};

function help(): string {
  const lines = Object.entries(FLAGS).map(([name, flag]) => {
    const value = flag.kind === "choice" ? flag.values.join("|") : flag.placeholder;
    const usual = flag.default === undefined ? "" : ` (default: ${flag.default})`;
    return `  ${`${nameFlag(name)} ${value}`.padEnd(26)}  ${flag.brief}${usual}\n`;
  });
  return `okta-sandbox: an Okta org on this machine, for development and tests\n\n${lines.join("")}  --help\n`;
}

try {
  const options = Object.keys(FLAGS).map((name) => [nameFlag(name).slice(2), { type: "string" as const }]);
  const { values }: { values: Readonly<Record<string, unknown>> } = parseArgs({
    options: { ...Object.fromEntries(options), help: { type: "boolean" } },
  });
  if (values.help) {
    process.stdout.write(help());
  } else {
    const named = Object.keys(FLAGS).map((name) => [name, values[nameFlag(name).slice(2)]]);
    const { keyFile, host, ...flags }: Readonly<Record<string, string | undefined>> = Object.fromEntries(named);
    const { url, sandbox, close } = await serve({ ...readSandboxFlags(flags), host });
    // Before the first line of output, which is when a reader may send one.
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void close());
    const [app] = sandbox.apps;
    if (keyFile && app) await writeFile(keyFile, app.privateKey, { mode: 0o600 });
    process.stdout.write(`org URL     ${url}\nclient ID   ${app?.clientId}\nkey ID      ${app?.keyId}\n`);
    process.stdout.write(keyFile ? `private key ${keyFile}\n` : "private key not written; --key-file PATH does\n");
  }
} catch (error) {
  process.stderr.write(`okta-sandbox: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
