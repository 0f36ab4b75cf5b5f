import { readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { PUBLISHED } from "../src/install.ts";

const GITHUB = fileURLToPath(new URL("../../.github/", import.meta.url));
const WORKFLOWS = ["workflows/ci.yml", "workflows/release.yml"] as const;

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly uses?: string;
  readonly steps?: readonly { readonly uses?: string; readonly run?: string; readonly with?: object }[];
}

function readWorkflow(path: string): { readonly permissions: object; readonly jobs: Readonly<Record<string, Job>> } {
  return parse(readFileSync(`${GITHUB}${path}`, "utf8"));
}

it("no workflow is there that is not looked at here", () => {
  expect(readdirSync(`${GITHUB}workflows`).map((file) => `workflows/${file}`)).toEqual(WORKFLOWS);
});

it.each([...WORKFLOWS, "actions/setup/action.yml"])(
  "%s uses actions of others by commit, with the version beside it",
  (path) => {
    const uses = [...readFileSync(`${GITHUB}${path}`, "utf8").matchAll(/uses: (.+)/g)].map(([, action = ""]) => action);
    expect(uses.length).toBeGreaterThan(0);
    for (const action of uses) expect(action).toMatch(/^(\.\/|[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$)/);
  },
);

describe.each(WORKFLOWS)("%s", (path) => {
  const { permissions, jobs } = readWorkflow(path);

  it("gives no right to all jobs, and to each its own", () => {
    expect(permissions).toEqual({});
    for (const job of Object.values(jobs)) expect(job.permissions).toBeDefined();
  });

  it("leaves no credentials behind in a checkout", () => {
    const checkouts = Object.values(jobs).flatMap(({ steps = [] }) =>
      steps.filter(({ uses }) => uses?.startsWith("actions/checkout@")),
    );
    expect(checkouts.length).toBeGreaterThan(0);
    for (const checkout of checkouts) expect(checkout.with).toMatchObject({ "persist-credentials": false });
  });
});

it("a release installs with pnpm of a known hash, and everything else by the lockfile", () => {
  const { packageManager } = JSON.parse(readFileSync(`${GITHUB}../package.json`, "utf8"));
  const file = `${packageManager.replace("@", "-")}.tgz`;
  expect(readFileSync(`${GITHUB}pnpm.sha512`, "utf8")).toMatch(new RegExp(`^[0-9a-f]{128} {2}${file}\n$`));
  const check = `npm pack ${packageManager} && sha512sum --check --strict .github/pnpm.sha512`;
  const { runs } = parse(readFileSync(`${GITHUB}actions/setup/action.yml`, "utf8"));
  const jobs = Object.values(readWorkflow("workflows/release.yml").jobs).map(({ steps = [] }) => steps);
  for (const steps of [runs.steps as { run?: string; env?: object }[], ...jobs]) {
    const installs = steps.filter(({ run }) => /\b(npx|npm (run setup|ci|install))\b/.test(run ?? ""));
    for (const install of installs) {
      expect(steps.some(({ run }) => run === check)).toBe(true);
      expect(JSON.stringify(install)).toContain(`./${file}`);
    }
  }
  expect(jobs.flat().filter(({ run }) => run?.startsWith("npx")).length).toBe(2);
});

it("CI runs .ci/run, and a release waits for it", () => {
  const ci = Object.values(readWorkflow("workflows/ci.yml").jobs).flatMap(({ steps = [] }) => steps);
  expect(ci.map(({ run }) => run)).toContain(".ci/run");
  expect(readWorkflow("workflows/release.yml").jobs.test?.uses).toBe("./.github/workflows/ci.yml");
});

it("the right to publish is where nothing of the repository is run", () => {
  const publishing = Object.entries(readWorkflow("workflows/release.yml").jobs).filter(
    ([, { permissions }]) => permissions?.["id-token"] === "write",
  );
  expect(publishing.map(([name]) => name)).toEqual(["npm", "jsr"]);
  for (const [, { steps = [] }] of publishing) {
    expect(steps.filter(({ uses }) => uses?.startsWith("./"))).toEqual([]);
    expect(steps.find(({ run }) => run?.includes("install"))?.run).toContain("--ignore-scripts");
  }
});

it("every published package names its repository, which npm compares with the provenance", () => {
  const { steps = [] } = readWorkflow("workflows/release.yml").jobs.pack ?? {};
  const [, folders = ""] = /for package in (.+); do/.exec(steps.map(({ run }) => run ?? "").join("\n")) ?? [];
  const parents = PUBLISHED.map((folder) => `${dirname(folder)}/*`);
  expect(folders.split(" ")).toEqual([...new Set(parents)]);
});

it("builds the Worker's pages after the manifests name the repository, and packs them then", () => {
  const { steps = [] } = readWorkflow("workflows/release.yml").jobs.pack ?? {};
  const order = [/homepage=/, /--filter @okta-edge\/worker run pages/, /changesets\/action\/pack@/].map((step) =>
    steps.findIndex(({ run, uses }) => step.test(run ?? uses ?? "")),
  );
  expect(order).not.toContain(-1);
  expect(order).toEqual(order.toSorted((a, b) => a - b));
});
