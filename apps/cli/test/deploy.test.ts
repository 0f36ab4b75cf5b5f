import { readdirSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { emptyFolder, runCli } from "./support/cli.ts";
import { type CloudflareApi, startCloudflareApi } from "./support/cloudflare-api.ts";
import { type DevWorker, startDevWorker } from "./support/dev-worker.ts";
import { startOrg, type TestOrg } from "./support/org.ts";
import { createProject } from "./support/project.ts";
import { KEYS, runShellInTerminal } from "./support/terminal.ts";

let org: TestOrg;
let root: Awaited<ReturnType<typeof emptyFolder>>;
let project: string;
let temporary: string;
let api: CloudflareApi;
let callerKey: string;
beforeAll(async () => {
  org = await startOrg();
});
afterAll(() => org.close());
beforeEach(async () => {
  root = await emptyFolder();
  project = join(root.path, "gw");
  temporary = join(root.path, "tmp");
  await mkdir(temporary);
  callerKey = await createProject(project, org.settings);
  api = await startCloudflareApi();
});
afterEach(async () => {
  await api.close();
  await root.remove();
});

const env = (more: Record<string, string> = {}) => ({
  ...api.env,
  TMPDIR: temporary,
  TEMP: temporary,
  TMP: temporary,
  HOME: root.path,
  ...more,
});
const deploy = (args: string[], more = {}) => runCli(["deploy", ...args], { cwd: project, env: env(more) });
/** Folders with secrets that were left behind. */
const leftovers = () => readdirSync(temporary).filter((name) => name.startsWith("okta-edge-"));

describe("deploy --dry-run", () => {
  it("bundles offline, and lists what would be uploaded", async () => {
    await api.close();
    const { code, stdout } = await deploy(["--dry-run", "--json"]);
    expect(code).toBe(0);
    const { secrets, worker } = JSON.parse(stdout);
    expect(worker).toBe("gw");
    expect(Object.keys(secrets).sort()).toEqual([...Object.keys(org.settings), "CALLERS"].sort());
    expect(leftovers()).toEqual([]);
  });
});

describe("deploy", () => {
  it("uploads the Worker and every secret at once, callers from callers.json", async () => {
    await runCli(["caller", "add", "bob", "--scopes", "okta.groups.read"], { cwd: project });
    const { code, stdout, stderr } = await deploy(["--json"]);
    expect({ code, unknown: api.unknown }, stderr).toEqual({ code: 0, unknown: [] });
    const callers = JSON.parse(await readFile(join(project, "callers.json"), "utf8"));
    expect(callers).toHaveLength(2);
    expect(api.uploads).toEqual([
      {
        name: "gw",
        secrets: { ...org.settings, CALLERS: JSON.stringify(callers) },
        assets: expect.arrayContaining(["/index.html", "/docs.html"]),
      },
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ worker: "gw", url: "https://gw.example.workers.dev" });
    expect(leftovers()).toEqual([]);
    for (const secret of [org.privateKey.split("\n")[1] ?? "", callers[0].keyHash])
      expect(stdout + stderr).not.toContain(secret);
  });

  it("uploads nothing when a setting is missing, wrong or too long", async () => {
    const devVars = await readFile(join(project, ".dev.vars"), "utf8");
    const cases: [string, string][] = [
      [devVars.replace(/^OKTA_CLIENT_ID=.*$/m, ""), "OKTA_CLIENT_ID"],
      [devVars.replace(/^OKTA_SCOPES=.*$/m, 'OKTA_SCOPES="okta.user.read"'), "Did you mean okta.users.read?"],
      [`${devVars}LOCAL=on\n`, "LOCAL=on is for this machine"],
      [
        `${devVars}OKTA_AUDIENCE="${"x".repeat(5121)}"\n`,
        "OKTA_AUDIENCE has 5121 bytes. Cloudflare accepts 5120 bytes per secret.",
      ],
    ];
    for (const [text, message] of cases) {
      await writeFile(join(project, ".dev.vars"), text);
      const { code, stderr } = await deploy([]);
      expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(message) });
    }
    expect(api.uploads).toEqual([]);
    expect(leftovers()).toEqual([]);
  });

  it("says where to set each setting that is missing", async () => {
    const devVars = await readFile(join(project, ".dev.vars"), "utf8");
    await writeFile(join(project, ".dev.vars"), devVars.replace(/^(OKTA_CLIENT_ID|OKTA_SCOPES|CALLERS)=.*\n/gm, ""));
    await rm(join(project, "callers.json"));
    const { code, stderr } = await deploy([]);
    expect(code).toBe(1);
    for (const name of ["OKTA_CLIENT_ID", "OKTA_SCOPES"]) {
      expect(stderr).toMatch(
        new RegExp(`${name} is missing\\.\n  Set it to .* in \\.dev\\.vars, or as the environment variable ${name}\\.`),
      );
    }
    expect(stderr).toContain("CALLERS is missing.\n  Add a caller with `okta-edge caller add NAME`.");
  });

  it.each(["on", true])("uploads nothing when wrangler.jsonc sets LOCAL to %j", async (local) => {
    const file = join(project, "wrangler.jsonc");
    const config = await readFile(file, "utf8");
    await writeFile(file, config.replace("{", `{ "vars": { "LOCAL": ${JSON.stringify(local)} },`));
    const { code, stderr } = await deploy([]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("LOCAL=on is for this machine") });
    expect(api.uploads).toEqual([]);
  });

  it("names the callers that make CALLERS too long", async () => {
    const callers = Array.from({ length: 40 }, (_, at) => ({
      name: `caller-${at}`,
      keyHash: `sha256:${"0".repeat(64)}`,
      scopes: ["okta.users.read"],
    }));
    await writeFile(join(project, "callers.json"), JSON.stringify(callers));
    const { code, stderr } = await deploy(["--dry-run"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/CALLERS has \d+ bytes\. Cloudflare accepts 5120 bytes per secret\.\n {2}Remove callers/);
  });

  it("deploys the environment that --env names", async () => {
    const config = await readFile(join(project, "wrangler.jsonc"), "utf8");
    const staging =
      '"env": { "staging": { "preview_urls": false, "secrets": { "required": ["OKTA_PRIVATE_KEY", "CALLERS"] } } },\n  "name"';
    await writeFile(join(project, "wrangler.jsonc"), config.replace('"name"', staging));
    const { code, stdout, stderr } = await deploy(["--env", "staging", "--json"]);
    expect({ code, unknown: api.unknown }, stderr).toEqual({ code: 0, unknown: [] });
    expect(api.uploads.map(({ name }) => name)).toEqual(["gw-staging"]);
    expect(JSON.parse(stdout)).toMatchObject({
      worker: "gw-staging",
      environment: "staging",
      url: "https://gw-staging.example.workers.dev",
    });
  });

  it("reports a failure of wrangler, and leaves no secrets behind", async () => {
    const { code, stdout, stderr } = await deploy(["--json"], { CLOUDFLARE_API_BASE_URL: "http://127.0.0.1:1" });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(JSON.parse(stderr.trim().split("\n").at(-1) ?? "").error.code).toBe("wrangler_failed");
    expect(leftovers()).toEqual([]);
  });

  it("keeps the settings out of the environment of wrangler", async () => {
    const config = await readFile(join(project, "wrangler.jsonc"), "utf8");
    const script = "require('fs').writeFileSync('seen.json', JSON.stringify(process.env))";
    const build = JSON.stringify({ command: `node -e "${script}"` });
    await writeFile(join(project, "wrangler.jsonc"), config.replace('"name"', `"build": ${build},\n  "name"`));
    const { code, stderr } = await deploy(["--dry-run"], { OKTA_PRIVATE_KEY: org.privateKey, OKTA_EDGE_KEY: "oek_x" });
    expect(code, stderr).toBe(0);
    const seen = await readFile(join(project, "seen.json"), "utf8");
    expect(seen).toContain("PATH");
    for (const secret of ["PRIVATE KEY", "oek_x"]) expect(seen).not.toContain(secret);
  });

  it.each([
    ["everything", ".", "@okta-edge/worker, wrangler are not installed in this folder."],
    ["the Worker's package", "@okta-edge/worker", "@okta-edge/worker is not installed in this folder."],
  ])("says how to install %s", async (_, path, message) => {
    await rm(join(project, "node_modules", path), { recursive: true });
    const { code, stderr } = await deploy([]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: `✖ ${message}\n  Run \`npm install\` first.\n` });
  });

  it.skipIf(process.platform === "win32")("removes the secrets on Ctrl-C", async () => {
    let seen: string[] = [];
    const isUploading = new Promise<void>((resolve) => {
      api.onUpload = () => {
        seen = leftovers();
        resolve();
        // The upload is never answered.
        return new Promise(() => {});
      };
    });
    const terminal = runShellInTerminal('trap : INT; $OKTA_EDGE deploy; echo "code=$?"', { cwd: project, env: env() });
    await Promise.race([isUploading, terminal.ended.then(() => Promise.reject(new Error(terminal.text())))]);
    expect(seen).toHaveLength(1);
    terminal.type(KEYS.ctrlC);
    await terminal.until("code=130");
    await terminal.ended;
    expect(leftovers()).toEqual([]);
  });
});

describe("deploy, then the Worker checks itself", () => {
  let worker: DevWorker;
  beforeEach(async () => {
    // Cloudflare is not reachable in tests: the same project runs in workerd, and --url names it.
    worker = await startDevWorker(project);
  });
  afterEach(() => worker.stop());

  it("prints the check, and fails when it fails", async () => {
    const works = await deploy(["--url", worker.url], { OKTA_EDGE_KEY: callerKey });
    expect(works.stdout).toMatch(/^✔ exchange /m);
    expect(works.code).toBe(0);
    const call = await fetch(`${worker.url}/api/v1/users?limit=1`, {
      headers: { authorization: `Bearer ${callerKey}` },
    });
    expect(call.status).toBe(200);

    const rejected = await deploy(["--url", worker.url, "--json"], { OKTA_EDGE_KEY: "oek_other" });
    expect(rejected.code).toBe(1);
    expect(rejected.stderr).toContain("The Worker rejects the key.");

    const unchecked = await deploy(["--url", worker.url]);
    expect(unchecked.code).toBe(0);
    expect(unchecked.stdout).toContain(`Not checked. Run \`okta-edge doctor --url ${worker.url}\`.`);
  });
});
