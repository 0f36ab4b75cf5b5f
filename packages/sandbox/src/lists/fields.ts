import { isObject } from "../api/request-body.ts";
import { validation } from "../org/okta-error.ts";

/** The members that a call asks for: by name, and of those that are objects which of theirs; undefined for all of them. */
export type FieldSelection = ReadonlyMap<string, FieldSelection | undefined>;

/**
 * Reads Okta's `fields` parameter, such as `id,status,profile:(firstName,login)`.
 *
 * @throws {OktaError} E0000001 for anything else.
 */
export function readFields(text: string): FieldSelection {
  const tokens = text.match(/[\w$-]+|[^\s]/g) ?? [];
  let next = 0;
  const invalid = () => validation("fields", `fields: '${text}' is not a valid list of fields`);
  const readList = (end: string | undefined): FieldSelection => {
    const selection = new Map<string, FieldSelection | undefined>();
    for (;;) {
      const name = tokens[next++];
      if (name === undefined || !/^[\w$-]+$/.test(name)) throw invalid();
      let nested: FieldSelection | undefined;
      if (tokens[next] === ":") {
        if (tokens[next + 1] !== "(") throw invalid();
        next += 2;
        nested = readList(")");
      }
      selection.set(name, nested);
      const separator = tokens[next++];
      if (separator === end) return selection;
      if (separator !== ",") throw invalid();
    }
  };
  return readList(undefined);
}

/** Returns the selected members of an object; those that it does not have are left out. */
export function selectFields(
  shown: Readonly<Record<string, unknown>>,
  selection: FieldSelection,
): Record<string, unknown> {
  return Object.fromEntries(
    [...selection].flatMap(([name, nested]) => {
      if (!Object.hasOwn(shown, name)) return [];
      const value = shown[name];
      return [[name, nested && isObject(value) ? selectFields(value, nested) : value] as const];
    }),
  );
}
