// Writes src/generated/scopes.ts and src/generated/okta-scope.ts from a list of Okta's operations: `node scripts/generate-scopes.ts <operations.json>`.
import { readFileSync, writeFileSync } from "node:fs";

const [, , source] = process.argv;
if (!source) throw new Error("Usage: node scripts/generate-scopes.ts <operations.json>");
const operations: readonly { readonly scopes: readonly string[] }[] = JSON.parse(readFileSync(source, "utf8"));

const scopes = [...new Set(operations.flatMap(({ scopes }) => scopes))].sort();
const actionsOf = new Map<string, string[]>();
for (const scope of scopes) {
  const [, resource = "", action = ""] = /^(.+)\.(\w+)$/.exec(scope) ?? [];
  actionsOf.set(resource, [...(actionsOf.get(resource) ?? []), action]);
}
const lines = [...actionsOf].map(([resource, actions]) => {
  const suffix = actions.join("+") === "manage+read" ? "" : `:${actions.join("+")}`;
  return resource.replace(/^okta\./, ".") + suffix;
});
writeFileSync(
  new URL("../src/generated/scopes.ts", import.meta.url),
  `// Made by scripts/generate-scopes.ts: change that, not this.

/** A line per resource: \`.\` stands for \`okta.\`. Its scopes are .manage and .read, unless the line names others. */
export const SCOPE_TABLE = \`
${lines.join("\n")}
\`;
`,
);
writeFileSync(
  new URL("../src/generated/okta-scope.ts", import.meta.url),
  `// Made by scripts/generate-scopes.ts: change that, not this.

/** A scope of Okta's Management API. */
export type OktaScope =
${scopes.map((scope) => `  | "${scope}"`).join("\n")};
`,
);
console.log(`${scopes.length} scopes of ${lines.length} resources written.`);
