import { html, raw } from "hono/html";
import type { Html } from "./layout.ts";

/**
 * Creates a function that renders a sentence of the catalog: code between backticks, and the IDs of actions as links.
 *
 * @param ids - the actions that have an entry on the page.
 */
export function createProse(ids: ReadonlySet<string>): (text: string) => Html {
  return (text) => {
    const parts = text.split(/(`[^`]+`|\b[a-zA-Z]+\.[a-zA-Z]+\b)/).map((part) => {
      if (part.startsWith("`")) return html`<code>${part.slice(1, -1)}</code>`;
      return ids.has(part) ? html`<a href="#${part}">${part}</a>` : part;
    });
    return html`${parts.map((part) => (typeof part === "string" ? html`${part}` : part))}${raw("")}`;
  };
}
