import { expect } from "vitest";

/** The members of a problem document that people read. */
export interface ProblemTexts {
  readonly detail: string;
  readonly errorSummary: string;
  readonly errorCauses: readonly { readonly errorSummary: string }[];
}

/** Words from which on a part of a sentence counts as a sentence that is repeated. */
const LONG = 3;

/**
 * Expects that `detail`, `errorSummary` and `errorCauses` of a problem have a text each, and that no sentence of one is found in another:
 * clients of Okta's print the last two one after the other, and some tools print all three.
 */
export function expectDistinctMembers({ detail, errorSummary, errorCauses }: ProblemTexts): void {
  const causes = errorCauses.map((cause) => cause.errorSummary);
  const texts = { detail: [detail], errorSummary: [errorSummary], errorCauses: causes };
  for (const [name, parts] of Object.entries(texts)) {
    expect(parts.join(""), name).toMatch(/\S/);
    const others = Object.entries(texts).flatMap(([other, text]) => (other === name ? [] : text));
    for (const sentence of parts.flatMap(sentencesOf)) {
      const repeated = others.filter((text) => repeats(text, sentence));
      expect(repeated, `"${sentence}" of ${name} is repeated`).toEqual([]);
    }
  }
}

function repeats(text: string, sentence: string): boolean {
  if (sentencesOf(text).includes(sentence)) return true;
  return sentence.split(" ").length >= LONG && text.toLowerCase().includes(sentence);
}

function sentencesOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[.;!?]+(?:\s|$)/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "");
}
