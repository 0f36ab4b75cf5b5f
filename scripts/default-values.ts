// Finds the members of options that have a default in the code: `{ port = 8788 }`, `options.port ?? 8788`.
import ts from "typescript-5";

/** A default that the code sets for a member. */
export interface DefaultValue {
  /** The member's declaration in its interface. */
  readonly member: ts.Declaration;
  /** The value as text, if it is a number, a string or a boolean; undefined for what is computed. */
  readonly value: string | undefined;
}

/** Returns the text of a literal, or of the constant that an identifier stands for. */
function literalText(node: ts.Expression, checker: ts.TypeChecker): string | undefined {
  if (ts.isNumericLiteral(node) || ts.isStringLiteral(node)) return node.text;
  if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) return node.getText();
  if (!ts.isIdentifier(node)) return undefined;
  const declaration = checker.getSymbolAtLocation(node)?.valueDeclaration;
  if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer) return undefined;
  return ts.isIdentifier(declaration.initializer) ? undefined : literalText(declaration.initializer, checker);
}

/** Reports whether a value only stands for "nothing": an empty text, list or object, `undefined` or `null`. */
function isEmpty(node: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return isEmpty(node.expression);
  if (ts.isStringLiteral(node)) return node.text === "";
  if (ts.isArrayLiteralExpression(node)) return node.elements.length === 0;
  if (ts.isObjectLiteralExpression(node)) return node.properties.length === 0;
  return node.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(node) && node.text === "undefined");
}

/** Returns the operands of `a ?? b ?? c`. */
function operands(node: ts.Expression): readonly ts.Expression[] {
  if (ts.isParenthesizedExpression(node)) return operands(node.expression);
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.QuestionQuestionToken) return [node];
  return [...operands(node.left), ...operands(node.right)];
}

/** Returns the defaults that a source sets. */
export function findDefaultValues(source: ts.SourceFile, checker: ts.TypeChecker): readonly DefaultValue[] {
  const found: DefaultValue[] = [];

  function add(symbol: ts.Symbol | undefined, value: ts.Expression): void {
    const [member] = symbol?.declarations ?? [];
    if (member && !isEmpty(value)) found.push({ member, value: literalText(value, checker) });
  }

  function visit(node: ts.Node): void {
    if (ts.isBindingElement(node) && node.initializer) {
      const name = node.propertyName ?? node.name;
      const type = checker.getTypeAtLocation(node.parent);
      if (ts.isIdentifier(name)) add(checker.getPropertyOfType(type, name.text), node.initializer);
    }
    const isWhole = !ts.isBinaryExpression(node.parent ?? node) || operands(node.parent as ts.Expression).length < 2;
    if (ts.isBinaryExpression(node) && isWhole) {
      const values = operands(node);
      for (const [i, operand] of values.slice(0, -1).entries()) {
        if (ts.isPropertyAccessExpression(operand))
          add(checker.getSymbolAtLocation(operand.name), values[i + 1] ?? operand);
      }
    }
    ts.forEachChild(node, visit);
  }

  visit(source);
  return found;
}
