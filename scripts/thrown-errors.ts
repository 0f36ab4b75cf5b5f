// Finds the classes of the errors that a function throws, itself or through the functions that it calls.
import ts from "typescript-5";

/** A `@throws` tag: the class in its braces, if it has one, and the text behind it. */
interface ThrowsTag {
  readonly className: string | undefined;
  readonly text: string;
}

/** Returns the `@throws` tags of a declaration. */
export function throwsTags(declaration: ts.Node): readonly ThrowsTag[] {
  // The comment of `const f = …` stands before the statement.
  const owner = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
  return ts
    .getJSDocTags(owner)
    .filter(ts.isJSDocThrowsTag)
    .map((tag) => ({
      className: tag.typeExpression?.type.getText(),
      text: ts.getTextOfJSDocComment(tag.comment) ?? "",
    }));
}

/** Returns the function of a declaration that has a body: a function, a method, or the function that a constant is set to. */
function functionOf(declaration: ts.Node): ts.FunctionLikeDeclaration | undefined {
  const node = ts.isVariableDeclaration(declaration) ? declaration.initializer : declaration;
  return node && ts.isFunctionLike(node) && "body" in node && node.body
    ? (node as ts.FunctionLikeDeclaration)
    : undefined;
}

/** Reports whether a rejection of a call is handled in the same expression: `f().catch(…)`, `g(f()).catch(…)`. */
function isCaught(call: ts.CallExpression): boolean {
  for (let node: ts.Node = call; ts.isExpression(node); node = node.parent) {
    const { parent } = node;
    if (ts.isPropertyAccessExpression(parent) && parent.expression === node && parent.name.text === "catch")
      return true;
  }
  return false;
}

/**
 * Creates the search for the names of the classes that a function throws.
 *
 * It follows each call to its declaration: into the body in a source, to the `@throws` tags in a declaration file. It leaves out what a
 * `catch` may hold back, what a generator throws when it is iterated, and nested functions that are not called there.
 */
export function createErrorSearch(checker: ts.TypeChecker): (declaration: ts.Node) => ReadonlySet<string> {
  const known = new Map<ts.Node, Set<string>>();

  function search(declaration: ts.Node): ReadonlySet<string> {
    const earlier = known.get(declaration);
    if (earlier) return earlier;
    const names = new Set<string>();
    // Before the search, for functions that call themselves.
    known.set(declaration, names);
    const { body } = functionOf(declaration) ?? {};
    if (body) collect(body, names);
    else for (const { className } of throwsTags(declaration)) if (className) names.add(className);
    return names;
  }

  function collect(node: ts.Node, names: Set<string>): void {
    if (ts.isFunctionLike(node)) return;
    if (ts.isTryStatement(node) && node.catchClause) {
      collect(node.catchClause, names);
      if (node.finallyBlock) collect(node.finallyBlock, names);
      return;
    }
    if (ts.isThrowStatement(node)) {
      const type = checker.getTypeAtLocation(node.expression);
      for (const part of type.isUnion() ? type.types : [type]) {
        const symbol = part.getSymbol();
        if (symbol?.valueDeclaration && ts.isClassDeclaration(symbol.valueDeclaration)) names.add(symbol.name);
      }
    }
    if (ts.isCallExpression(node) && !isCaught(node)) {
      const called = checker.getResolvedSignature(node)?.declaration;
      const isGenerator = called && "asteriskToken" in called && called.asteriskToken !== undefined;
      if (called && !isGenerator) for (const name of search(called)) names.add(name);
    }
    ts.forEachChild(node, (child) => collect(child, names));
  }

  return search;
}
