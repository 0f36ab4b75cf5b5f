import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { freePort, startWorkerProcess, type WorkerProcess } from "../../worker/local/worker-process.ts";
import { emptyFolder, runCli } from "./support/cli.ts";
import { startOrg } from "./support/org.ts";
import { type OrgFolder, startOrgFolder } from "./support/org-folder.ts";

let org: OrgFolder;
let worker: WorkerProcess;
let state: string;

beforeAll(async () => {
  org = await startOrgFolder();
  state = await mkdtemp(join(tmpdir(), "okta-edge-cli-kv-"));
  worker = await startWorkerProcess({ port: await freePort(), settings: org.settings, persistTo: state });
});
afterAll(async () => {
  await worker?.stop();
  await org?.close();
  await rm(state, { recursive: true, force: true });
});
beforeEach(() => org.sandbox.requests.clear());

/** The key that a local Worker accepts. */
const KEY = "local-development-key";

/** Runs the command in the folder with the settings. */
const direct = (args: readonly string[], input = "") => runCli(args, { cwd: org.folder, input });

/** Runs the command in an empty folder, against the Worker. */
async function throughWorker(args: readonly string[], input = "") {
  const folder = await emptyFolder();
  try {
    const env = { OKTA_EDGE_URL: worker.url, OKTA_EDGE_KEY: KEY };
    return await runCli(args, { cwd: folder.path, env, input });
  } finally {
    await folder.remove();
  }
}

describe.each([
  ["with the private key", direct],
  ["through a Worker in workerd", throughWorker],
])("%s", (_, run) => {
  it("lists users as JSON where there is no terminal", async () => {
    const { code, stdout, stderr } = await run(["users", "list", "--q", "ada"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout)).toEqual([
      expect.objectContaining({ profile: expect.objectContaining({ login: "ada.lovelace@example.com" }) }),
    ]);
  });

  it("accepts a flag with an empty value", async () => {
    const { code, stdout, stderr } = await run(["users", "list", "--q=", "--limit", "200"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout)).toHaveLength(62);
  });

  it("reports that more pages follow", async () => {
    const { stdout, stderr } = await run(["users", "list", "--limit", "3", "--json"]);
    expect(JSON.parse(stdout)).toHaveLength(3);
    expect(stderr).toBe("This is the first page, with 3 items. More follow: --ndjson prints all.\n");
  });

  it("prints all pages with --ndjson", async () => {
    const { code, stdout, stderr } = await run(["users", "list", "--limit", "20", "--ndjson"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "✔ 62 items, 4 pages\n" });
    const ids = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).id);
    expect(new Set(ids).size).toBe(62);
  });

  it("rejects columns that do not exist, and names those that do", async () => {
    for (const args of [
      ["users", "list", "--limit", "2"],
      ["users", "get", "ada.lovelace@example.com"],
    ]) {
      const { code, stdout, stderr } = await run([...args, "--columns", "nope"]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toMatch(/^✖ --columns: the response has no nope\.\n {2}It has .*id.*profile\.login.*status/);
    }
    const mixed = await run(["users", "list", "--limit", "2", "--columns", "id,nope"]);
    expect(mixed.code).toBe(0);
    expect(mixed.stderr).toContain("--columns: the response has no nope. It has ");
  });

  it("prints a table of chosen columns", async () => {
    const { stdout } = await run(["users", "list", "--q", "grace", "--columns", "status,profile.login"]);
    expect(stdout).toBe("status  login\nACTIVE  grace.hopper@example.com\n");
  });

  it("calls any path", async () => {
    const { code, stdout } = await run(["call", "GET", "/api/v1/groups?limit=2&q=E", "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).map(({ profile }: { profile: { name: string } }) => profile.name)).toEqual([
      "Everyone",
      "Engineering",
    ]);
  });

  it("uses another connection", async () => {
    const listed = await run(["groups", "list", "--limit", "4", "--ndjson", "--connection", "eu"]);
    expect(listed).toEqual({
      code: 0,
      stdout: expect.stringContaining("Engineering"),
      stderr: "✔ 11 items, 3 pages\n",
    });
    const { code, stderr } = await run(["users", "list", "--connection", "eu"]);
    expect(code).toBe(1);
    expect(stderr).toContain("OKTA_CONNECTIONS.eu.scopes");
  });

  it("rejects a destructive call without a terminal and without --yes, and sends nothing", async () => {
    for (const args of [
      ["users", "deactivate", "tony.hoare@example.com"],
      ["call", "DELETE", "api/v1/users/x"],
    ]) {
      const { code, stdout, stderr } = await run(args);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toContain("this is destructive, and there is no terminal to confirm it in.\n  Pass --yes");
    }
    expect(org.apiRequests()).toEqual([]);
  });

  it("reports Okta's code and summary", async () => {
    const { code, stdout, stderr } = await run(["users", "get", "missing"]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("404, E0000007, Not found: Resource not found: missing (User).");
    expect(stderr).not.toMatch(/ {4}at |Error:/);
    const json = await run(["users", "get", "missing", "--json"]);
    expect(JSON.parse(json.stderr).error).toMatchObject({
      code: "okta_error",
      message: expect.stringContaining("E0000007"),
    });
  });

  it("creates, changes and deletes a group", async () => {
    const name = `Astronomy ${run.name}`;
    const created = await run(["groups", "create", "--set", `profile.name=${name}`]);
    const { id } = JSON.parse(created.stdout);
    const replaced = await run(
      ["groups", "replace", id, "--data", "-"],
      `\uFEFF{"profile":{"name":"${name}","description":"up"}}`,
    );
    expect(JSON.parse(replaced.stdout).profile).toMatchObject({ name, description: "up" });
    const removed = await run(["groups", "delete", id, "--yes", "--json"]);
    expect(removed).toEqual({ code: 0, stdout: "null\n", stderr: "" });
    expect((await run(["groups", "get", id])).code).toBe(1);
  });
});

