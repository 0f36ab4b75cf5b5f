// Writes the reference in docs/cli.md, between its two marks, from the declarations of the commands. With --check, reports whether it is up
// to date.
import { readFileSync, writeFileSync } from "node:fs";
import { describeRisk } from "@okta-edge/actions";
import { catalogue } from "@okta-edge/actions/catalogue";
import { TOPICS } from "@okta-edge/actions/topics";
import { describeInterface } from "../src/actions/action-flags.ts";
import { exampleInput } from "../src/actions/example.ts";
import type { DeclaredCommand } from "../src/command/define.ts";
import { type Flag, flagName } from "../src/command/flags.ts";
import type { CommandGroup } from "../src/command/group.ts";
import { usageLine } from "../src/command/help.ts";
import { COMMANDS } from "../src/commands/index.ts";

const TARGET = new URL("../../../docs/cli.md", import.meta.url);
const BEGIN = "<!-- Made from the declarations by `pnpm --filter okta-edge run docs`; do not edit below. -->";

const kebab = (name: string) => name.replace(/[A-Z]/g, "-$&").toLowerCase();
/** Text in the cell of a table. */
const cell = (text: string) => text.replaceAll("|", "\\|");

function flagRow([name, flag]: [string, Flag]): string {
  const value = flag.kind === "choice" ? flag.values.join("|") : "placeholder" in flag ? flag.placeholder : "";
  const fallback = "default" in flag && flag.default !== undefined ? `\`${flag.default}\`` : "";
  const required = "required" in flag && flag.required ? "required" : fallback;
  return `| \`${cell(`${flagName(name)} ${value}`.trim())}\` | ${cell(flag.brief)} | ${flag.env ? `\`${flag.env}\`` : ""} | ${required} |`;
}

function commandSection(name: string, { declaration }: DeclaredCommand): string {
  const { brief, description = `${brief}.`, flags = {}, examples, environment = {} } = declaration;
  const rows = Object.entries(flags);
  const variables = Object.entries(environment).map(([variable, text]) => `- \`${variable}\`: ${text}`);
  const lines = examples.map((example) => `# ${example.brief}\nokta-edge ${`${name} ${example.input}`.trim()}`);
  return [
    `### ${name}`,
    description,
    `\`\`\`\nokta-edge ${name} ${usageLine(declaration)}\n\`\`\``,
    ...(rows.length > 0
      ? [`| flag | what | environment | default |\n|---|---|---|---|\n${rows.map(flagRow).join("\n")}`]
      : []),
    ...(variables.length > 0 ? [variables.join("\n")] : []),
    `\`\`\`sh\n${lines.join("\n")}\n\`\`\``,
  ].join("\n\n");
}

function groupSections(name: string, { routes }: CommandGroup): readonly string[] {
  return Object.entries(routes).map(([inner, route]) => {
    if ("routes" in route || "load" in route) throw new Error(`${name} ${inner} is not a command.`);
    return commandSection(`${name} ${kebab(inner)}`, route);
  });
}

async function commandSections(): Promise<readonly string[]> {
  const sections = Object.entries(COMMANDS.routes).filter(([name]) => !(name in TOPICS));
  const written = await Promise.all(
    sections.map(async ([name, route]) => {
      const loaded = "load" in route ? await route.load() : route;
      return "routes" in loaded ? groupSections(name, loaded) : [commandSection(name, loaded)];
    }),
  );
  return written.flat();
}

function actionTable(topic: string): string {
  const rows = catalogue
    .filter(({ id }) => id.startsWith(`${topic}.`))
    .map((action) => {
      const command = action.id.split(".").map(kebab).join(" ");
      const { args } = describeInterface(action);
      const usage = [command, ...Object.keys(args)].join(" ");
      return `| \`${usage}\` | ${cell(action.summary)} | ${cell(describeRisk(action))} | \`${cell(`${command} ${exampleInput(action, describeInterface(action))}`.trim())}\` |`;
    });
  return `### ${kebab(topic)}\n\n| command | what it does | risk | example |\n|---|---|---|---|\n${rows.join("\n")}`;
}

const reference = [
  BEGIN,
  "## Commands",
  "Every command has `--help`, and `--json` for programs.",
  ...(await commandSections()),
  "## Actions",
  `${catalogue.length} commands, one for each action of the [catalog](actions.md). Besides the flags of their own parameters, all have those of \`call\`: \`--url\`, \`--connection\`, \`--env\` and, where they apply, \`--data\`, \`--set\`, \`--ndjson\`, \`--columns\` and \`--yes\`.`,
  ...Object.keys(TOPICS).map(actionTable),
].join("\n\n");

const current = readFileSync(TARGET, "utf8");
const at = current.indexOf(BEGIN);
if (at < 0) throw new Error("docs/cli.md has no mark where the reference begins.");
const text = `${current.slice(0, at)}${reference}\n`;
if (process.argv.includes("--check")) {
  if (text !== current) {
    console.error("docs/cli.md is out of date. Run `pnpm --filter okta-edge run docs`.");
    process.exitCode = 1;
  }
} else {
  writeFileSync(TARGET, text);
}
