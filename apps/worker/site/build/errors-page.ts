import { html } from "hono/html";
import type { Html, Page } from "./layout.ts";

/** A table of error codes, below its heading. */
export interface Section {
  readonly heading: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Reads the tables of error codes of Markdown documents. */
export function readCodeTables(documents: readonly string[]): readonly Section[] {
  return documents.flatMap(readSections).filter(({ columns }) => columns[0] === "code");
}

/**
 * Creates the page of all error codes, to which the `type` of each problem links.
 *
 * @param sections - The tables of the Worker, and those of the core. Where both have a code, its place is the first.
 */
export function errorsPage(sections: readonly Section[]): Page {
  const placed = new Set<string>();
  return {
    title: "Errors · okta-edge",
    description: "Every error code of okta-edge, what it means and what to do.",
    path: "/docs/errors",
    markdown: "/docs/errors.md",
    scripts: [],
    main: html`<div class="errors">
<h1>Errors</h1>
<p>Each problem document of this Worker has a <code>code</code>, and a <code>type</code> that links here. Okta's own errors pass unchanged.</p>
${sections.map((section) => showSection(section, placed))}
</div>`,
  };
}

/** Reads the tables of a document. */
function readSections(document: string): readonly Section[] {
  return document
    .split(/^## /m)
    .slice(1)
    .flatMap((part) => {
      const [heading = "", ...lines] = part.split("\n");
      const [columns, , ...rows] = lines.filter((line) => line.startsWith("|")).map(readCells);
      return columns ? [{ heading, columns, rows }] : [];
    });
}

function readCells(line: string): readonly string[] {
  return line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));
}

function showSection({ heading, columns, rows }: Section, placed: Set<string>): Html {
  return html`<section>
<h2>${showText(heading)}</h2>
<div class="scroll" tabindex="0" role="region" aria-label="${heading.replaceAll("`", "")}"><table>
<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${rows.map(([codes = "", ...cells]) => html`<tr><td>${showCodes(codes, placed)}</td>${cells.map((cell) => html`<td>${showText(cell)}</td>`)}</tr>`)}</tbody>
</table></div>
</section>`;
}

/** The codes of a row, each with its own anchor. A row without a code is another message of the code above it. */
function showCodes(codes: string, placed: Set<string>): Html {
  const names = [...codes.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name);
  return html`${names.map((name) => {
    if (placed.has(name)) return html`<a href="#${name}"><code>${name}</code></a> `;
    placed.add(name);
    return html`<code id="${name}">${name}</code> `;
  })}`;
}

/** Replaces the links of Markdown by their text: they lead to files of the repository. */
export function withoutLinks(text: string): string {
  return text.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1");
}

/** Shows Markdown: code, and links as their text. */
function showText(text: string): Html {
  const parts = withoutLinks(text).split(/(`[^`]+`)/);
  return html`${parts.map((part) => (part.startsWith("`") ? html`<code>${part.slice(1, -1)}</code>` : html`${part}`))}`;
}
