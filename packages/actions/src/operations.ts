import { MORE_OPERATIONS, OPERATION_TABLE } from "./generated/operations.ts";
import { foldSegment, readPath, resemblesLiteral } from "./path.ts";
import type { Mark, Risk } from "./risk.ts";

export { describePathFault, type PathFault, type PathReading, readPath, resemblesLiteral } from "./path.ts";

/** The methods that Okta's Management API knows. */
export type OperationMethod = "GET" | "POST" | "PUT" | "DELETE" | "PATCH";

/** One operation of Okta's Management API. */
export interface Operation {
  /** Okta's own `operationId`. */
  readonly id: string;
  /** The HTTP method. */
  readonly method: OperationMethod;
  /** With its parameters in braces, such as `/api/v1/users/{id}`. */
  readonly path: string;
  /** The scopes that it needs, all of them. None: it is public, or no access token of a service app opens it. */
  readonly scopes: readonly string[];
  /** Whether Okta serves it to everyone, without a token. */
  readonly isPublic: boolean;
  /** Fails closed: a change that has not been reviewed is destructive. Where the input decides, the lower value; the action knows the rest. */
  readonly risk: Risk;
  /** The reasons for the risk. */
  readonly marks: readonly Mark[];
}

/** What a path is found to be. */
export interface OperationMatch {
  /** The operation; undefined where the path knows no such method. */
  readonly operation: Operation | undefined;
  /** The methods that the path knows. */
  readonly allow: readonly OperationMethod[];
  /** The segments of the path, decoded. */
  readonly segments: readonly string[];
}

/** The part of an operation, or of an action, that decides what a caller must hold. */
export type Guarded = Pick<Operation, "method" | "path" | "marks"> &
  ({ readonly scopes: readonly string[] } | { readonly scope: string; readonly furtherScopes: readonly string[] });

/** The IdPs of a user contain their client secrets, which the scope for users does not name. */
const USER_IDPS = /^\/api\/v1\/users\/\{\w+\}\/idps$/;

/**
 * Returns the scopes that a caller of a gateway must hold for an operation or an action. They are Okta's, except where a GET returns
 * secrets in clear: Okta asks for the `.read` scope alone, a caller must hold `.manage` in its place, and could set those secrets
 * anyway. The token sent to Okta needs no more than the operation's own scopes.
 *
 * @param guarded - The operation or the action.
 * @returns the scopes, all of which are needed.
 *
 * @example
 * ```ts
 * const operation = matchOperation("GET", "/api/v1/apps/0oa1/credentials/secrets")?.operation;
 * operation && requiredOfCaller(operation); // ["okta.apps.manage"]
 * ```
 */
export function requiredOfCaller(guarded: Guarded): readonly string[] {
  const { method, path, marks } = guarded;
  const scopes = "scopes" in guarded ? guarded.scopes : [guarded.scope, ...guarded.furtherScopes];
  if (method !== "GET" || !marks.includes("secret")) return scopes;
  const manage = scopes.map((scope) => scope.replace(/\.read$/, ".manage"));
  return USER_IDPS.test(path) ? [...manage, "okta.idps.manage"] : manage;
}

/** A node of the tree that the paths make, a segment a level. */
interface Node {
  readonly literals: Map<string, Node>;
  /** The literals as the most lenient reader compares them. */
  readonly folded: Set<string>;
  parameter?: Node;
  operations?: readonly Operation[];
}

const emptyNode = (): Node => ({ literals: new Map(), folded: new Set() });

/** The letters of marks in the table. */
const MARK_LETTERS: Readonly<Record<string, Mark>> = {
  l: "lasting",
  c: "cutsOff",
  m: "mass",
  w: "weakens",
  p: "privilege",
  a: "access",
  t: "takeover",
  s: "secret",
  b: "blinds",
};

const RISK_LETTERS: Readonly<Record<string, Risk>> = { R: "read", W: "write", D: "destructive" };

const METHOD_LETTERS: Readonly<Record<string, OperationMethod>> = {
  g: "GET",
  p: "POST",
  u: "PUT",
  d: "DELETE",
  a: "PATCH",
};

/** Reads a method with its risk, such as `g`, `gDs` or `pWc`. */
function readMethod(text: string): Pick<Operation, "method" | "risk" | "marks"> {
  const [, initial = "", letter = "", marks = ""] = /^(\w)([RWD]?)(\w*)$/.exec(text) ?? [];
  const method = METHOD_LETTERS[initial] ?? "GET";
  return {
    method,
    risk: RISK_LETTERS[letter] ?? (method === "GET" ? "read" : "destructive"),
    marks: [...marks].flatMap((mark) => MARK_LETTERS[mark] ?? []),
  };
}