describe("a body", () => {
  const created: string[] = [];
  const create = async (args: readonly string[], input = "") => {
    const { stdout, stderr } = await direct(["call", "POST", "/api/v1/groups", ...args], input);
    const group = stdout ? JSON.parse(stdout) : undefined;
    if (group) created.push(group.id);
    return { profile: group?.profile, stderr };
  };
  afterAll(async () => {
    for (const id of created) await direct(["groups", "delete", id, "--yes"]);
  });

  it("comes from a file, with members added", async () => {
    await writeFile(join(org.folder, "body.json"), '{"profile":{"name":"From file","description":"old"}}');
    expect((await create(["--data", "@body.json", "--set", "profile.description=new"])).profile).toEqual({
      name: "From file",
      description: "new",
    });
  });

  it("has members of any JSON", async () => {
    expect((await create(["--set", 'profile:={"name":"From JSON"}'])).profile.name).toBe("From JSON");
  });

  it.each([
    [["--data", "{"], "--data is not valid JSON."],
    [["--data", "[]", "--set", "a=b"], "--data must be an object where --set adds members."],
    [["--set", "name"], "--set must be NAME=VALUE or NAME:=JSON"],
    [["--set", "__proto__.x=1"], "--set must be NAME=VALUE or NAME:=JSON"],
    [["--set", "a:=x"], "--set a is not valid JSON."],
    [["--data", "@nothing.json"], "does not exist."],
  ])("is rejected before anything is sent: %j", async (args, message) => {
    expect((await create(args)).stderr).toContain(message);
    expect(org.apiRequests()).toEqual([]);
  });
});

describe("usage", () => {
  it.each([
    [["user", "list"], "Unknown command user. Did you mean users?"],
    [["users", "lst"], "Unknown command lst. Did you mean list?"],
    [["users", "list", "--serach", "x"], "Unknown flag --serach. Did you mean --search?"],
    [["users", "list", "--limit", "0"], "--limit must be a whole number of at least 1."],
    [["users", "list", "--sort-order", "up"], "--sort-order must be asc or desc."],
    [["users", "get"], "USER_ID is required."],
    [["users", "get", "a/b"], "USER_ID must"],
    [["users", "reset-password", "ada"], "--send-email is required."],
    [["users", "create"], "The body is missing."],
    [["users", "create", "--set", "profile.login="], "profile.login of the body must not be empty"],
    [["logs", "list", "--since", "yesterday"], "--since must be a date"],
    [["users", "list", "--json", "--ndjson"], "Pass --json or --ndjson, not both."],
    [["users", "list", "--connection", "us"], "There is no connection us."],
    [["call", "FETCH", "/api/v1/users"], "METHOD must be one of GET"],
    [["call", "GET", "https://example.com/api/v1/users"], "PATH must be a path"],
    [["call", "GET", "//example.com/api/v1/users"], "PATH must be a path"],
    [["call", "GET", "C:/Program Files/Git/api/v1/users"], "Git Bash rewrites"],
    [["call", "GET", "/api/v1/users", "--header", "Authorization: SSWS x"], "--header cannot set Authorization."],
    [["call", "GET", "/api/v1/users", "--header", "Prefer"], "--header must be NAME:VALUE"],
    [["users", "list", "--url", "http://example.com"], "--url must be"],
  ])("exits with 2 and names the mistake: %j", async (args, message) => {
    const { code, stdout, stderr } = await direct(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(org.sandbox.requests.list).toEqual([]);
  });
});

describe("what is missing", () => {
  it("names the file of a setting", async () => {
    const folder = await emptyFolder();
    const env = { OKTA_ORG_URL: org.url, OKTA_CLIENT_ID: "0oa1", OKTA_SCOPES: "okta.users.read" };
    const { code, stderr } = await runCli(["users", "list"], { cwd: folder.path, env });
    await folder.remove();
    expect(code).toBe(1);
    expect(stderr).toContain("in .dev.vars, or as the environment variable OKTA_PRIVATE_KEY.");
  });

  it("names the settings in a folder without any", async () => {
    const folder = await emptyFolder();
    const { code, stderr } = await runCli(["users", "list"], { cwd: folder.path });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("okta-edge init") });
    await folder.remove();
  });

  it("reads the settings from the environment", async () => {
    const folder = await emptyFolder();
    const { code } = await runCli(["users", "list", "--q", "ada"], { cwd: folder.path, env: org.settings });
    expect(code).toBe(0);
    await folder.remove();
  });

  it("names the scope that the settings lack, before anything is sent", async () => {
    const { code, stderr } = await direct(["devices", "list"]);
    expect(code).toBe(1);
    expect(stderr).toBe(
      "✖ OKTA_SCOPES does not include okta.devices.read.\n  Add okta.devices.read to OKTA_SCOPES, and grant it to the app in Okta: Okta API Scopes.\n",
    );
    expect(org.sandbox.requests.list).toEqual([]);
  });

  it("asks for a key for a Worker", async () => {
    const { code, stderr } = await direct(["users", "list", "--url", worker.url]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining("Set OKTA_EDGE_KEY") });
  });

  it("reports a key that the Worker does not know, in the Worker's words", async () => {
    const { code, stderr } = await runCli(["users", "list", "--url", worker.url], {
      cwd: org.folder,
      env: { OKTA_EDGE_KEY: "a-wrong-key" },
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^✖ The Worker returned 401: .+\.\n/);
    expect(stderr).not.toContain("a-wrong-key");
  });

  it("reports a Worker that cannot be reached", async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const { code, stderr } = await runCli(["users", "list", "--url", url, "--json"], { env: { OKTA_EDGE_KEY: KEY } });
    expect(code).toBe(1);
    expect(JSON.parse(stderr).error).toMatchObject({ code: "network_error", hint: "Check --url and the network." });
  });

  it("reports a URL that is not a Worker", async () => {
    const { code, stderr } = await runCli(["call", "GET", "/_sandbox/nothing", "--url", `${org.url}/_sandbox`], {
      env: { OKTA_EDGE_KEY: KEY },
    });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("404") });
  });
});

