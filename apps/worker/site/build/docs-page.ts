import { curlCommand, MARKS, type Mark } from "@okta-edge/actions";
import type { ActionDocument, Documents } from "@okta-edge/actions/documents";
import { html } from "hono/html";
import { exampleResponse } from "./example-response.ts";
import type { Html, Page } from "./layout.ts";
import { createProse } from "./prose.ts";
import { type Entry, type Parameter, RISKS, readReference, successOf } from "./reference.ts";
import {
  fieldsOf,
  limitsOf,
  mergeAlike,
  resolveSchema,
  type Schema,
  type Schemas,
  typeName,
  valuesOf,
} from "./schema.ts";

/** Stand for what only the reader knows, in examples without scripts. */
export const PLACEHOLDERS = { origin: "https://YOUR-WORKER", key: "YOUR_KEY" };

/** Creates the page that describes all actions. */
export function docsPage(documents: Documents): Page {
  const { actions } = documents;
  const { topics, schemas } = readReference(documents);
  const context: Context = { schemas, prose: createProse(new Set(actions.map(({ id }) => id))) };

  return {
    title: "Documentation · okta-edge",
    description: `The ${actions.length} Okta actions of this Worker: parameters, examples and responses.`,
    path: "/docs",
    markdown: "/docs.md",
    scripts: ["docs.js", "access.js", "copy.js", "curl-command.js", "examples.js", "request.js", "try-it.js"],
    main: html`<div class="docs">
<nav class="topics" aria-label="Topics"><details open><summary>Topics</summary><ul>${topics.map(
      ({ name, title, entries }) =>
        html`<li><a href="#${name}">${title} <span class="count">${entries.length}</span></a></li>`,
    )}</ul></details></nav>
<div class="reference">
<h1>Documentation</h1>
<p class="lead">${actions.length} Okta actions. Paths, statuses and bodies are Okta's own; you call them here with your key.</p>
<p>Send your key as <code>Authorization: Bearer &lt;key&gt;</code> or <code>X-API-Key</code>. A list is returned a page at a time, with a <code>Link</code> header to the next page, or as one stream of all pages with <code>Accept: application/x-ndjson</code>. <a href="/openapi.json">openapi.json</a> describes the same for programs.</p>
<noscript><p class="note">In the examples, replace <code>https://YOUR-WORKER</code> by the address of this page's site. Search and “Try it” need JavaScript; everything else is on this page.</p></noscript>
<form class="search" id="search-form" role="search" hidden>
<label for="search">Search actions</label>
<input id="search" type="search" autocomplete="off" spellcheck="false" placeholder="reset password, groups.list, okta.users.read" aria-keyshortcuts="/">
<p id="found" class="quiet" role="status"></p>
<label class="only" id="only-mine" hidden><input type="checkbox" id="mine" checked> Only what this key may call</label>
</form>
${topics.map(
  ({ name, title, description, entries }) => html`<section class="topic" id="${name}" aria-labelledby="${name}-title">
<h2 id="${name}-title">${title}</h2>
<p class="quiet">${description}.</p>
${RISKS.map(([risk, heading]) => {
  const found = entries.filter(({ action }) => action.operation["x-okta-edge-risk"].risk === risk);
  if (found.length === 0) return "";
  return html`<div class="kind"><h3>${heading}</h3>
${found.map((entry) => showAction(entry, context))}</div>`;
})}</section>
`,
)}
<p id="nothing" class="note" hidden>No action matches. <button type="button" id="clear-search">Clear the search</button></p>
</div>
</div>
<dialog id="confirm" aria-labelledby="confirm-title">
<form method="dialog">
<h2 id="confirm-title">Send this request?</h2>
<p id="confirm-text"></p>
<pre><code id="confirm-request"></code></pre>
<ul id="confirm-reasons"></ul>
<p class="buttons"><button value="cancel" autofocus>Cancel</button> <button value="send" class="danger" id="confirm-send">Send request</button></p>
</form>
</dialog>`,
  };
}

interface Context {
  readonly schemas: Schemas;
  readonly prose: (text: string) => Html;
}

