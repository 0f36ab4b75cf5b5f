import { readFileSync, writeFileSync } from "node:fs";
import { expect } from "vitest";

/**
 * Expects that a document holds a text between `<!-- begin: name -->` and `<!-- end: name -->`: what a test has measured is what the
 * document says. With `UPDATE_DOCS=1` the text is written there instead.
 *
 * @param file of docs/, such as `security.md`.
 */
export function expectDocumented(file: string, name: string, text: string): void {
  const path = new URL(`../../../../docs/${file}`, import.meta.url);
  const document = readFileSync(path, "utf8");
  const section = new RegExp(`(<!-- begin: ${name} -->\n)[\\s\\S]*?(<!-- end: ${name} -->)`);
  expect(document, `docs/${file} has no place for ${name}`).toMatch(section);
  const updated = document.replace(section, (_, begin: string, end: string) => `${begin}\n${text.trim()}\n\n${end}`);
  if (process.env.UPDATE_DOCS === "1") writeFileSync(path, updated);
  else expect(document, `run with UPDATE_DOCS=1 to renew docs/${file}`).toBe(updated);
}
