// Measures okta-edge beside its peers and its floor, prints the tables, and writes docs/performance.md.
// Usage: npm run bench [-- [group | group/question …] [--before <checkout>]]
import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Answered, writeDocument, writeTable } from "./src/document.ts";
import { describeMachine, versionOf } from "./src/machine.ts";
import type { Question } from "./src/question.ts";

/** The groups of questions, in the order of the document. */
const GROUPS = ["worker", "core", "sandbox"];

const { values, positionals } = parseArgs({ allowPositionals: true, options: { before: { type: "string" } } });
const before = values.before === undefined ? undefined : resolve(process.env.INIT_CWD ?? process.cwd(), values.before);
const machine = describeMachine(versionOf(new URL("node_modules/workerd/package.json", import.meta.url)));

const questions: Question[] = [];
for (const group of GROUPS) {
  const files = readdirSync(new URL(`${group}/`, import.meta.url)).filter((name) => name.endsWith(".ts"));
  const modules = files.map((file) => import(new URL(`${group}/${file}`, import.meta.url).href));
  questions.push(...(await Promise.all(modules)).map(({ question }) => question));
}
questions.sort((one, other) => order(one) - order(other));

const chosen = questions.filter(
  ({ name }) => positionals.length === 0 || positionals.some((text) => name === text || name.startsWith(`${text}/`)),
);
if (chosen.length === 0) {
  console.error(`No such question. There are: ${questions.map(({ name }) => name).join(", ")}.`);
  process.exit(1);
}

const answered: Answered[] = [];
for (const question of chosen) {
  const start = performance.now();
  console.log(`\n${question.name}: ${question.title}`);
  const answer = await question.run({ before });
  for (const table of answer.tables) console.log(`\n${writeTable(table)}`);
  console.log(`(${Math.round((performance.now() - start) / 1000)} s)`);
  answered.push({ question, answer, machine });
}
await writeDocument(
  answered,
  questions.map(({ name }) => name),
);
console.log("\nWritten to docs/performance.md.");

function order({ name }: Question): number {
  return GROUPS.indexOf(name.slice(0, name.indexOf("/")));
}
