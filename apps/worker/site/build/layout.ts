import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";

/** HTML that is escaped where it has to be. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** A page of the Worker. */
export interface Page {
  readonly title: string;
  readonly description: string;
  /** The path at which the Worker serves it. */
  readonly path: "/" | "/docs" | "/docs/errors";
  /** The path of the same page as Markdown, if there is one. */
  readonly markdown?: string;
  /** The modules that it loads, the first of which imports the others; none for a page to read. */
  readonly scripts: readonly string[];
  readonly main: Html;
}

const LINKS = [
  ["/", "Home"],
  ["/docs", "Documentation"],
  ["/docs/errors", "Errors"],
  ["/openapi.json", "OpenAPI"],
] as const;

/** Renders a page with what all pages have: the header, the field for a key and the messages of the scripts. */
export async function renderPage({ title, description, path, markdown, scripts, main }: Page): Promise<string> {
  const [script, ...preloaded] = scripts;
  return String(
    await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${description}">
<title>${title}</title>
<link rel="icon" href="/assets/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/style.css">
${markdown ? html`<link rel="alternate" href="${markdown}" type="text/markdown">` : ""}
${script ? html`<script type="module" src="/assets/${script}"></script>` : ""}
${preloaded.map((name) => html`<link rel="modulepreload" href="/assets/${name}">`)}
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header class="bar">
<a class="brand" href="/"><img src="/assets/favicon.svg" width="24" height="24" alt=""> okta-edge</a>
<nav aria-label="Pages">${LINKS.map(
      ([href, text]) => html`<a href="${href}"${href === path ? html` aria-current="page"` : ""}>${text}</a>`,
    )}</nav>
<form class="key" id="key-form" hidden>
<label for="key">Your key</label>
<input id="key" type="password" autocomplete="off" spellcheck="false" autocapitalize="off" placeholder="Caller key" aria-describedby="key-note">
<button>Use key</button>
<span class="vh" id="key-note">The key stays in the memory of this page and is sent to this Worker only.</span>
</form>
<p class="key" id="caller" hidden><span id="caller-name"></span> <button type="button" id="forget-key">Forget key</button></p>
</header>
<p class="alert" id="key-error" role="alert" hidden></p>
<main id="main" tabindex="-1">
${main}
</main>
<p class="vh" id="announcer" role="status"></p>
</body>
</html>
`,
  );
}
