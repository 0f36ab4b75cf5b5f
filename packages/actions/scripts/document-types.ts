// Writes doc comments into dist/catalog/*.d.ts, so that editors show what an action does: from the action's declaration. Run after tsc.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import type * as v from "valibot";
import type { Action, Schema, Schemas } from "../src/action.ts";
import { catalogue } from "../src/catalogue.ts";
import { matchOperation } from "../src/operations.ts";
import { describeRisk } from "../src/risk.ts";

const REFERENCE = "https://developer.okta.com/docs/api/openapi/okta-management/management/tags";
/** The declaration of an action in the types that tsc writes. */
const DECLARATION = /^(?:export )?declare const (\w+): import\("\.\.\/action\.ts"\)\.Action</;
/** What a file exports of itself or another one, on one line. */
const EXPORTS = /^export \{ (.+?),? \}(.*)$/;
/** A member of an action's parameters or query. */
const MEMBER = /^ {4}(\w+): v\./;
/** A member whose type contains its description. */
const DESCRIBED_MEMBER = /^\s+(?:readonly )?\w+: v\..*v\.DescriptionAction<.*, "((?:[^"\\]|\\.)*)">/;

const tagOf = new Map(
  readFileSync(new URL("../data/operation-tags.tsv", import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line && !line.startsWith("#"))
    .flatMap((line) => {
      const [tag = "", operations = ""] = line.split("\t");
      return operations.split(" ").map((operation): [string, string] => [operation, tag]);
    }),
);

const missing = new Set(catalogue);
for (const file of readdirSync(new URL("../src/catalog", import.meta.url))) {
  const name = file.replace(/\.ts$/, "");
  documentFile(name, await import(`../src/catalog/${file}`));
}
for (const { id } of missing) throw new Error(`${id} is not declared in the types.`);

/** Inserts the comments of a file's actions, and the lines that they add into its map. */
function documentFile(file: string, module: Readonly<Record<string, unknown>>): void {
  const types = new URL(`../dist/catalog/${file}.d.ts`, import.meta.url);
  const map = new URL(`${types.href}.map`);
  const text = readFileSync(types, "utf8");
  const { mappings, ...others } = JSON.parse(readFileSync(map, "utf8")) as { readonly mappings: string };
  const mapped = mappings.split(";");
  // `delete` is declared under another name, because it is a reserved word.
  const renamed = new Map([...text.matchAll(/(\w+) as (\w+)/g)].map(([, inner, outer]) => [inner, outer]));
  const lines: string[] = [];
  const mappedLines: string[] = [];
  const insert = (comment: readonly string[]) => {
    lines.push(...comment);
    mappedLines.push(...comment.map(() => ""));
  };
  let current: Action | undefined;
  for (const [i, line] of text.split("\n").entries()) {
    const [, names, end] = EXPORTS.exec(line) ?? [];
    if (names !== undefined) {
      // An editor shows the comment of the name that a module exports, not of its declaration elsewhere.
      insert(["export {"]);
      for (const name of names.split(", ")) {
        const action = module[name.replace(/^\w+ as /, "")];
        insert([...(isAction(action) ? describe(action) : []), `${name},`]);
      }
      lines.push(`}${end}`);
      mappedLines.push(mapped[i] ?? "");
      continue;
    }
    const [, constant] = DECLARATION.exec(line) ?? [];
    if (constant !== undefined) {
      current = module[renamed.get(constant) ?? constant] as Action;
      missing.delete(current);
      insert(describe(current));
    } else if (/^\w/.test(line)) current = undefined;
    const [, member = ""] = MEMBER.exec(line) ?? [];
    const schema = current && (current.params[member] ?? current.query[member]);
    const [, literal = ""] = DESCRIBED_MEMBER.exec(line) ?? [];
    const description = (schema && descriptionOf(schema)) || JSON.parse(`"${literal}"`);
    const indent = /^\s*/.exec(line)?.[0];
    if (description) insert([`${indent}/** ${comment(description)} */`]);
    lines.push(line);
    mappedLines.push(mapped[i] ?? "");
  }
  if (lines.length === mapped.length) return;
  writeFileSync(types, lines.join("\n"));
  writeFileSync(map, JSON.stringify({ ...others, mappings: mappedLines.join(";") }));
}

function isAction(value: unknown): value is Action {
  return (catalogue as readonly unknown[]).includes(value);
}

function describe(action: Action): string[] {
  const { id, method, path, scope, furtherScopes, summary, description, params, query, body, isList, example } = action;
  const [module = ""] = id.split(".");
  const file = module.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const operation = matchOperation(method, path)?.operation?.id ?? "";
  const tag = tagOf.get(operation);
  const call = `okta.${id}(${Object.keys(example).length > 0 ? JSON.stringify(example) : ""})`;
  const isVoid = action.response === undefined;
  const text = [
    `${summary}.`,
    ...(description ? ["", description] : []),
    "",
    `- Request: \`${method} ${path}\``,
    `- Scope: \`${[scope, ...furtherScopes].join("`, `")}\``,
    `- Risk: ${describeRisk(action)}`,
    ...parameters(params, "required"),
    ...parameters(query, "optional"),
    ...(body ? ["- `body`: the JSON to send"] : []),
    "",
    "@example",
    "```ts",
    `import * as ${module} from "@okta-edge/actions/${file}";`,
    "",
    `const okta = withActions(client, { ${module} });`,
    isList
      ? `for await (const item of ${call}) console.log(item);`
      : `${isVoid ? "" : "const result = "}await ${call};`,
    "```",
    ...(tag
      ? ["", `@see {@link ${REFERENCE}/${tag.toLowerCase()}/other/${operation.toLowerCase()} Okta: ${operation}}`]
      : []),
  ];
  return ["/**", ...text.map((line) => ` * ${comment(line)}`.trimEnd()), " */"];
}

function parameters(schemas: Schemas, usual: "required" | "optional"): string[] {
  return Object.entries(schemas).map(([name, schema]) => {
    const isOptional = schema.type === "optional";
    const note = isOptional === (usual === "optional") ? "" : ` (${isOptional ? "optional" : "required"})`;
    const description = descriptionOf(schema);
    return `- \`${name}\`${note}${description ? `: ${description}` : ""}`;
  });
}

/** Returns the description of a schema, also of one that is wrapped as optional. */
function descriptionOf(schema: Schema): string | undefined {
  const { wrapped, pipe = [] } = schema as Schema & {
    readonly wrapped?: Schema;
    readonly pipe?: readonly v.DescriptionAction<unknown, string>[];
  };
  for (const item of pipe) if (item.type === "description") return item.description;
  const [inner] = pipe as unknown as readonly Schema[];
  if (inner && inner !== schema) return descriptionOf(inner);
  return wrapped && descriptionOf(wrapped);
}

function comment(text: string): string {
  return text.replaceAll("*/", "*\\/");
}
