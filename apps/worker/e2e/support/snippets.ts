import { readFileSync } from "node:fs";

/** A fenced block of a document. */
export interface Snippet {
  /** The line where it begins. */
  readonly line: number;
  /** The first word after the fence: `sh`, `json`, `python`. */
  readonly language: string;
  /** The rest of that line. */
  readonly remark: string;
  readonly text: string;
}

/** Why a snippet does not run here: what comes after `not run:` in its first line. */
export function reasonNotToRun({ remark }: Snippet): string | undefined {
  return /^not run: (.+)$/.exec(remark)?.[1];
}

/** Returns the fenced blocks of a document, in order. */
export function readSnippets(file: URL): readonly Snippet[] {
  const lines = readFileSync(file, "utf8").split("\n");
  const snippets: Snippet[] = [];
  for (let at = 0; at < lines.length; at++) {
    const [, indent = "", info] = /^( *)```(.*)$/.exec(lines[at] ?? "") ?? [];
    if (info === undefined) continue;
    const end = lines.findIndex((line, index) => index > at && line.trimEnd() === `${indent}\`\`\``);
    if (end < 0) throw new Error(`${file}:${at + 1}: the block is not closed.`);
    const [language = "", ...remark] = info.trim().split(" ");
    const text = lines.slice(at + 1, end).map((line) => line.slice(indent.length));
    snippets.push({ line: at + 1, language, remark: remark.join(" "), text: `${text.join("\n")}\n` });
    at = end;
  }
  return snippets;
}
