import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { drawPlot } from "./plot.ts";
import type { Answer, Outcome, Question, Table } from "./question.ts";
import { format } from "./statistics.ts";

const DOCUMENT = new URL("../../docs/performance.md", import.meta.url);
const PLOTS = new URL("../../docs/performance/", import.meta.url);

const INTRODUCTION = `# Performance

\`npm run bench\` measures everything on this page and writes it. \`npm run bench -- worker\` measures one group, and
\`npm run bench -- worker/warm-calls\` one question; only their sections are written. Each question is a small file in bench/.

A figure by itself says more about the machine than about the code. So every table has a floor: the least that any program in the same
runtime does for the same work, measured in the same run, in turn, round after round. Read the shares; shares of the same round are compared,
and the table has their median.
`;

/** A question with its answer. */
export interface Answered {
  readonly question: Question;
  readonly answer: Answer;
  /** What it was measured on. */
  readonly machine: string;
}

/** Writes the answers into docs/performance.md: a section a question, in the order of `names`. Sections of other questions stay. */
export async function writeDocument(answered: readonly Answered[], names: readonly string[]): Promise<void> {
  const sections = readSections();
  for (const one of answered) sections.set(one.question.name, await writeSection(one));
  const machine = answered[0]?.machine ?? "";
  const outcomes = answered.flatMap(({ answer: { outcomes = [] } }) => outcomes);
  if (outcomes.some(({ before }) => before !== undefined))
    sections.set("targets", writeTargets(outcomes, machine, sections.get("targets")));
  const order = ["targets", ...names].filter((name) => sections.has(name));
  const text = order.map((name) => `<!-- bench ${name} -->\n${sections.get(name)}<!-- end -->\n`).join("\n");
  writeFileSync(DOCUMENT, `${INTRODUCTION}\n${text}`);
}

function readSections(): Map<string, string> {
  let text = "";
  try {
    text = readFileSync(DOCUMENT, "utf8");
  } catch {
    // The first run writes the document.
  }
  const found = text.matchAll(/<!-- bench (\S+) -->\n(.*?)<!-- end -->/gs);
  return new Map([...found].map(([, name = "", section = ""]) => [name, section]));
}

async function writeSection({ question, answer, machine }: Answered): Promise<string> {
  const { title, method, name } = question;
  const parts = [`## ${title}`, method, ...answer.tables.map(writeTable)];
  for (const plot of answer.plots ?? []) {
    mkdirSync(PLOTS, { recursive: true });
    writeFileSync(new URL(`${plot.file}.svg`, PLOTS), await drawPlot(plot));
    parts.push(`![${plot.title}](performance/${plot.file}.svg)`);
  }
  parts.push(`<sub>\`npm run bench -- ${name}\`, ${machine}</sub>`);
  return `${parts.join("\n\n")}\n`;
}

/** Writes a table as Markdown. */
export function writeTable({ caption, columns, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rule = line(columns.map((_, place) => (place === 0 ? "---" : "---:")));
  return [...(caption ? [`**${caption}**`, ""] : []), line(columns), rule, ...rows.map(line)].join("\n");
}

/** Writes the rows of this run, and keeps those of questions that were not measured in it. */
function writeTargets(outcomes: readonly Outcome[], machine: string, earlier = ""): string {
  const kept = earlier.split("\n").filter((line) => line.startsWith("| ") && !/^\| (work|---) \|/.test(line));
  const rows = new Map(
    kept.map((line) => {
      const cells = line.slice(2, -2).split(" | ");
      return [cells[0], cells] as const;
    }),
  );
  for (const { work, before, after, target, unit } of outcomes) {
    const [old, now] = [before, after].map((value) => (value === undefined ? "–" : `${format(value)} ${unit}`.trim()));
    rows.set(work, [work, old ?? "", now ?? "", target]);
  }
  const table = writeTable({ columns: ["work", "before", "now", "target"], rows: [...rows.values()] });
  const text =
    "Each pair is from one machine and one run, with every check, the audit line, the security headers and the time limit. `npm run bench -- --before <checkout>` measures an earlier commit beside this one and writes this table.";
  return `## Before and now\n\n${text}\n\n${table}\n\n<sub>${machine}</sub>\n`;
}
