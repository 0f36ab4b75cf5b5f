/**
 * Writes src/generated/operations.ts, and data/operation-tags.tsv, from a list of the operations that Okta's description has, and from data/more-operations.tsv:
 * `node scripts/generate-operations.ts <operations.json>`.
 */
import { readFileSync, writeFileSync } from "node:fs";

interface ListedOperation {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly scopes: readonly string[];
  /** Where it is in Okta's API reference. */
  readonly tag?: string;
}

const source = process.argv[2] ?? new URL("../../../../shared/okta/operations.json", import.meta.url);
const target = new URL("../src/generated/operations.ts", import.meta.url);
const listed: readonly ListedOperation[] = JSON.parse(readFileSync(source, "utf8"));

/** The letters of the table, as src/operations.ts reads them. */
const LETTERS: Readonly<Record<string, string>> = {
  read: "R",
  write: "W",
  destructive: "D",
  lasting: "l",
  cutsOff: "c",
  mass: "m",
  weakens: "w",
  privilege: "p",
  access: "a",
  takeover: "t",
  secret: "s",
  blinds: "b",
};

function letterOf(word: string): string {
  const letter = LETTERS[word];
  if (!letter) throw new Error(`data/operation-risk.tsv: unknown word ${word}`);
  return letter;
}

/** Risk and marks of the reviewed operations, by operation ID: such as `Wc`, or `m` for a change that is destructive by default. */
const reviewed = new Map(
  readFileSync(new URL("../data/operation-risk.tsv", import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [id = "", risk = "", marks = ""] = line.split("\t");
      const letters = marks === "" ? [] : marks.split(",").map(letterOf);
      return [id, { risk, letters: letters.join("") }] as const;
    }),
);

/** The method with its risk, where that is not the default: a GET is read, anything else destructive. */
function methodWithRisk({ operationId, method }: ListedOperation): string {
  const { risk, letters } = reviewed.get(operationId) ?? {};
  if (risk === undefined) return method;
  const isDefault = risk === (method === "GET" ? "read" : "destructive");
  const flags = (isDefault ? "" : letterOf(risk)) + letters;
  return flags === "" ? method : `${method}:${flags}`;
}

/** The metadata that Okta publishes to everyone. */
const isPublic = ({ method, path }: ListedOperation) => method === "GET" && path.startsWith("/.well-known/");

function writeTable(operations: readonly (ListedOperation & { readonly access?: string | undefined })[]): string {
  const byPath = new Map<string, string[]>();
  for (const operation of operations) {
    const { operationId, path, scopes, access = "-" } = operation;
    const line = byPath.get(path) ?? [path];
    byPath.set(path, line);
    line.push(methodWithRisk(operation), operationId, scopes.length > 0 ? scopes.join("+") : access);
  }
  return pack([...byPath.values()].map((line) => line.join(" ")).sort());
}

const METHOD_LETTERS: Readonly<Record<string, string>> = { GET: "g", POST: "p", PUT: "u", DELETE: "d", PATCH: "a" };

/** Leaves out what the lines before say: every Worker that starts pays for the table. */
function pack(lines: readonly string[]): string {
  let before: readonly string[] = [];
  let resource = "";
  return lines
    .map((line) => {
      const [path = "", ...words] = line.split(" ");
      const segments = path.split("/");
      const differs = segments.findIndex((segment, at) => segment !== before[at]);
      const shared = differs < 0 ? segments.length : differs;
      before = segments;
      const operations: string[] = [];
      for (let at = 0; at < words.length; at += 3) {
        const [method = "", id = "", scopes = ""] = words.slice(at, at + 3);
        const [, named, kind] = /^okta\.([A-Za-z.]+)\.(read|manage)$/.exec(scopes) ?? [];
        const isUsual = named !== undefined && kind === (method.startsWith("GET") ? "read" : "manage");
        const written = !isUsual ? `:${scopes}` : named === resource ? "" : `=${named}`;
        if (isUsual) resource = named;
        operations.push(
          method.replace(/^[A-Z]+:?/, (verb) => METHOD_LETTERS[verb.replace(":", "")] ?? verb),
          id + written,
        );
      }
      return [`${shared}${segments.slice(shared).join("/")}`, ...operations].join(" ");
    })
    .join("\n");
}

const more = readFileSync(new URL("../data/more-operations.tsv", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => {
    const [method = "", path = "", operationId = "", scopes = ""] = line.split("\t");
    return scopes.includes(".")
      ? { method, path, operationId, scopes: scopes.split("+") }
      : { method, path, operationId, scopes: [], access: scopes };
  });

const known = new Set([...listed, ...more].map(({ operationId }) => operationId));
const unknown = [...reviewed.keys()].filter((id) => !known.has(id));
if (unknown.length > 0) throw new Error(`data/operation-risk.tsv: no such operation: ${unknown.join(", ")}`);

writeFileSync(
  target,
  `// Made by scripts/generate-operations.ts: change that, not this.

/** How many operations Okta's description has. */
export const OPERATION_COUNT = ${listed.length};

/**
 * A line a path: how many segments it shares with the path before, and the others; then for each of its operations the method's letter and the
 * ID. The letter may be followed by its risk (R, W, D) and the letters of its marks; see operations.ts. The scope follows the ID where it is
 * not the one of the operation before: = and the resource, or : and all scopes, joined by +. There - stands for operations that no access
 * token opens, public for those that need none.
 */
export const OPERATION_TABLE = \`
${writeTable(listed.map((operation) => ({ ...operation, access: isPublic(operation) ? "public" : "-" })))}
\`;

/** Operations that Okta's description lacks, in the same form. */
export const MORE_OPERATIONS = \`
${writeTable(more)}
\`;
`,
);
const byTag = new Map<string, string[]>();
for (const { tag = "", operationId } of listed) byTag.set(tag, [...(byTag.get(tag) ?? []), operationId]);
writeFileSync(
  new URL("../data/operation-tags.tsv", import.meta.url),
  `# Okta's operations by the tag of their page in Okta's API reference. Made by scripts/generate-operations.ts: change that, not this.
# tag\toperations
${[...byTag]
  .sort()
  .map(([tag, operations]) => `${tag}\t${operations.join(" ")}\n`)
  .join("")}`,
);
console.log(`${listed.length} and ${more.length} operations written.`);
