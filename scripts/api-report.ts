// Writes api.md of the package in whose folder it is run: each entry's exports, as they are declared in the types that were built.
// The file is committed, so that a change of what is public is seen and meant. With --check it only says whether it is up to date.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const TARGET = "api.md";
/** Declarations begin at the start of a line; what goes on behind them does so with a bracket or a blank. */
const STATEMENT = /^(?=(?:export|declare|import|interface|type|class|abstract|const|function|enum)\b)/m;
const DECLARED = /^(?:export )?(?:declare )?(?:abstract )?(?:interface|type|class|const|function|enum) (\w+)/;

/** A file of declarations: what it declares by name, overloads together, and what it exports from where under which name. */
interface Declarations {
  readonly declared: ReadonlyMap<string, string>;
  readonly exported: ReadonlyMap<string, { readonly name: string; readonly from: string | undefined }>;
}

const filesRead = new Map<string, Declarations>();

function read(path: string): Declarations {
  const known = filesRead.get(path);
  if (known) return known;
  const declared = new Map<string, string>();
  const exported = new Map<string, { name: string; from: string | undefined }>();
  const text = readFileSync(path, "utf8").replace(/^[ \t]*\/\*\*[\s\S]*?\*\/\n|^\/\/.*/gm, "");
  for (const statement of text.split(STATEMENT)) {
    const [, name] = DECLARED.exec(statement) ?? [];
    if (name) {
      const code = statement.trim().replace(/^(?:export )?(?:declare )?/, "");
      declared.set(name, declared.has(name) ? `${declared.get(name)}\n${code}` : code);
      if (statement.startsWith("export ")) exported.set(name, { name, from: undefined });
      continue;
    }
    const [, byDefault] = /^export default (\w+);/.exec(statement) ?? [];
    if (byDefault) {
      exported.set("default", { name: byDefault, from: undefined });
      continue;
    }
    const [, names, source] = /^export (?:type )?\{([\s\S]*?)\}(?: from "(.+)")?;/.exec(statement) ?? [];
    if (names === undefined) {
      if (statement.startsWith("export ") && !statement.startsWith("export {}"))
        throw new Error(`${path}: cannot read ${statement.split("\n")[0]}`);
      continue;
    }
    const from = source && resolve(path, "..", source.replace(/\.[jt]s$/, ".d.ts"));
    for (const part of names
      .split(",")
      .map((part) => part.trim())
      .filter(Boolean)) {
      const [inner = "", outer = inner] = part.replace(/^type /, "").split(" as ");
      exported.set(outer, { name: inner, from });
    }
  }
  const declarations = { declared, exported };
  filesRead.set(path, declarations);
  return declarations;
}

/** The declaration behind what a file exports under this name, however often it has been passed on. */
function find(path: string, outer: string): string {
  const { declared, exported } = read(path);
  const { name, from } = exported.get(outer) ?? { name: outer, from: undefined };
  if (from) return find(from, name);
  const code = declared.get(name);
  if (code === undefined) throw new Error(`${path} exports ${outer}, and does not declare it.`);
  return outer === name ? code : `${code}\n// exported as ${outer}`;
}

function section(specifier: string, types: string): string {
  const names = [...read(types).exported.keys()].sort();
  const declarations = names.map((name) => find(types, name));
  return `## ${specifier}\n\n\`\`\`ts\n${declarations.join("\n\n")}\n\`\`\`\n`;
}

const { name, exports } = JSON.parse(readFileSync("package.json", "utf8"));
// A file of data has no types.
const sections = Object.entries<{ types?: string }>(exports).flatMap(([path, { types }]) =>
  types === undefined ? [] : [section(join(name, path), resolve(types))],
);
const text = `# What ${name} exports

<!-- Made from the built types by \`npx pnpm --filter ${name} run api\`; do not edit. -->

${sections.join("\n")}`;

if (!process.argv.includes("--check")) {
  writeFileSync(TARGET, text);
} else if (!existsSync(TARGET) || readFileSync(TARGET, "utf8") !== text) {
  console.error(`${name} exports something else than api.md says. If it is meant: npx pnpm --filter ${name} run api`);
  process.exitCode = 1;
}
