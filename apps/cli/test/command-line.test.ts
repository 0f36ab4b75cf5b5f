import { readFileSync } from "node:fs";
import { TOPICS } from "@okta-edge/actions/topics";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../src/commands/index.ts";
import { runCli } from "./support/cli.ts";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));

/** Every route, loaded. Commands of the action catalog have tests of their own. */
const loaded = await Promise.all(
  Object.entries(COMMANDS.routes)
    .filter(([name]) => !(name in TOPICS))
    .map(async ([name, route]) => {
      if (!("load" in route)) throw new Error(`${name} is not loaded on use.`);
      return { name, brief: route.brief, route: await route.load() };
    }),
);

/** The path of every command, such as ["key", "new"]. */
const paths = loaded.flatMap(({ name, route }) =>
  "routes" in route ? Object.keys(route.routes).map((inner) => [name, inner]) : [[name]],
);

describe("the command line", () => {
  it("prints its version", async () => {
    expect(await runCli(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  });

  it("prints help without arguments", async () => {
    const { code, stdout } = await runCli([]);
    expect(code).toBe(0);
    for (const name of Object.keys(COMMANDS.routes)) {
      const written = name.replace(/[A-Z]/g, "-$&").toLowerCase();
      expect(stdout).toMatch(new RegExp(`^  ${written} +\\S`, "m"));
      expect(stdout).not.toContain(`okta-edge ${written} `);
    }
    expect(stdout).toMatch(/^USAGE\n {2}okta-edge COMMAND \.\.\.\n {2}okta-edge --help\n/);
  });

  it.each(loaded)("describes $name in its own help as in the list", ({ brief, route }) => {
    expect("routes" in route ? route.brief : route.declaration.brief).toBe(brief);
  });

  it.each([
    { args: ["kye"], message: "Unknown command kye. Did you mean key?" },
    { args: ["key", "show"], message: "FILE is required." },
    { args: ["key", "show", "a", "b"], message: "Unexpected argument b." },
    { args: ["key", "show", "a", "-x"], message: "Unknown flag -x." },
    { args: ["key", "show", "a", "--x"], message: "Unknown flag --x." },
    { args: ["key", "show", "a", "--x="], message: "Unknown flag --x." },
    { args: ["sandbox", "--kees="], message: "Unknown flag --kees. Did you mean --keys?" },
    { args: ["sandbox", "--dpop="], message: "--dpop must be on or off." },
    { args: ["key", "new"], message: "--out is required." },
    { args: ["key", "new", "--out"], message: "--out needs a value." },
    { args: ["key", "new", "--out", "a", "--out", "b"], message: "--out must be passed once." },
    {
      args: ["key", "new", "--out", "a", "--algorith", "ES256"],
      message: "Unknown flag --algorith. Did you mean --algorithm?",
    },
    { args: ["key", "new", "--out", "a", "--algorithm", "HS256"], message: "--algorithm must be RS256 or ES256." },
  ])("exits with 2 and names the mistake: $args", async ({ args, message }) => {
    expect(await runCli(args)).toEqual({ code: 2, stdout: "", stderr: `✖ ${message}\n` });
    const { code, stderr } = await runCli([...args, "--json"]);
    expect(code).toBe(2);
    // After a flag without a value, --json is not its value either.
    expect(JSON.parse(stderr).error).toEqual({ code: "usage", message });
  });

  it("colors what it prints, unless NO_COLOR is set", async () => {
    const failing = ["key", "show", "no-such-file"];
    expect((await runCli(failing, { env: { FORCE_COLOR: "1" } })).stderr).toContain("\u001B[31m✖");
    expect((await runCli(failing, { env: { FORCE_COLOR: "1", NO_COLOR: "1" } })).stderr).not.toContain("\u001B");
  });
});

describe.each(paths)("%s %s --help", (...path) => {
  it("shows examples and --json", async () => {
    const words = path.filter((word): word is string => typeof word === "string");
    const { code, stdout } = await runCli([...words, "--help"]);
    expect(code).toBe(0);
    expect(stdout).toContain("--json");
    expect(stdout.match(new RegExp(`^  okta-edge ${words.join(" ")} .*\n    \\S`, "gm"))?.length).toBeGreaterThan(0);
  });
});
