import { OPERATION_TABLE } from "./generated/operations.ts";
import { hasSafeSegments } from "./path-safety.ts";

/** The methods that Okta's Management API knows. */
export type OperationMethod = "GET" | "POST" | "PUT" | "DELETE" | "PATCH";

/** One operation of Okta's Management API. */
export interface Operation {
  /** Okta's own `operationId`. */
  readonly id: string;
  readonly method: OperationMethod;
  /** With its parameters in braces, such as `/api/v1/users/{id}`. */
  readonly path: string;
  /** The scopes that it needs, all of them. None: no OAuth token opens it. */
  readonly scopes: readonly string[];
}

/** What a path is found to be. */
export interface OperationMatch {
  /** The operation; undefined where the path knows no such method. */
  readonly operation: Operation | undefined;
  /** The methods that the path knows. */
  readonly allow: readonly OperationMethod[];
}

/** A node of the tree that the paths make, a segment a level. */
interface Node {
  readonly literals: Map<string, Node>;
  parameter?: Node;
  operations?: readonly Operation[];
}

const emptyNode = (): Node => ({ literals: new Map() });

/** Reads a line of the table. */
function readLine(line: string): readonly Operation[] {
  const [path = "", ...words] = line.split(" ");
  const operations: Operation[] = [];
  for (let place = 0; place < words.length; place += 3) {
    const [method, id = "", scopes = "-"] = words.slice(place, place + 3);
    operations.push({
      id,
      method: method as OperationMethod,
      path,
      scopes: scopes === "-" ? [] : scopes.split("+"),
    });
  }
  return operations;
}

function readTable(): { readonly operations: readonly Operation[]; readonly root: Node } {
  const root = emptyNode();
  const all: Operation[] = [];
  for (const line of OPERATION_TABLE.trim().split("\n")) {
    const operations = readLine(line);
    all.push(...operations);
    let node = root;
    for (const segment of operations[0]?.path.split("/").slice(1) ?? []) {
      if (segment.startsWith("{")) {
        node.parameter ??= emptyNode();
        node = node.parameter;
      } else {
        const next = node.literals.get(segment) ?? emptyNode();
        node.literals.set(segment, next);
        node = next;
      }
    }
    // Two paths that differ in the names of their parameters alone are one.
    node.operations = [...(node.operations ?? []), ...operations];
  }
  return { operations: all, root };
}

let table: ReturnType<typeof readTable> | undefined;

/** The table is read when it is first needed: a program that never asks does not pay for it. */
function knownTable(): ReturnType<typeof readTable> {
  table ??= readTable();
  return table;
}

/** Every operation of Okta's Management API, sorted by path. */
export function listOperations(): readonly Operation[] {
  return knownTable().operations;
}

/**
 * Finds the operation that a request is: exactly, by the path as it stands in the URL, in which a literal segment beats a parameter.
 * A path whose parameters could become something else on the way (slashes or dots in disguise) is no operation.
 *
 * @returns undefined where Okta has no such path.
 *
 * @example
 * ```ts
 * matchOperation("POST", "/api/v1/users/00u1/lifecycle/suspend")?.operation?.scopes; // ["okta.users.manage"]
 * ```
 */
export function matchOperation(method: string, pathname: string): OperationMatch | undefined {
  if (!hasSafeSegments(pathname)) return undefined;
  const operations = find(knownTable().root, pathname.split("/"), 1);
  if (!operations) return undefined;
  return {
    operation: operations.find((operation) => operation.method === method),
    allow: operations.map((operation) => operation.method),
  };
}

function find(node: Node, segments: readonly string[], place: number): readonly Operation[] | undefined {
  const segment = segments[place];
  if (segment === undefined) return node.operations;
  const literal = node.literals.get(segment);
  return (
    (literal && find(literal, segments, place + 1)) ?? (node.parameter && find(node.parameter, segments, place + 1))
  );
}
