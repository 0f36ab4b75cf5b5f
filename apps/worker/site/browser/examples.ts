import { curlCommand } from "../../../../packages/actions/src/curl-command.ts";
import type { Action, Input } from "./request.ts";
import { buildCall } from "./request.ts";

/** Stands for the reader's key, which no example contains. */
const KEY = "YOUR_KEY";
const ENV_KEY = "`Bearer ${process.env.OKTA_EDGE_KEY}`";

/** One way to send a request. */
export interface Example {
  readonly id: "curl" | "fetch" | "client" | "cli" | "mcp";
  readonly label: string;
  /** How the text is written for an action and its input. */
  write(action: Action, input: Input): string;
}

/** The ways to send a request, in the order of their tabs. */
export const EXAMPLES: readonly Example[] = [
  { id: "curl", label: "curl", write: writeCurl },
  { id: "fetch", label: "fetch", write: writeFetch },
  { id: "client", label: "Typed client", write: writeClient },
  { id: "cli", label: "okta-edge", write: writeCli },
  { id: "mcp", label: "MCP", write: writeMcp },
];

function writeCurl(action: Action, input: Input): string {
  const { method, path, headers, body } = buildCall(action, input);
  const command = curlCommand(
    { method: method as "GET", path, body: parse(body) },
    { origin: location.origin, key: KEY },
  );
  const options = Object.entries(headers).map(([name, value]) => `-H ${quote(`${name}: ${value}`)} `);
  return command.replace(/^curl /, () => `curl ${options.join("")}`);
}

function writeFetch(action: Action, input: Input): string {
  const { method, path, headers, body } = buildCall(action, input);
  const lines = [
    ...(method === "GET" ? [] : [`  method: "${method}",`]),
    "  headers: {",
    `    authorization: ${ENV_KEY},`,
    ...Object.entries(headers).map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)},`),
    ...(body === undefined ? [] : ['    "content-type": "application/json",']),
    "  },",
    ...(body === undefined ? [] : [`  body: JSON.stringify(${literal(parse(body), "  ")}),`]),
  ];
  return [
    `const response = await fetch(${JSON.stringify(location.origin + path)}, {`,
    ...lines,
    "});",
    "if (!response.ok) throw new Error(await response.text());",
    ...(method === "DELETE" ? [] : ["console.log(await response.json());"]),
  ].join("\n");
}

function writeClient(action: Action, input: Input): string {
  const { method, body } = buildCall(action, input);
  const groups = ["path", "query", "header"].flatMap((place) => {
    const values = ofPlace(action, input, place);
    return Object.keys(values).length > 0 ? [`${place}: ${literal(values, "    ")}`] : [];
  });
  const options = [
    ...(groups.length > 0 ? [`  params: { ${groups.join(", ")} },`] : []),
    ...(body === undefined ? [] : [`  body: ${literal(parse(body), "  ")},`]),
  ];
  const argument = options.length > 0 ? `, {\n${options.join("\n")}\n}` : "";
  const [topic = "", name = ""] = action.id.split(".");
  const direct = {
    ...ofPlace(action, input, "path"),
    ...ofPlace(action, input, "query"),
    ...(body !== undefined && { body: parse(body) }),
  };
  return `// npx openapi-typescript ${location.origin}/openapi.json -o okta.d.ts
import createClient from "openapi-fetch";
import type { paths } from "./okta.d.ts";

const okta = createClient<paths>({
  baseUrl: "${location.origin}",
  headers: { authorization: ${ENV_KEY} },
});
const { data, error } = await okta.${method}("${action.path}"${argument});

// In a program with the private key, with @okta-edge/actions:
// ${isList(action) ? `for await (const item of okta.${topic}.${name}(${inline(direct)})) …` : `await okta.${topic}.${name}(${inline(direct)});`}`;
}

function writeCli(action: Action, input: Input): string {
  const [topic = "", name = ""] = action.id.split(".");
  const words = ["okta-edge", kebab(topic), kebab(name), ...Object.values(ofPlace(action, input, "path")).map(word)];
  for (const [query, value] of Object.entries(ofPlace(action, input, "query"))) {
    if (value === true) words.push(`--${kebab(query)}`);
    else if (value === false) words.push(`--no-${kebab(query)}`);
    else words.push(`--${kebab(query)}`, word(value));
  }
  for (const [header, value] of Object.entries(ofPlace(action, input, "header"))) {
    words.push(`--${header.toLowerCase()}`, word(value));
  }
  if (input.body !== undefined) words.push("--data", quote(JSON.stringify(parse(input.body))));
  return `export OKTA_EDGE_URL=${location.origin} OKTA_EDGE_KEY=${KEY}\n${words.join(" ")}`;
}

function writeMcp(action: Action, input: Input): string {
  const body = parse(input.body);
  const values = {
    ...ofPlace(action, input, "path"),
    ...ofPlace(action, input, "query"),
    ...(body === undefined ? {} : action.isBodyWhole ? { body } : (body as object)),
  };
  const call = { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: action.tool, arguments: values } };
  const [topic] = action.id.split(".");
  return [
    `curl -H 'Authorization: Bearer ${KEY}' -H 'Content-Type: application/json'`,
    "-H 'Accept: application/json, text/event-stream' -H 'MCP-Protocol-Version: 2025-11-25'",
    `-d ${quote(JSON.stringify(call))}`,
    quote(`${location.origin}/mcp?toolsets=${topic}`),
  ].join(" \\\n  ");
}

/** Lists have no type of their own on the page; the example of their response is one. */
function isList({ id }: Action): boolean {
  return document.getElementById(id)?.hasAttribute("data-list") ?? false;
}

/** The parameters of a place with values of their types. */
function ofPlace({ parameters }: Action, { parameters: values }: Input, place: string): Record<string, unknown> {
  const found = parameters.filter((parameter) => parameter.place === place && values[parameter.name] !== undefined);
  return Object.fromEntries(found.map(({ name, type }) => [name, typed(values[name] ?? "", type)]));
}

function typed(text: string, type: string): unknown {
  if (/^(integer|number)/.test(type) && text !== "" && Number.isFinite(Number(text))) return Number(text);
  if (type.startsWith("boolean") && /^(true|false)$/.test(text)) return text === "true";
  return text;
}

/** Reads a body; text that is not JSON yet is shown as it is. */
function parse(body: string | undefined): unknown {
  if (body === undefined) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

/** A value as JavaScript: names without quotes where they need none. */
function literal(value: unknown, indent: string): string {
  const text = JSON.stringify(value, null, 2).replaceAll(/^(\s*)"([A-Za-z_$][\w$]*)":/gm, "$1$2:");
  if (text.length < 60) return text.replaceAll(/\n\s*/g, " ");
  return text.replaceAll("\n", `\n${indent}`);
}

function inline(value: Readonly<Record<string, unknown>>): string {
  return Object.keys(value).length === 0
    ? ""
    : JSON.stringify(value, null, 1)
        .replaceAll(/^(\s*)"([A-Za-z_$][\w$]*)":/gm, "$1$2:")
        .replaceAll(/\n\s*/g, " ");
}

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, "-$&").toLowerCase();
}

function word(value: unknown): string {
  const text = String(value);
  return /^[\w@%+=:,./-]+$/.test(text) ? text : quote(text);
}

/** In single quotes a shell reads nothing but their end. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