it.each(["sendEmail=false&sendEmail=true", "sendEmail=true&sendEmail=false", "sendEmail=false"])(
  "asks before a call whose query makes it destructive: %s",
  async (query) => {
    const { code, stderr } = await direct(["call", "POST", `/api/v1/users/x/lifecycle/reset_password?${query}`]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining("Pass --yes to confirm it.") });
    expect(org.apiRequests()).toEqual([]);
  },
);

describe("a path that leads elsewhere", () => {
  it.each([
    ["/../../api/v1/users", "eu", "is not below http://127.0.0.1"],
    ["/%2e%2e/eu/api/v1/users", "default", "is not below http://127.0.0.1"],
  ])("is rejected before anything is sent: %s with the connection %s", async (path, connection, message) => {
    const { code, stdout, stderr } = await throughWorker(["call", "GET", path, "--connection", connection]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(message);
    expect(org.apiRequests()).toEqual([]);
  });

  it.each(["/\\", "/\t/"])("is rejected where it begins with a host in disguise: %j", async (start) => {
    const other = await startOrg();
    const { host } = new URL(other.url);
    for (const run of [direct, throughWorker]) {
      const { code, stdout, stderr } = await run(["call", "GET", `${start}${host}/api/v1/users`]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toContain("PATH must be a path such as /api/v1/users, without a host.");
    }
    expect(other.sandbox.requests.list).toEqual([]);
    await other.close();
  });
});

it("shows the Worker's hint for a missing admin role", async () => {
  const [app] = org.sandbox.registeredApps;
  if (!app) throw new Error("There is no app.");
  const { roles } = app;
  app.roles = [];
  const { code, stderr } = await throughWorker(["users", "list"]);
  app.roles = roles;
  expect(code).toBe(1);
  expect(stderr).toContain("403, E0000006");
  expect(stderr).toMatch(/^ {2}.*admin role/m);
});

it("waits for a rate limit", async () => {
  org.sandbox.faults.set({ on: "api", fault: "rateLimited", times: 1, reset: 1 });
  const { code, stderr } = await direct(["users", "list", "--q", "ada"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(org.apiRequests()).toHaveLength(2);
});

describe("an org that rejects the app", () => {
  it.each([
    [{ roles: [] }, "E0000006", "Assign an admin role"],
    [{ scopes: ["okta.groups.read"] }, "", "Requested: okta.users.manage."],
    [{ active: false }, "", "OKTA_CLIENT_ID"],
  ])("exits with 1 and names the setting or the step: %j", async (app, code, hint) => {
    const other = await startOrgFolder({ apps: [app] });
    const { code: exitCode, stderr } = await runCli(["users", "list"], { cwd: other.folder });
    await other.close();
    expect(exitCode).toBe(1);
    expect(stderr).toContain(code);
    expect(stderr).toContain(hint);
    expect(stderr).not.toMatch(/ {4}at /);
  });
});
