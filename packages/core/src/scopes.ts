import { configurationError } from "./errors.ts";
import { isExample } from "./example-value.ts";
import type { OktaScope } from "./generated/okta-scope.ts";
import { SCOPE_TABLE } from "./generated/scopes.ts";

export type { OktaScope } from "./generated/okta-scope.ts";

/** The name of a scope: editors complete those that Okta documents, and any other one is accepted as well, because Okta adds scopes. */
export type ScopeName = OktaScope | (string & Record<never, never>);

/**
 * Every scope of Okta's Management API, sorted by name.
 *
 * @see {@link https://developer.okta.com/docs/api/oauth2/ Okta: OAuth 2.0 scopes}
 *
 * @example
 * ```ts
 * import { oktaScopes } from "@okta-edge/core/scopes";
 *
 * console.log(oktaScopes.filter((scope) => scope.endsWith(".read")));
 * ```
 */
export const oktaScopes: readonly string[] = /* @__PURE__ */ readTable(SCOPE_TABLE);

function readTable(table: string): readonly string[] {
  return table
    .trim()
    .split("\n")
    .flatMap((line) => {
      const [resource = "", actions = "manage+read"] = line.split(":");
      return actions.split("+").map((action) => `${resource.replace(/^\./, "okta.")}.${action}`);
    })
    .sort();
}

/**
 * Reads scopes (RFC 6749, section 3.3) from a string or a list; commas, whitespace and line breaks separate them. The brackets
 * and quotation marks of a list in JSON are ignored.
 *
 * A scope that Okta does not document passes, unless it resembles one that Okta documents: Okta adds scopes.
 *
 * @param value - The scopes, as a string or a list.
 * @returns the scopes, each once, in the given order.
 * @throws {ConfigurationError} `invalid_scopes` when there is no scope, or a scope is misspelled.
 *
 * @example
 * ```ts
 * parseScopes("okta.users.read, okta.groups.read"); // ["okta.users.read", "okta.groups.read"]
 * parseScopes("okta.user.read"); // throws: Unknown scope okta.user.read. Did you mean okta.users.read?
 * ```
 */
export function parseScopes(value: readonly ScopeName[] | string): readonly string[] {
  const parts = typeof value === "string" ? [value] : value;
  if (!Array.isArray(parts) || !parts.every((part) => typeof part === "string")) {
    throw configurationError("invalid_scopes");
  }
  const names = parts
    .flatMap((part) => part.split(/[\s,\uFEFF]+/))
    .map((name) => name.replace(/^[["'`]+|["'`\]]+$/g, ""));
  const scopes = [...new Set(names.filter(Boolean))];
  if (scopes.some(isExample)) throw configurationError("invalid_scopes.example");
  if (scopes.length === 0 || !scopes.every((scope) => /^[!#-[\]-~]+$/.test(scope))) {
    throw configurationError("invalid_scopes");
  }
  for (const scope of scopes) {
    const suggestion = suggestScope(scope);
    if (suggestion !== undefined) throw configurationError("invalid_scopes.unknown", { scope, suggestion });
  }
  return scopes;
}

/** Returns the documented scope that an unknown one most resembles, if any. */
function suggestScope(scope: string): string | undefined {
  if (oktaScopes.includes(scope)) return undefined;
  const folded = fold(scope);
  const find = (edits: number) => oktaScopes.find((known) => isNear(scope, known, edits));
  return oktaScopes.find((known) => fold(known) === folded) ?? find(1) ?? find(2);
}

/** Removes what people get wrong most often: case, punctuation, the prefix, singular and plural, `write` for `manage`. */
function fold(scope: string): string {
  return scope
    .toLowerCase()
    .replace(/^okta\W/, "")
    .replace(/\W(write|edit)$/, ".manage")
    .replace(/ies\b/g, "y")
    .replace(/s\b|[^a-z.]/g, "");
}

/** Reports whether `a` becomes `b` by so many insertions, deletions and substitutions of characters. */
function isNear(a: string, b: string, edits: number): boolean {
  if (a === b) return true;
  if (edits === 0) return false;
  if (a[0] === b[0]) return isNear(a.slice(1), b.slice(1), edits);
  const rest = a.slice(1);
  return isNear(rest, b, edits - 1) || isNear(a, b.slice(1), edits - 1) || isNear(rest, b.slice(1), edits - 1);
}
