// Checks the doc comments of what the packages export for their users: every function says what it does, and has @param for each parameter
// and @returns.
// It reads the built declarations, which is what editors show.
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript-5";

const root = fileURLToPath(new URL("..", import.meta.url));
/** The entries of each package that people import. Others are for the packages of this repository alone. */
const ENTRIES: Readonly<Record<string, readonly string[]>> = {
  "packages/core": [".", "./check"],
  "packages/actions": [".", "./compositions", "./openapi", "./operations"],
  "packages/sandbox": [".", "./serve", "./playwright"],
  "apps/worker": ["."],
};

const files = Object.entries(ENTRIES).flatMap(([folder, entries]) => {
  const { exports } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
  return entries.map((entry) => join(root, folder, exports[entry].types));
});
const program = ts.createProgram(files, {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  skipLibCheck: true,
  noEmit: true,
});
const checker = program.getTypeChecker();

/** Returns what is missing in the doc comment of an exported name; nothing if it is not a function. */
function missingIn(symbol: ts.Symbol): readonly string[] {
  const declaration = symbol.valueDeclaration;
  const [signature] = declaration ? checker.getTypeOfSymbolAtLocation(symbol, declaration).getCallSignatures() : [];
  if (!signature) return [];
  const tags = symbol.getJsDocTags(checker);
  const described = tags.filter(({ name }) => name === "param").length;
  const missing = signature.parameters.slice(described).map(({ name }) => `@param ${name}`);
  if (symbol.getDocumentationComment(checker).length === 0) missing.unshift("a description");
  const result = checker.typeToString(signature.getReturnType());
  const returnsNothing = /^(void|undefined|Promise<void>)$/.test(result);
  if (!returnsNothing && !tags.some(({ name }) => name === "returns")) missing.push("@returns");
  return missing;
}

let functions = 0;
const seen = new Set<ts.Symbol>();
for (const file of files) {
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`${relative(root, file)} is not built.`);
  for (const exported of checker.getExportsOfModule(module)) {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    if (seen.has(symbol)) continue;
    seen.add(symbol);
    functions++;
    const missing = missingIn(symbol);
    if (missing.length === 0) continue;
    console.error(`${relative(root, file)}: ${exported.name} has no ${missing.join(", no ")}`);
    process.exitCode = 1;
  }
}
console.log(`doc comments of ${functions} exports`);