/** Reads the lines of a table. Each leaves out what those before say: see generated/operations.ts. */
function readLines(lines: readonly string[]): readonly (readonly Operation[])[] {
  let before: readonly string[] = [];
  let resource = "";
  return lines.map((line) => {
    const [place = "", ...words] = line.split(" ");
    const [, shared = "", rest = ""] = /^(\d+)(.*)$/.exec(place) ?? [];
    before = [...before.slice(0, Number(shared)), ...(rest === "" ? [] : rest.split("/"))];
    const path = before.join("/");
    const operations: Operation[] = [];
    for (let at = 0; at < words.length; at += 2) {
      const [, id = "", sign, written = ""] = /^(\w+)([=:]?)(.*)$/.exec(words[at + 1] ?? "") ?? [];
      const known = readMethod(words[at] ?? "");
      if (sign === "=") resource = written;
      const usual = `okta.${resource}.${known.method === "GET" ? "read" : "manage"}`;
      const scopes = sign === ":" ? written : usual;
      operations.push({
        id,
        ...known,
        path,
        scopes: scopes === "-" || scopes === "public" ? [] : scopes.split("+"),
        isPublic: scopes === "public",
      });
    }
    return operations;
  });
}

interface Table {
  readonly described: readonly Operation[];
  readonly more: readonly Operation[];
  readonly root: Node;
}

function readTable(): Table {
  const root = emptyNode();
  return { described: addLines(root, OPERATION_TABLE), more: addLines(root, MORE_OPERATIONS), root };
}

/** Adds the operations of a table to the tree. */
function addLines(root: Node, lines: string): readonly Operation[] {
  return readLines(lines.trim().split("\n")).flatMap((operations) => {
    let node = root;
    for (const segment of operations[0]?.path.split("/").slice(1) ?? []) {
      if (segment.startsWith("{")) {
        node.parameter ??= emptyNode();
        node = node.parameter;
      } else {
        const next = node.literals.get(segment) ?? emptyNode();
        node.literals.set(segment, next);
        node.folded.add(foldSegment(segment));
        node = next;
      }
    }
    // Two paths that differ in the names of their parameters alone are one.
    node.operations = [...(node.operations ?? []), ...operations];
    return operations;
  });
}

let table: ReturnType<typeof readTable> | undefined;

/** The table is read when it is first needed: a program that never asks does not pay for it. */
function knownTable(): ReturnType<typeof readTable> {
  table ??= readTable();
  return table;
}

/**
 * Lists every operation that Okta's description of the Management API has, sorted by path.
 *
 * @returns the operations.
 */
export function listOperations(): readonly Operation[] {
  return knownTable().described;
}

/**
 * Lists operations that Okta's description lacks: newer and older ones that Okta's SDKs call, the metadata of authorization servers, and
 * the reads of dynamic client registration. {@link matchOperation} finds these as well.
 *
 * @returns the operations.
 */
export function listMoreOperations(): readonly Operation[] {
  return knownTable().more;
}

/**
 * Finds the operation that Okta executes for a request. The decision is made on the decoded path, in which a literal segment takes
 * precedence over a parameter. A path that another reader could take for something else has no operation: see {@link readPath}.
 *
 * @param method - The HTTP method, in capitals.
 * @param pathname - The path of the URL, percent-encoded.
 * @returns undefined where Okta has no such path.
 *
 * @example
 * ```ts
 * matchOperation("POST", "/api/v1/users/00u1/lifecycle/suspend")?.operation?.scopes; // ["okta.users.manage"]
 * ```
 */
export function matchOperation(method: string, pathname: string): OperationMatch | undefined {
  const reading = readPath(pathname);
  if ("fault" in reading) return undefined;
  const operations = find(knownTable().root, reading.segments, 0);
  if (!operations || operations === "disguised") return undefined;
  return {
    operation: operations.find((operation) => operation.method === method),
    allow: operations.map((operation) => operation.method),
    segments: reading.segments,
  };
}

/** Finds the operations of a path; `disguised` if a segment is a literal to some readers alone. */
function find(node: Node, segments: readonly string[], place: number): readonly Operation[] | "disguised" | undefined {
  const segment = segments[place];
  if (segment === undefined) return node.operations;
  const literal = node.literals.get(segment);
  if (!literal && resemblesLiteral(segment, node.folded)) return "disguised";
  return (
    (literal && find(literal, segments, place + 1)) ?? (node.parameter && find(node.parameter, segments, place + 1))
  );
}
