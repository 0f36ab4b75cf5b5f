/** Writes src/generated/operations.ts from a list of Okta's operations: `node scripts/generate-operations.ts <operations.json>`. */
import { readFileSync, writeFileSync } from "node:fs";

interface ListedOperation {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly scopes: readonly string[];
}

const source = process.argv[2] ?? new URL("../../../../shared/okta/operations.json", import.meta.url);
const target = new URL("../src/generated/operations.ts", import.meta.url);
const listed: readonly ListedOperation[] = JSON.parse(readFileSync(source, "utf8"));

const byPath = new Map<string, string[]>();
for (const { operationId, method, path, scopes } of listed) {
  const line = byPath.get(path) ?? [path];
  byPath.set(path, line);
  line.push(method, operationId, scopes.length > 0 ? scopes.join("+") : "-");
}
const lines = [...byPath.values()].map((line) => line.join(" ")).sort();
writeFileSync(
  target,
  `// Made by scripts/generate-operations.ts: change that, not this.

/** How many operations the table has. */
export const OPERATION_COUNT = ${listed.length};

/** A line a path: the path, then method, ID and scopes of each of its operations. Scopes are joined by +; - stands for none. */
export const OPERATION_TABLE = \`
${lines.join("\n")}
\`;
`,
);
console.log(`${listed.length} operations of ${lines.length} paths written.`);
