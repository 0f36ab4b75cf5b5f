/** A piece of a filter. */
export interface FilterToken {
  readonly kind: "(" | ")" | "string" | "word";
  /** As it is written; a string with its quotes, the last of which may be missing. */
  readonly text: string;
  /** In characters from the filter's beginning. */
  readonly position: number;
}

const PART = /[()]|[^\s()"]+|"/g;

/** Cuts a filter into its pieces. Every text has some, whether they make sense or not. */
export function readFilterTokens(text: string): FilterToken[] {
  const tokens: FilterToken[] = [];
  const part = new RegExp(PART);
  for (let match = part.exec(text); match; match = part.exec(text)) {
    const [piece] = match;
    const position = match.index;
    if (piece === '"') {
      part.lastIndex = endOfString(text, position);
      tokens.push({ kind: "string", text: text.slice(position, part.lastIndex), position });
    } else {
      tokens.push({ kind: piece === "(" || piece === ")" ? piece : "word", text: piece, position });
    }
  }
  return tokens;
}

function endOfString(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && text[end] !== '"') end += text[end] === "\\" ? 2 : 1;
  return Math.min(end + 1, text.length);
}
