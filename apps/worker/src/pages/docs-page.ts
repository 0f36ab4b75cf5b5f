import { curlCommand, describeRisk } from "@okta-edge/actions";
import type { ActionDocument } from "@okta-edge/actions/documents";
import { html, raw } from "hono/html";

const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d8dce3, #3a3f4b); --soft: light-dark(#f4f6f9, #1d2027); --quiet: light-dark(#5b6472, #a2aab8) }
* { box-sizing: border-box }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 64rem; padding: 1.5rem }
h1 { margin: 0 0 .25rem } h2 { margin: 2.5rem 0 .5rem; text-transform: capitalize }
p { margin: .4rem 0 } .quiet { color: var(--quiet) }
nav a { margin-right: .75rem; text-transform: capitalize }
details { border: 1px solid var(--line); border-radius: .4rem; margin: .4rem 0; padding: .5rem .75rem }
summary { cursor: pointer } code, pre { font: .875rem/1.5 ui-monospace, monospace }
pre { background: var(--soft); border-radius: .3rem; overflow-x: auto; padding: .6rem }
.method { display: inline-block; font-weight: 600; min-width: 4.5rem } .risk { border: 1px solid var(--line); border-radius: 1rem; font-size: .75rem; padding: .1rem .5rem }
.destructive { border-color: #c0392b; color: light-dark(#a93226, #ff8a7a) }
table { border-collapse: collapse; width: 100% } td { border-top: 1px solid var(--line); padding: .3rem .5rem .3rem 0; vertical-align: top }
`;

let styleHash: Promise<string> | undefined;

/** What the page may load and do: its own style, and nothing else. */
async function contentSecurityPolicy(): Promise<string> {
  styleHash ??= crypto.subtle
    .digest("SHA-256", new TextEncoder().encode(STYLE))
    .then((digest) => btoa(String.fromCharCode(...new Uint8Array(digest))));
  return `default-src 'none'; style-src 'sha256-${await styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
}

/** What the page is about. */
export interface DocsPage {
  readonly actions: readonly ActionDocument[];
  /** Where the Worker is. */
  readonly origin: string;
  /** The caller's name; undefined for a request without a key. */
  readonly caller: string | undefined;
}

/** Creates the page that describes actions, and the policy of what it may load. It has no script and loads nothing. */
export async function createDocsPage({
  actions,
  origin,
  caller,
}: DocsPage): Promise<{ readonly page: string; readonly contentSecurityPolicy: string }> {
  const groups = Map.groupBy(actions, ({ id }) => id.slice(0, id.indexOf(".")));
  const page = await html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>okta-edge</title><style>${raw(STYLE)}</style></head>
<body>
<header>
<h1>okta-edge</h1>
<p>${actions.length} Okta actions${caller ? html`, open to the caller <strong>${caller}</strong>` : ""}. Send your key as <code>Authorization: Bearer &lt;key&gt;</code>; paths, statuses and bodies are Okta's own.</p>
<p class="quiet">For programs: <a href="/openapi.json">openapi.json</a>. All pages of a list as one stream: <code>Accept: application/x-ndjson</code>.</p>
<p>If a call fails because of the set-up, check every step of it:</p>
<pre>${curlCommand({ method: "POST", path: "/connections/default/check", body: undefined }, { origin, key: "YOUR_KEY" })}</pre>
<nav>${[...groups.keys()].map((name) => html`<a href="#${name}">${name}</a>`)}</nav>
</header>
<main>${[...groups].map(([name, members]) => html`<section id="${name}"><h2>${name}</h2>${members.map((action) => showAction(action, origin))}</section>`)}</main>
</body>
</html>`;
  return { page: String(page), contentSecurityPolicy: await contentSecurityPolicy() };
}

function showAction({ id, method, path, operation, example }: ActionDocument, origin: string) {
  const { summary, description, parameters = [], "x-okta-scope": scope, "x-okta-edge-risk": risk } = operation;
  return html`<details id="${id}">
<summary><span class="method">${method}</span> <code>${path}</code> ${summary} <span class="risk ${risk.risk}">${risk.risk}</span></summary>
${description ? html`<p>${description}</p>` : ""}
<p class="quiet">Scope <code>${scope}</code>. Risk: ${describeRisk(risk).replaceAll("`", "")}.</p>
${
  parameters.length > 0
    ? html`<table>${parameters.map(
        ({ name, required, description }) =>
          html`<tr><td><code>${name}</code>${required ? " *" : ""}</td><td>${description ?? ""}</td></tr>`,
      )}</table>`
    : ""
}
<pre>${curlCommand({ method, path: example.path, body: example.body }, { origin, key: "YOUR_KEY" })}</pre>
</details>`;
}
