import { importPrivateKey } from "@okta-edge/core";
import { type ServedSandbox, serve } from "@okta-edge/sandbox/serve";
import { sandboxSettings } from "../../apps/worker/local/sandbox-settings.ts";
import { startWorkerProcess, type WorkerProcess } from "../../apps/worker/local/worker-process.ts";
import { printAddresses } from "./addresses.ts";
import { FIRST_CALLS, makeCall, printItems, titleOf } from "./first-call.ts";
import { readPort } from "./ports.ts";
import { printStep, shortenScopes } from "./print.ts";
import { findMisplacedFile } from "./settings-file.ts";

/** How to run. */
export interface RunOptions {
  readonly port: number;
  /** The folder that keeps the token cache. Default: wrangler's. */
  readonly persistTo: string | undefined;
  /** Stops everything. */
  readonly signal: AbortSignal;
}

/** Starts a sandbox and the Worker, and shows each step from the private key to a list of users. Resolves when it has been stopped. */
export async function runSandbox({ port, persistTo, signal }: RunOptions, hasOwnOrg: boolean): Promise<void> {
  const served = await serve({ port: await readPort("SANDBOX_PORT", 8788) });
  let worker: WorkerProcess | undefined;
  try {
    const [app] = served.sandbox.apps;
    const dpop = app?.dpop ? "DPoP required, as for a new app in Okta" : "Bearer tokens";
    printStep("ok", "sandbox org", `${served.url}   app ${app?.clientId}   ${dpop}`);
    worker = await startWorkerProcess({
      port,
      settings: sandboxSettings(served.sandbox),
      persistTo,
      fromSources: true,
      signal,
    });
    printStep("ok", "Worker", `${worker.url}   in workerd, token cache in KV`);
    await showSteps(served, worker.url, signal);
    await printAddresses({
      workerUrl: worker.url,
      path: "/api/v1/users?limit=5",
      connection: "default",
      sandboxUrl: served.url,
    });
    console.log(`\n   ${hintForOwnOrg(hasOwnOrg)}\n   Ctrl-C stops everything\n`);
    await Promise.race([worker.ended, aborted(signal)]);
    if (!signal.aborted) throw new Error(`The Worker has ended:\n${worker.output()}`);
  } finally {
    await worker?.stop();
    await served.close();
  }
}

async function showSteps(
  { url, sandbox: { apps, requests } }: ServedSandbox,
  workerUrl: string,
  signal: AbortSignal,
): Promise<void> {
  const [app] = apps;
  const [users] = FIRST_CALLS;
  if (!app || !users) throw new Error("The sandbox has no app.");
  const { algorithm, thumbprint } = await importPrivateKey(app.privateKey);
  printStep("ok", "private key", `RSA 2048, ${algorithm}, key ID ${app.keyId}, thumbprint ${thumbprint.slice(0, 12)}…`);
  const audience = `${new URL(url).host}/oauth2/v1/token`;
  printStep("ok", "client assertion", `iss = sub = ${app.clientId}, aud ${audience}, 300 s`);
  const first = await makeCall(workerUrl, users, signal);
  if (first.reason) throw new Error(`${titleOf(users)} returned ${first.reason}`);
  const tokenRequests = requests.list.filter(({ kind }) => kind === "token");
  const scopes = shortenScopes([...(tokenRequests.at(-1)?.scopes ?? [])].sort(byResource).join(" "));
  const count = `${tokenRequests.length} calls${tokenRequests.length > 1 ? " (nonce)" : ""}`;
  printStep("ok", "access token", `${app.dpop ? "DPoP" : "Bearer"}, 3600 s, ${scopes}   ${count}`);
  printStep("ok", titleOf(users), `${first.items.length} users in ${first.milliseconds} ms`);
  const second = await makeCall(workerUrl, users, signal);
  const isCached = requests.count("token") === tokenRequests.length;
  printStep("ok", "again", `${second.milliseconds} ms${isCached ? ", token from memory" : ""}`);
  printItems(first);
}

/** The scope for users first: it is the one that the call needs. */
function byResource(one: string, other: string): number {
  return Number(other.startsWith("okta.users.")) - Number(one.startsWith("okta.users.")) || one.localeCompare(other);
}

function hintForOwnOrg(hasOwnOrg: boolean): string {
  if (hasOwnOrg) return "Your own Okta org: npm start";
  const misplaced = findMisplacedFile();
  if (misplaced)
    return `${misplaced} is not read. For your own Okta org, move it to apps/worker/.dev.vars, then npm start`;
  return "Your own Okta org: copy apps/worker/.dev.vars.example to apps/worker/.dev.vars, fill in four values, npm start";
}

/** Resolves when the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
