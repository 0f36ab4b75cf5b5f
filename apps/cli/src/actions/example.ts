import type { Action } from "@okta-edge/actions";
import { flagName } from "../command/flags.ts";
import type { ActionInterface } from "./action-flags.ts";

/** Writes the example of an action as it is typed. */
export function exampleInput({ example }: Action, { params, query, members }: ActionInterface): string {
  const words = Object.values(params).map((name) => quote(String(example[name])));
  for (const name of query) words.push(...flagWords(name, example[name]));
  const body = example.body ?? {};
  if (Array.isArray(body)) return [...words, "--data", quote(JSON.stringify(body))].join(" ");
  for (const [name, value] of Object.entries(body)) {
    if (members.includes(name)) words.push(...flagWords(name, value));
    else words.push(...assignments(name, value));
  }
  return words.join(" ");
}

function flagWords(name: string, value: unknown): readonly string[] {
  if (value === undefined) return [];
  if (typeof value === "boolean") return [flagName(value ? name : `no-${name}`)];
  return [flagName(name), quote(String(value))];
}

/** Objects become one `--set` for each of their leaves. */
function assignments(path: string, value: unknown): readonly string[] {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return Object.entries(value).flatMap(([name, member]) => assignments(`${path}.${name}`, member));
  }
  return ["--set", quote(typeof value === "string" ? `${path}=${value}` : `${path}:=${JSON.stringify(value)}`)];
}

/** Quotes a word for sh and PowerShell, where it needs it. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
