// Checks the doc comments of what the packages export for their users:
// - every function, method and member of an interface or class says what it does or is;
// - a function has @param with the name of each parameter, in their order, and @returns;
// - `@throws {Class}` names an exported class and codes of it, and stands there for each exported class that the function throws;
// - a default is said by @defaultValue, and is the one that the code sets.
// It reads the sources: the declarations, which editors show, have their comments. With files as arguments it checks what these export.
import { existsSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript-5";
import { findDefaultValues } from "./default-values.ts";
import { createErrorSearch, throwsTags } from "./thrown-errors.ts";

/** The entries of each package that people import. Others are for the packages of this repository alone. */
const ENTRIES: Readonly<Record<string, readonly string[]>> = {
  "packages/core": [".", "./check", "./scopes"],
  "packages/actions": [".", "./catalogue", "./compositions", "./openapi", "./operations", "./policy", "./topics"],
  "packages/sandbox": [".", "./playwright", "./serve"],
  "apps/worker": [".", "./idempotency", "./settings"],
};
/** Functions whose errors are values: it validates its options before it passes them on. */
const CATCHES_ALL = new Set(["checkConnection"]);
/** Errors of the language itself. */
const STANDARD_ERRORS = new Set(["Error", "RangeError", "TypeError", "SyntaxError"]);

const root = fileURLToPath(new URL("..", import.meta.url));
const named = process.argv.slice(2);
const files = named.length > 0 ? named.map((file) => resolve(file)) : entryFiles();
const program = ts.createProgram(files, {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  target: ts.ScriptTarget.ESNext,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  strict: true,
  noEmit: true,
});
const checker = program.getTypeChecker();
const thrownBy = createErrorSearch(checker);

/** The sources of the entries. */
function entryFiles(): readonly string[] {
  return Object.entries(ENTRIES).flatMap(([folder, entries]) => {
    const { exports } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    return entries.map((entry) => {
      const types: string = exports[entry].types;
      return join(root, folder, types.replace("./dist/", "./src/").replace(/\.d\.ts$/, ".ts"));
    });
  });
}

/** What is exported: each symbol once, under the name that it has there. */
const exported = new Map<ts.Symbol, string>();
for (const file of files) {
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module)
    throw new Error(`${relative(root, file)} exports nothing${existsSync(file) ? "" : ": it does not exist"}.`);
  for (const symbol of checker.getExportsOfModule(module)) {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    if (!exported.has(target)) exported.set(target, symbol.name);
  }
}
const errorClasses = new Map(
  [...exported]
    .filter(([symbol]) => symbol.flags & ts.SymbolFlags.Class)
    .map(([symbol, name]) => [name, checker.getDeclaredTypeOfSymbol(symbol)]),
);

/** Returns the codes that an error of a class can have, and the name of their type. */
function codesOf(className: string): { readonly codes: ReadonlySet<string>; readonly typeName: string | undefined } {
  const property = errorClasses.get(className)?.getProperty("code");
  const type = property && checker.getTypeOfSymbol(property);
  const parts = type?.isUnion() ? type.types : type ? [type] : [];
  return {
    codes: new Set(parts.flatMap((part) => (part.isStringLiteral() ? [part.value] : []))),
    typeName: type?.aliasSymbol?.name,
  };
}

/** Reports whether a class is another one, or extends it. */
function isKindOf(className: string, baseName: string): boolean {
  if (className === baseName) return true;
  const [base] = errorClasses.get(className)?.getBaseTypes?.() ?? [];
  return base?.symbol ? isKindOf(base.symbol.name, baseName) : false;
}

/** Returns what is wrong with the `@throws` tags of a function. */
function faultsOfThrows(declaration: ts.Declaration): readonly string[] {
  const faults: string[] = [];
  const tags = throwsTags(declaration);
  for (const { className, text } of tags) {
    if (className === undefined || STANDARD_ERRORS.has(className)) continue;
    if (!errorClasses.has(className)) {
      faults.push(`@throws names ${className}, which is not exported`);
      continue;
    }
    const { codes, typeName } = codesOf(className);
    const words = [...text.matchAll(/`(\w+)`/g)].map(([, word = ""]) => word);
    for (const word of words) {
      if (word.includes("_") && !codes.has(word) && codes.size > 0) {
        faults.push(`@throws {${className}} names ${word}, which is not a code of it`);
      }
    }
    // A type that lists them is linked to, where it is imported.
    const namesCodes =
      words.some((word) => codes.has(word) || word === typeName) || text.includes(`{@link ${typeName}}`);
    if (codes.size > 1 && !namesCodes) faults.push(`@throws {${className}} names no code of it`);
  }
  if (CATCHES_ALL.has(checker.getSymbolAtLocation(ts.getNameOfDeclaration(declaration) ?? declaration)?.name ?? ""))
    return faults;
  // The comment refers to the tags of another function.
  if (tags.some(({ text }) => /everything that [\s\S]+ throws/.test(text))) return faults;
  const documented = tags.flatMap(
    ({ className, text }) => className ?? [...text.matchAll(/\w+/g)].map(([word]) => word),
  );
  for (const className of thrownBy(declaration)) {
    if (!errorClasses.has(className) || documented.some((name) => isKindOf(className, name))) continue;
    faults.push(`it has no @throws {${className}}`);
  }
  return faults;
}