function showAction({ action, operation, tool }: Entry, { schemas, prose }: Context): Html {
  const { id, method, path, example } = action;
  const { summary, description, "x-okta-scope": scope, "x-okta-edge-risk": assessed } = action.operation;
  const { parameters = [], requestBody } = operation;
  const bodySchema = requestBody?.content["application/json"].schema;
  const body = example.body === undefined ? undefined : JSON.stringify(example.body);
  const { status, schema: responseSchema } = successOf(operation);
  const { risk } = assessed;
  return html`<details class="action" id="${id}" data-method="${method}" data-path="${path}" data-scope="${scope}" data-risk="${risk}" data-tool="${tool.name}"${body === undefined ? "" : html` data-body="${body}"`}${tool.body === "whole" ? html` data-whole` : ""}${responseSchema?.type === "array" ? html` data-list` : ""}>
<summary><span class="method ${method.toLowerCase()}">${method}</span> <span class="name">${summary}</span> <code>${path}</code></summary>
<div class="about">
<p class="id"><a href="#${id}" title="Link to this action">${id}</a></p>
${description ? html`<p>${prose(description)}</p>` : ""}
<dl><dt>Scope</dt><dd><code>${scope}</code></dd><dt>Risk</dt><dd>${showRisk(assessed)}</dd></dl>
${parameters.length > 0 ? showParameters(parameters, prose) : ""}
${bodySchema ? showBody(bodySchema, requestBody?.required !== false, schemas, prose) : ""}
</div>
<div class="example">
<h4>Request</h4>
<pre><code>${curlCommand({ method, path: example.path, body: example.body }, PLACEHOLDERS)}</code></pre>
<h4>Example response, ${status}</h4>
${
  responseSchema
    ? html`<pre><code>${JSON.stringify(exampleResponse(responseSchema, schemas, { id, ...example }), null, 2)}</code></pre>`
    : html`<p class="quiet">No body.</p>`
}
</div>
</details>
`;
}

function showRisk({ risk, marks, raisedBy }: ActionDocument["operation"]["x-okta-edge-risk"]): Html {
  const reasons = (given: readonly Mark[]) => given.map((mark) => MARKS[mark]).join(" ");
  const raised =
    raisedBy &&
    html` <strong>Destructive</strong> with ${raisedBy.when.map(
      (condition, index) => html`${index > 0 ? ", " : ""}<code>${condition}</code>`,
    )}. ${reasons(raisedBy.marks)}`;
  return html`<span class="risk ${risk}">${risk}</span> ${reasons(marks)}${raised ?? ""}`;
}

function showParameters(parameters: readonly Parameter[], prose: Context["prose"]): Html {
  return html`<table class="fields parameters"><caption>Parameters</caption><thead><tr><th scope="col">Name</th><th scope="col">Type</th><th scope="col">Description</th></tr></thead><tbody>${parameters.map(
    ({ name, in: place, required, schema, description = "", example }) =>
      html`<tr data-in="${place}"${example === undefined ? "" : html` data-example="${String(example)}"`}><th scope="row"><code>${name}</code>${required ? html` <span class="required">required</span>` : ""}</th><td>${typeName(schema)} <span class="quiet place">in ${place}</span></td><td>${describe(schema, description, prose)}</td></tr>`,
  )}</tbody></table>`;
}

function showBody(schema: Schema, isRequired: boolean, schemas: Schemas, prose: Context["prose"]): Html {
  const fields = mergeAlike(fieldsOf(schema, schemas));
  const kind = resolveSchema(schema, schemas).type === "array" ? "list" : "object";
  return html`<table class="fields"><caption>Body (${kind}${isRequired ? "" : ", optional"})</caption><thead><tr><th scope="col">Field</th><th scope="col">Type</th><th scope="col">Description</th></tr></thead><tbody>${
    fields.length > 0
      ? fields.map(
          ({ paths, isRequired: required, schema: member }) =>
            html`<tr><th scope="row">${paths.map((path, index) => html`${index > 0 ? ", " : ""}<code>${path}</code>`)}${required ? html` <span class="required">required</span>` : ""}</th><td>${typeName(member)}</td><td>${describe(member, member.description ?? "", prose)}</td></tr>`,
        )
      : html`<tr><td colspan="3">Any members.</td></tr>`
  }</tbody></table>`;
}

/** The description, the values that are allowed, and the limits. */
function describe(schema: Schema, description: string, prose: Context["prose"]): Html {
  const values = valuesOf(schema);
  const limits = limitsOf(schema);
  return html`${description ? prose(description) : ""}${
    values.length > 0
      ? html` <span class="values">${values.map((value) => html`<code>${String(value)}</code> `)}</span>`
      : ""
  }${limits.length > 0 ? html` <span class="quiet">${limits.join(", ")}</span>` : ""}`;
}
