// What `npm start` runs once everything is installed and built: the sandbox, the Worker in workerd, one real call through both.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { importPrivateKey } from "@okta-edge/core";
import { type ServedSandbox, serve } from "@okta-edge/sandbox/serve";
import Table from "cli-table3";
import colors from "picocolors";
import { LOCAL_CALLER_KEY, sandboxSettings } from "../../apps/worker/local/sandbox-settings.ts";
import { isPortFree, startWorkerProcess, type WorkerProcess } from "../../apps/worker/local/worker-process.ts";

const DEV_VARS = fileURLToPath(new URL("../../apps/worker/.dev.vars", import.meta.url));

interface OktaUser {
  readonly status: string;
  readonly profile: {
    readonly login: string;
    readonly firstName?: string;
    readonly lastName?: string;
    readonly department?: string;
  };
}

const stops: (() => Promise<void>)[] = [];
let stopping: Promise<void> | undefined;

function stop(): Promise<void> {
  stopping ??= (async () => {
    for (const step of stops.reverse()) await step().catch(() => {});
  })();
  return stopping;
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => stop().then(() => process.exit(0)));
}

try {
  await start();
} catch (error) {
  await stop();
  if (stopping && process.exitCode === undefined) console.error(`\n ${colors.red("✖")} ${(error as Error).message}\n`);
  process.exit(1);
}

async function start(): Promise<void> {
  const port = await readPort("PORT", 8787);
  const usesOwnOrg = existsSync(DEV_VARS);
  const served = usesOwnOrg ? undefined : await startSandbox();
  const worker = await startWorker(port, served);
  if (served) await tellTheRoad(served);
  await callThrough(worker, served);
  tellWhatNext(worker, usesOwnOrg);
  await worker.ended;
  if (!stopping) throw new Error(`The Worker has ended:\n${worker.output()}`);
}

async function readPort(setting: string, usual: number): Promise<number> {
  const port = Number(process.env[setting] || usual);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`${setting} must be a port, 1 to 65535.`);
  if (await isPortFree(port)) return port;
  throw new Error(`Port ${port} is taken. Choose another: ${setting}=${port + 100} npm start`);
}

async function startSandbox(): Promise<ServedSandbox> {
  const served = await serve({ port: await readPort("SANDBOX_PORT", 8788) });
  stops.push(served.close);
  const [app] = served.sandbox.apps;
  const demands = app?.dpop ? "DPoP demanded, as on a new Okta app" : "Bearer";
  tell("sandbox org", `${served.url}   app ${app?.clientId}   ${demands}`);
  return served;
}

async function startWorker(port: number, served: ServedSandbox | undefined): Promise<WorkerProcess> {
  const worker = await startWorkerProcess({
    port,
    settings: served && sandboxSettings(served.sandbox),
    fromSources: true,
  });
  stops.push(worker.stop);
  tell(
    "Worker",
    `${worker.url}   in workerd, token cache in KV${served ? "" : ", settings from apps/worker/.dev.vars"}`,
  );
  return worker;
}

async function tellTheRoad({ url, sandbox: { apps } }: ServedSandbox): Promise<void> {
  const [app] = apps;
  if (!app) return;
  const { algorithm, thumbprint } = await importPrivateKey(app.privateKey);
  tell("private key", `RSA 2048, ${algorithm}, key ID ${app.keyId}, thumbprint ${thumbprint.slice(0, 12)}…`);
  tell("client assertion", `iss = sub = ${app.clientId}, aud ${new URL(url).host}/oauth2/v1/token, 300 s`);
}

async function callThrough({ url }: WorkerProcess, served: ServedSandbox | undefined): Promise<void> {
  const first = await callUsers(url);
  if (served) {
    const calls = served.sandbox.requests.list.filter(({ kind }) => kind === "token");
    const scopes = calls.at(-1)?.scopes?.join(" ");
    tell(
      "access token",
      `${served.sandbox.apps[0]?.dpop ? "DPoP" : "Bearer"}, 3600 s, ${scopes}   ${calls.length} calls${calls.length > 1 ? " (nonce)" : ""}`,
    );
  }
  tell("GET /api/v1/users", `${first.users.length} users in ${first.milliseconds} ms`);
  const before = served?.sandbox.requests.count("token");
  const second = await callUsers(url);
  const fromMemory = served && served.sandbox.requests.count("token") === before ? ", token from memory" : "";
  tell("again", `${second.milliseconds} ms${fromMemory}`);

  // Lines would only stand between the eye and the names.
  const chars = {
    top: "",
    "top-left": "",
    "top-mid": "",
    "top-right": "",
    bottom: "",
    "bottom-left": "",
    "bottom-mid": "",
    "bottom-right": "",
    mid: "",
    "left-mid": "",
    "mid-mid": "",
    "right-mid": "",
    left: " ",
    right: "",
    middle: " ",
  };
  const table = new Table({
    head: ["status", "login", "name", "department"].map(colors.cyan),
    chars,
    style: { head: [], border: [] },
  });
  for (const { status, profile } of first.users.slice(0, 8)) {
    table.push([
      status,
      profile.login,
      [profile.firstName, profile.lastName].filter(Boolean).join(" "),
      profile.department ?? "",
    ]);
  }
  console.log(`\n${table.toString()}\n   …\n`);
}

async function callUsers(url: string): Promise<{ users: OktaUser[]; milliseconds: number }> {
  const start = performance.now();
  const response = await fetch(`${url}/api/v1/users?limit=25`, {
    headers: { authorization: `Bearer ${LOCAL_CALLER_KEY}` },
  });
  const body = (await response.json()) as OktaUser[] & { detail?: string; errorSummary?: string };
  if (!response.ok) throw new Error(`The first call answered ${response.status}: ${body.detail ?? body.errorSummary}`);
  return { users: body, milliseconds: Math.round(performance.now() - start) };
}

function tellWhatNext({ url }: WorkerProcess, usesOwnOrg: boolean): void {
  console.log(
    `   ${colors.bold(`curl -H 'Authorization: Bearer ${LOCAL_CALLER_KEY}' '${url}/api/v1/users?limit=5'`)}\n`,
  );
  if (!usesOwnOrg) {
    console.log(
      "   Your own Okta org: copy apps/worker/.dev.vars.example to apps/worker/.dev.vars, fill in four values, npm start",
    );
  }
  console.log("   Ctrl-C stops everything\n");
}

function tell(what: string, how: string): void {
  console.log(` ${colors.green("✔")} ${what.padEnd(17)} ${how}`);
}
