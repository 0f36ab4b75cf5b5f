import { curlCommand, MARKS, type Mark } from "@okta-edge/actions";
import type { ActionDocument } from "@okta-edge/actions/documents";
import { PLACEHOLDERS } from "./docs-page.ts";
import { type Section, withoutLinks } from "./errors-page.ts";
import { exampleResponse } from "./example-response.ts";
import { type Entry, type Parameter, successOf, type Topic } from "./reference.ts";
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

const HOW_TO_CALL =
  "Send the key as `Authorization: Bearer <key>`, `Authorization: SSWS <key>` or `X-API-Key: <key>` to Okta's own paths, such as `/api/v1/users`. A list is returned a page at a time, with a `Link` header to the next page, or as one stream of all pages with `Accept: application/x-ndjson`.";

/** What llms.txt says. */
export interface IndexOptions {
  readonly topics: readonly Topic[];
  /** docs/llms.txt of the repository, whose links lead to its files. */
  readonly index: string;
  /** Where the repository's files are on the web; undefined if it is not published. */
  readonly sourceUrl: string | undefined;
}

/** Creates llms.txt, the index of the Worker's documentation for language models (https://llmstxt.org). */
export function llmsText({ topics, index, sourceUrl }: IndexOptions): string {
  const count = topics.reduce((sum, { entries }) => sum + entries.length, 0);
  const guides = sourceUrl === undefined ? "" : `\n${absoluteSections(index, `${sourceUrl}/docs/`)}`;
  return `# okta-edge

> This Worker signs in to an Okta org as an API Services app and forwards the requests of known callers to Okta's Management API.

${HOW_TO_CALL} What a key may do, the Worker says itself: \`GET /whoami\`.

## Documentation

- [All actions](/docs.md): ${count} Okta actions with parameters, bodies, examples and responses, in one file
- [Errors](/docs/errors.md): every error code, what it means and what to do
- [OpenAPI](/openapi.json): the actions that a key may call, for programs
- [MCP](/mcp): the same actions as tools for agents, over Streamable HTTP with the same key

## Actions

${topics.map(({ name, title, description, entries }) => `- [${title}](/docs/${name}.md): ${description}. ${entries.length === 1 ? "1 action" : `${entries.length} actions`}`).join("\n")}
${guides}`;
}

/** Returns the sections of an index with absolute links. */
function absoluteSections(index: string, base: string): string {
  return index
    .slice(index.indexOf("## "))
    .replaceAll(/\]\(([^)]+)\)/g, (_, link: string) => `](${new URL(link, base)})`);
}

/** Creates the documentation of all actions. */
export function docsMarkdown(topics: readonly Topic[], schemas: Schemas): string {
  return `# Documentation\n\n${HOW_TO_CALL}\n\n${topics.map((topic) => showTopic(topic, schemas, "##")).join("\n")}`;
}

/** Creates the documentation of the actions of one topic. */
export function topicMarkdown(topic: Topic, schemas: Schemas): string {
  return showTopic(topic, schemas, "#");
}

/** Creates the page of all error codes. */
export function errorsMarkdown(sections: readonly Section[]): string {
  const tables = sections.map(({ heading, columns, rows }) => {
    const lines = [columns, columns.map(() => "---"), ...rows.map((row) => row.map(showCell))];
    return `## ${withoutLinks(heading)}\n\n${lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n")}\n`;
  });
  return `# Errors\n\nEach problem document of this Worker has a \`code\`. Okta's own errors pass unchanged.\n\n${tables.join("\n")}`;
}

function showCell(text: string): string {
  return withoutLinks(text).replaceAll("|", "\\|");
}

function showTopic({ title, description, entries }: Topic, schemas: Schemas, heading: string): string {
  const actions = entries.map((entry) => showAction(entry, schemas, `${heading}#`));
  return `${heading} ${title}\n\n${description}.\n\n${actions.join("\n")}`;
}

function showAction({ action, operation, tool }: Entry, schemas: Schemas, heading: string): string {
  const { id, method, path, example } = action;
  const { summary, description, "x-okta-scope": scope, "x-okta-edge-risk": assessed } = action.operation;
  const { parameters = [], requestBody } = operation;
  const bodySchema = requestBody?.content["application/json"].schema;
  const { status, schema } = successOf(operation);
  const parts = [
    `${heading} ${summary} (${id})`,
    `\`${method} ${path}\` · scope \`${scope}\` · MCP tool \`${tool.name}\` · ${showRisk(assessed)}`,
    description,
    parameters.length > 0 && `Parameters:\n\n${parameters.map(showParameter).join("\n")}`,
    bodySchema && showBody(bodySchema, requestBody?.required !== false, schemas),
    fence("sh", curlCommand({ method, path: example.path, body: example.body }, PLACEHOLDERS)),
    schema
      ? `Example response, ${status}:\n\n${fence("json", JSON.stringify(exampleResponse(schema, schemas, { id, ...example })))}`
      : `Response ${status} without a body.`,
  ];
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}

function showRisk({ risk, marks, raisedBy }: ActionDocument["operation"]["x-okta-edge-risk"]): string {
  const reasons = (given: readonly Mark[]) => given.map((mark) => ` ${MARKS[mark]}`).join("");
  const raised =
    raisedBy &&
    ` Destructive with ${raisedBy.when.map((condition) => `\`${condition}\``).join(", ")}:${reasons(raisedBy.marks)}`;
  return `risk **${risk}**.${reasons(marks)}${raised ?? ""}`;
}

function showParameter({ name, in: place, required, schema, description = "" }: Parameter): string {
  return `- \`${name}\` (${[typeName(schema), `in ${place}`, ...(required ? ["required"] : [])].join(", ")})${describe(schema, description)}`;
}

function showBody(schema: Schema, isRequired: boolean, schemas: Schemas): string {
  const kind = resolveSchema(schema, schemas).type === "array" ? "list" : "object";
  const fields = mergeAlike(fieldsOf(schema, schemas)).map(({ paths, isRequired: required, schema: member }) => {
    const names = paths.map((path) => `\`${path}\``).join(", ");
    return `- ${names} (${[typeName(member), ...(required ? ["required"] : [])].join(", ")})${describe(member, member.description ?? "")}`;
  });
  return `Body (${kind}${isRequired ? "" : ", optional"}):\n\n${fields.length > 0 ? fields.join("\n") : "- any members"}`;
}

/** The description, the values that are allowed, and the limits. */
function describe(schema: Schema, description: string): string {
  const values = valuesOf(schema).map((value) => `\`${String(value)}\``);
  const parts = [description, values.length > 0 && `one of ${values.join(", ")}`, ...limitsOf(schema)].filter(Boolean);
  return parts.length > 0 ? `: ${parts.join("; ")}` : "";
}

function fence(language: string, code: string): string {
  return `\`\`\`${language}\n${code}\n\`\`\``;
}
