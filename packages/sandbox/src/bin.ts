#!/usr/bin/env node
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { serve } from "./serve.ts";

const HELP = `okta-sandbox: an Okta org on this machine, for development and tests

  --port N         port of 127.0.0.1 (default 8788, 0 for any)
  --key-file PATH  write the app's private key there (PEM, readable by you alone)
  --no-dpop        an app that does not demand DPoP
  --help           this
`;

try {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "8788" },
      "key-file": { type: "string" },
      "no-dpop": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
  } else {
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new Error("--port must be a number from 0 to 65535.");
    const { url, sandbox, close } = await serve({ port, apps: [{ dpop: !values["no-dpop"] }] });
    const [app] = sandbox.apps;
    const keyFile = values["key-file"];
    if (keyFile && app) await writeFile(keyFile, app.privateKey, { mode: 0o600 });
    process.stdout.write(`org URL     ${url}\nclient ID   ${app?.clientId}\nkey ID      ${app?.keyId}\n`);
    process.stdout.write(keyFile ? `private key ${keyFile}\n` : "private key not written; --key-file PATH does\n");
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void close());
  }
} catch (error) {
  process.stderr.write(`okta-sandbox: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
