import { stripVTControlCharacters } from "node:util";

/** Makes one line of a text that comes from a file, a Worker or Okta: it must not move the cursor, fake a line or change the direction of writing. */
export function cleanText(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ")
    .replace(/[\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, "");
}
