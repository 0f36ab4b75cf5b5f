import { readFile } from "node:fs/promises";

/** A fenced block of a document. */
export interface Block {
  readonly language: string;
  readonly text: string;
  /** The heading that it stands under. */
  readonly heading: string;
}

/** Reads the fenced blocks of a Markdown document, in order. */
export async function readBlocks(document: URL): Promise<readonly Block[]> {
  const blocks: Block[] = [];
  let heading = "";
  for (const [, title, language = "", text = ""] of (await readFile(document, "utf8")).matchAll(
    /^#+ (.+)$|^```(\w*)\n([\s\S]*?)^```$/gm,
  )) {
    if (title === undefined) blocks.push({ language, text, heading });
    else heading = title;
  }
  return blocks;
}

/** The commands of the blocks in sh, in order. */
export function shellCommands(blocks: readonly Block[]): readonly string[] {
  return blocks.filter(({ language }) => language === "sh").flatMap(({ text }) => text.trim().split("\n"));
}

/** The same command in sh for one in PowerShell, as far as docs use it. */
export function toShell(command: string): string {
  return command
    .replace(/^\$URL = "(.+)"; \$KEY = "(.+)"$/, "export URL=$1 KEY=$2")
    .replace(/^Get-Content (\S+) -Raw \| (.+)$/, "$2 < $1")
    .replace(/^curl\.exe\b/, "curl");
}