/** Returns what is wrong with the description of a function or member. */
function faultsOfDescription(symbol: ts.Symbol): readonly string[] {
  return symbol.getDocumentationComment(checker).length === 0 ? ["it has no description"] : [];
}

/** Returns what is wrong with the doc comment of a function or method; `isMember` for methods, which need a description only. */
function faultsOfFunction(symbol: ts.Symbol, signature: ts.Signature, isMember: boolean): readonly string[] {
  const faults: string[] = [];
  if (symbol.getDocumentationComment(checker).length === 0) faults.push("it has no description");
  const tags = symbol.getJsDocTags(checker);
  const described = tags.filter(({ name }) => name === "param").map(({ text }) => text?.[0]?.text ?? "");
  const names = signature.parameters.map(({ name }) => name);
  // A parameter that is taken apart has no name of its own: any will do.
  const isName = (i: number, name: string | undefined) =>
    names[i] === name || (names[i]?.startsWith("__") && name !== undefined);
  if (isMember) {
    for (const name of described) if (!names.includes(name)) faults.push(`@param ${name} is not a parameter`);
  } else {
    for (const [i, name] of names.entries()) {
      if (!isName(i, described[i])) faults.push(`@param ${i + 1} is ${described[i] ?? "missing"} instead of ${name}`);
    }
    for (const name of described.slice(names.length)) faults.push(`@param ${name} is not a parameter`);
  }
  const result = checker.typeToString(signature.getReturnType());
  const returnsNothing = /^(void|never|undefined|Promise<void>)$/.test(result);
  if (!isMember && !returnsNothing && !tags.some(({ name }) => name === "returns")) faults.push("it has no @returns");
  return faults;
}

/** Returns what is wrong with an exported function. */
function faultsIn(symbol: ts.Symbol): readonly string[] {
  const declaration = symbol.valueDeclaration;
  const [signature] = declaration ? checker.getTypeOfSymbolAtLocation(symbol, declaration).getCallSignatures() : [];
  if (!declaration || !signature) return [];
  return [...faultsOfFunction(symbol, signature, false), ...faultsOfThrows(declaration)];
}

/** Returns what is wrong with the members of an exported interface or class, by name. */
function faultsOfMembers(symbol: ts.Symbol): readonly string[] {
  if (!(symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.Class))) return [];
  const faults: string[] = [];
  for (const [name, member] of symbol.members ?? []) {
    const declaration = member.valueDeclaration;
    if (!declaration || `${name}`.startsWith("__")) continue;
    if (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Private || ts.isPrivateIdentifier(declaration))
      continue;
    const type = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(member, declaration));
    const [signature] = type.getCallSignatures();
    const own = signature ? faultsOfFunction(member, signature, true) : faultsOfDescription(member);
    const throwing = signature ? faultsOfThrows(declaration) : [];
    faults.push(...[...own, ...throwing, ...faultsOfDefault(member, declaration)].map((fault) => `${name}: ${fault}`));
  }
  return faults;
}

/** The members that the code sets a default for, and its values. */
const defaults = new Map<ts.Declaration, Set<string | undefined>>();
for (const source of program.getSourceFiles()) {
  if (source.isDeclarationFile) continue;
  for (const { member, value } of findDefaultValues(source, checker)) {
    defaults.set(member, (defaults.get(member) ?? new Set()).add(value));
  }
}

/** Reports whether a member may be left out, or be undefined. */
function mayBeAbsent(member: ts.Symbol, declaration: ts.Declaration): boolean {
  const type = checker.getTypeOfSymbolAtLocation(member, declaration);
  const parts = type.isUnion() ? type.types : [type];
  return (member.flags & ts.SymbolFlags.Optional) !== 0 || parts.some((part) => part.flags & ts.TypeFlags.Undefined);
}

/** Returns what is wrong with how a member states its default. */
function faultsOfDefault(member: ts.Symbol, declaration: ts.Declaration): readonly string[] {
  const text = ts.displayPartsToString(member.getDocumentationComment(checker));
  const tag = member.getJsDocTags(checker).find(({ name }) => name === "defaultValue");
  if (/\bDefault(s to|:)/.test(text)) return ["its default is not in @defaultValue"];
  const values = defaults.get(declaration);
  // A member that is always there has no default: the code replaces its null.
  if (!values || !mayBeAbsent(member, declaration)) return [];
  if (!tag)
    return [`it has a default (${[...values].map((value) => value ?? "computed").join(", ")}), but no @defaultValue`];
  const stated = ts.displayPartsToString(tag.text).replaceAll(/(?<=\d)[,_](?=\d)/g, "");
  const literals = [...values].filter((value) => value !== undefined);
  // A smaller value may be the limit of a part of the work.
  if (literals.length === 0 || literals.some((value) => stated.includes(value))) return [];
  return [`its default is ${literals.join(" or ")}, but @defaultValue is ${stated}`];
}

for (const [symbol, name] of exported) {
  const [declaration] = symbol.declarations ?? [];
  const place = declaration ? relative(root, declaration.getSourceFile().fileName) : "";
  for (const fault of [...faultsIn(symbol), ...faultsOfMembers(symbol)]) {
    console.error(`${place}: ${name}: ${fault}`);
    process.exitCode = 1;
  }
}
console.log(`doc comments of ${exported.size} exports`);
