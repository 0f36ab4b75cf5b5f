import { curlCommand } from "@okta-edge/actions";
import { html } from "hono/html";
import type { Html, Page } from "./layout.ts";

/** A guide of the repository. */
export interface Guide {
  readonly title: string;
  readonly file: string;
}

const GUIDES: readonly Guide[] = [
  { title: "Create the app in Okta", file: "docs/guides/okta-app.md" },
  { title: "Deploy the Worker", file: "docs/deploy.md" },
  { title: "Platforms: Moveworks, Tines, n8n, Workato and others", file: "docs/guides/README.md" },
  { title: "Limit what a caller may do", file: "docs/governance.md" },
  { title: "Agents (MCP)", file: "docs/mcp.md" },
  { title: "Common tasks", file: "docs/tasks.md" },
  { title: "Settings", file: "docs/settings.md" },
  { title: "Errors and operations", file: "docs/operations.md" },
];

/** What the home page says. */
export interface HomePageOptions {
  /** How many actions the catalog has. */
  readonly actionCount: number;
  /** Where the repository's files are on the web; undefined if it is not published. */
  readonly sourceUrl: string | undefined;
}

/** Creates the home page. */
export function homePage({ actionCount, sourceUrl }: HomePageOptions): Page {
  const example = { method: "GET", path: "/api/v1/users?limit=5", body: undefined } as const;
  return {
    title: "okta-edge",
    description: "Call the Okta Management API with a key of your own. The private key stays in the Worker.",
    path: "/",
    scripts: ["home.js", "access.js", "copy.js", "curl-command.js", "request.js"],
    main: html`<div class="home">
<section class="hero" aria-labelledby="title">
<p class="state" id="state"><span class="dot" aria-hidden="true"></span> <span id="state-text">Ready?</span> <a href="/ready" id="state-link">Look at /ready</a></p>
<h1 id="title">Call Okta with a key of your own</h1>
<p class="lead">This Worker signs in to an Okta org as an API Services app and forwards the requests of known callers. The app's private key stays here. Each caller has a key, scopes and rules of its own; paths, statuses and bodies are Okta's.</p>
<h2 class="small">A first call</h2>
<pre><code id="first-call">${curlCommand(example, { origin: "https://YOUR-WORKER", key: "YOUR_KEY" })}</code></pre>
</section>
<section aria-labelledby="links-title">
<h2 id="links-title">Where to go</h2>
<ul class="cards">
<li><a href="/docs">Documentation</a><p>${actionCount} actions with parameters, examples and “Try it”.</p></li>
<li><a href="/openapi.json">OpenAPI</a><p>The same for programs: generate a client, or import it.</p></li>
<li><a href="#access">Check the set-up</a><p>Every step from the key to Okta, with what to change. Needs your key.</p></li>
<li><strong>MCP</strong><p>Agents connect to <code id="mcp-url">/mcp</code> (Streamable HTTP) with the same key.</p></li>
</ul>
</section>
<section id="access" aria-labelledby="access-title">
<h2 id="access-title">Your access</h2>
<p id="access-intro">Enter your key above to see who you are, what you may do, and whether each step to Okta works. The key stays in the memory of this page.</p>
<noscript><p class="note">This part needs JavaScript. Without it: <code>curl -H 'Authorization: Bearer YOUR_KEY' https://YOUR-WORKER/whoami</code></p></noscript>
<div id="access-report" hidden>
<div id="identity"></div>
<div class="check"><h3>Check</h3>
<p><label for="connection">Connection</label> <select id="connection"></select> <button type="button" id="run-check">Check again</button></p>
<p id="check-result" role="status"></p>
<ol id="steps"></ol></div>
<div class="check"><h3>Calls of this page</h3><div id="calls"></div></div>
</div>
</section>
<section aria-labelledby="guides-title">
<h2 id="guides-title">Guides</h2>
<ul class="guides">${GUIDES.map((guide) => html`<li>${showGuide(guide, sourceUrl)}</li>`)}</ul>
</section>
</div>`,
  };
}

function showGuide({ title, file }: Guide, sourceUrl: string | undefined): Html {
  if (sourceUrl === undefined) return html`${title} <code>${file}</code>`;
  return html`<a href="${sourceUrl}/${file}" rel="noreferrer">${title}</a> <code>${file}</code>`;
}
