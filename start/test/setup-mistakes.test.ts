import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ServedSandbox, serve } from "@okta-edge/sandbox/serve";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "../../apps/worker/local/worker-process.ts";
import { ACCEPTED, keyOf, MISTAKES, type Mistake, type Settings } from "./support/mistakes.ts";
import { valuesOf, writeSettings } from "./support/own-org.ts";
import { type Program, ROOT, STARTED, start } from "./support/program.ts";

const DOCS = join(ROOT, "docs", "setup-mistakes.md");
/** Whether every mistake is made with all three programs, which takes minutes: `npm run test:mistakes`, or when the table is written. */
const isComplete = Boolean(process.env.ALL_MISTAKES || process.env.UPDATE_DOCS);
/** Otherwise one of so many is; the others are made with `okta-edge doctor` alone. */
const SAMPLE = 5;
const sampled = MISTAKES.filter((_, place) => isComplete || place % SAMPLE === 0);
const others = MISTAKES.filter((mistake) => !sampled.includes(mistake));

/** What the three programs report. */
interface Row {
  readonly mistake: string;
  readonly start: string;
  readonly doctor: string;
  readonly call: string;
}

const rows: Row[] = [];
let folder: string;
/** A folder of settings that `npm start` does not read. */
let doctorFolder: string;
let settingsFile: string;
let port: number;
let started: Program;
/** How often `npm start` has printed everything. */
let rounds = 1;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "okta-edge-mistakes-"));
  settingsFile = join(folder, ".dev.vars");
  await writeFile(settingsFile, "OKTA_SCOPES=okta.users.read\n");
  doctorFolder = join(folder, "doctor");
  await mkdir(doctorFolder);
  for (const path of [folder, doctorFolder])
    await copyFile(join(ROOT, "apps", "worker", "wrangler.jsonc"), join(path, "wrangler.jsonc"));
  port = await freePort();
  started = start({ PORT: String(port) }, ["--settings", settingsFile, "--state", join(folder, "state")]);
  await started.until(STARTED);
});

afterAll(async () => {
  await started?.interrupt();
  await rm(folder, { recursive: true, force: true });
});

async function withOrg<T>(options: Mistake["org"], use: (org: ServedSandbox) => Promise<T>): Promise<T> {
  const org = await serve({ ...options, port: 0 });
  try {
    return await use(org);
  } finally {
    await org.close();
  }
}

/** Writes settings, and returns what `npm start` then prints. */
async function printedWith(settings: Settings): Promise<string> {
  const before = started.output().length;
  await writeSettings(settingsFile, presentIn(settings));
  rounds++;
  await started.until(STARTED, rounds);
  return started.output().slice(before);
}

/** Returns the settings that have a value. */
function presentIn(settings: Settings): Record<string, string> {
  const present = Object.entries(settings).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(present);
}

/** Returns an org with a mistake in its set-up, and the settings with theirs. */
function settingsWith({ settings, change }: Mistake, { sandbox }: ServedSandbox): Settings {
  for (const app of sandbox.registeredApps) change?.(app);
  const right = valuesOf(sandbox);
  return { ...right, OKTA_SCOPES: "okta.users.read okta.groups.read", ...settings?.(right) };
}

/** Returns the steps that are marked ✖ or !, with their hints, without those of the first call. */
function problemsIn(printed: string): string {
  const steps = printed.matchAll(/^ ([✖!]) (\S+(?: \S+)?) {2,}(.+)\n(?: {21}(.+)\n)?/gm);
  return [...steps].map(([, , , detail = "", hint = ""]) => sentences(detail, hint)).join(" ");
}

/** Joins sentences. */
function sentences(...texts: readonly string[]): string {
  return texts
    .filter(Boolean)
    .map((text) => (/[.?!:]$/.test(text) ? text : `${text}.`))
    .join(" ");
}

interface DoctorStep {
  readonly status: string;
  readonly detail: string;
  readonly hint?: string;
}

/** Runs `okta-edge doctor --env local` in the folder of the settings, as a user does in apps/worker, and returns what is wrong. */
async function doctor(cwd = folder): Promise<string> {
  const cli = join(ROOT, "apps", "cli", "bin", "okta-edge.js");
  const stdout = await new Promise<string>((resolve) => {
    execFile(process.execPath, [cli, "doctor", "--env", "local", "--json"], { cwd }, (_, output) => resolve(output));
  });
  const { problems, connections } = JSON.parse(stdout) as {
    problems: readonly { message: string; hint?: string }[];
    connections: readonly { steps: readonly DoctorStep[] }[];
  };
  const steps = connections.flatMap((connection) => connection.steps);
  const texts = [
    ...problems.map(({ message, hint = "" }) => sentences(message, hint)),
    ...steps
      .filter(({ status }) => status === "failed" || status === "warning")
      .map(({ detail, hint = "" }) => sentences(detail, hint)),
  ];
  // A problem of the private key is reported with its setting, and again as a step.
  return [...new Set(texts)].filter((text) => !texts.some((other) => other !== text && other.includes(text))).join(" ");
}

/** Makes the first call, and returns the status and what is said about it. */
async function firstCall(key: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/api/v1/users?limit=1`, {
    headers: { authorization: `Bearer ${key}` },
  });
  const body = (await response.json()) as { detail?: string; hint?: string; errorSummary?: string };
  if (response.ok) return String(response.status);
  const hint = body.hint ?? response.headers.get("okta-edge-hint") ?? "";
  return `${response.status}: ${sentences(body.detail ?? body.errorSummary ?? "", hint)}`;
}

/** Replaces what differs from run to run. */
function stable(text: string, org: ServedSandbox): string {
  const [app] = org.sandbox.apps;
  return text
    .replaceAll(org.url, "https://acme.okta.com")
    .replaceAll(`http://127.0.0.1:${port}`, "http://127.0.0.1:8787")
    .replaceAll("http://127.0.0.1:9", "https://acne.okta.com")
    .replaceAll(app?.clientId ?? "", "0oa1example")
    .replaceAll(" To check every step of the set-up, send POST /connections/default/check.", "")
    .replaceAll(/thumbprint [\w-]{43}/g, "thumbprint …")
    .replaceAll(/\b3(?:599|60[01]) s\b/g, "3600 s");
}

describe("mistakes in the set-up", () => {
  it.each(sampled)("$mistake: every report names what to correct", async (row) => {
    await withOrg(row.org, async (org) => {
      const printed = await printedWith(settingsWith(row, org));
      const report: Row = {
        mistake: row.mistake,
        start: stable(problemsIn(printed), org),
        doctor: stable(await doctor(), org),
        call: stable(await firstCall(keyOf(row)), org),
      };
      rows.push(report);
      if (row.check === false) {
        expect.soft(report.start).toBe("");
        expect.soft(report.doctor).toBe("");
      } else {
        for (const text of [report.start, report.doctor]) {
          expect.soft(text).toContain(row.names);
          expect.soft(text).toMatch(row.fix);
        }
      }
      if (row.call === false) {
        expect.soft(report.call).toBe("200");
        return;
      }
      expect.soft(report.call).not.toBe("200");
      expect.soft(report.call).toMatch(row.call ?? row.fix);
      if (!row.call) expect.soft(report.call).toContain(row.names);
    });
  });

  it.each(others)("$mistake: doctor names what to correct, as the table says", async (row) => {
    await withOrg(row.org, async (org) => {
      await writeSettings(join(doctorFolder, ".dev.vars"), presentIn(settingsWith(row, org)));
      const report = stable(await doctor(doctorFolder), org);
      if (row.check === false) {
        expect.soft(report).toBe("");
      } else {
        expect.soft(report).toContain(row.names);
        expect.soft(report).toMatch(row.fix);
      }
      const { start: printed, doctor: listed } = await rowOf(row.mistake);
      expect(listed === "the same" ? printed : listed).toBe(cell(report));
    });
  });

  it.each(isComplete ? ACCEPTED : ACCEPTED.slice(0, 1))("$form: accepted", async ({ settings }) => {
    await withOrg(undefined, async (org) => {
      const right = valuesOf(org.sandbox);
      const printed = await printedWith({ ...right, OKTA_SCOPES: "okta.users.read", ...settings(right) });
      expect(problemsIn(printed)).toBe("");
      expect(await doctor()).toBe("");
      expect(printed).toMatch(/ACTIVE +ada\.lovelace/);
    });
  });

  it("are listed in docs/setup-mistakes.md", async () => {
    expect(MISTAKES.length).toBeGreaterThanOrEqual(25);
    if (!isComplete) {
      const lines = await Promise.all(MISTAKES.map(async ({ mistake }) => (await rowOf(mistake)).line));
      expect(lines).toEqual(expect.arrayContaining(rows.map(lineOf)));
      expect(await readFile(DOCS, "utf8")).toBe(page(lines));
      return;
    }
    const text = page(rows.map(lineOf));
    if (process.env.UPDATE_DOCS) {
      await mkdir(join(ROOT, "docs"), { recursive: true });
      await writeFile(DOCS, text);
    }
    expect(await readFile(DOCS, "utf8")).toBe(text);
  });
});

function cell(text: string): string {
  return text === "" ? "–" : text.replaceAll("|", "\\|").replaceAll("<", "&lt;");
}

function lineOf({ mistake, start: printed, doctor: diagnosis, call }: Row): string {
  const second = diagnosis !== "" && diagnosis === printed ? "the same" : cell(diagnosis);
  return `| ${mistake} | ${cell(printed)} | ${second} | ${cell(call)} |`;
}

/** Returns the row of a mistake, as the table has it. */
async function rowOf(mistake: string): Promise<{ line: string; start: string; doctor: string }> {
  const text = await readFile(DOCS, "utf8");
  const line = text.split("\n").find((one) => one.startsWith(`| ${mistake} |`)) ?? "";
  const [, , printed = "", diagnosis = ""] = line.split(/(?<!\\)\|/).map((one) => one.trim());
  return { line, start: printed, doctor: diagnosis };
}

function page(lines: readonly string[]): string {
  return `# Mistakes in the set-up

<!-- Made by start/test/setup-mistakes.test.ts: \`npx pnpm --filter @okta-edge/start run docs\`; do not edit. -->

Each of these mistakes was made, and this is what was reported. \`npm start\` prints the report of the Worker's check, which
\`POST /connections/{name}/check\` returns as well. \`npx okta-edge doctor --env local\`, run in apps/worker, reads the same settings without a
Worker. The last column is the status and the text that a caller of \`GET /api/v1/users\` received; the Worker adds how to run the check, which is
left out here. – stands for no problem. To rehearse a mistake without an org, see \`npx okta-edge sandbox --help\`. \`okta-edge\` is not on npm
yet: in a clone, run \`npm run setup\` first; then \`npx okta-edge …\` works at its root, and in apps/worker.

| mistake | \`npm start\` | \`okta-edge doctor\` | first call |
|---|---|---|---|
${lines.join("\n")}

## Not mistakes

These forms are accepted:

${ACCEPTED.map(({ form }) => `- ${form}`).join("\n")}
- \`.dev.vars\` in UTF-8 or UTF-16, with or without a byte order mark, with line ends of Windows, with a private key over several lines in quotes or
  without
`;
}
