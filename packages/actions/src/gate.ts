import type { Action } from "./action.ts";
import { PACKED_ACTIONS } from "./generated/gate.ts";
import { type PackedSchema, unpackSchema, unpackSchemas } from "./packed-schema.ts";

/** What a gateway needs of an action to decide on a call and to check it: all but its documentation and its response. */
export type GateAction = Omit<Action, "summary" | "description" | "response" | "example">;

/** A {@link GateAction} in the generated list. Members that are not there have their usual values. */
export interface PackedAction
  extends Pick<GateAction, "id" | "method" | "path" | "scope" | "risk">,
    Partial<
      Pick<GateAction, "furtherScopes" | "marks" | "raisedBy" | "isIdempotent" | "status" | "isList" | "headers">
    > {
  readonly params?: Readonly<Record<string, PackedSchema>>;
  readonly query?: Readonly<Record<string, PackedSchema>>;
  readonly body?: PackedSchema;
}

let actions: readonly GateAction[] | undefined;

/**
 * Every action of the catalogue, as a gateway needs it. The list is generated from the declarations, takes a fraction of their size, and
 * makes the schemas of an action when they are first used.
 *
 * @example
 * ```ts
 * const suspend = gateActions().find(({ id }) => id === "users.suspend");
 * ```
 */
export function gateActions(): readonly GateAction[] {
  actions ??= (JSON.parse(PACKED_ACTIONS) as readonly PackedAction[]).map(unpackAction);
  return actions;
}

/** The parameters of a path, which are texts of at least one character unless the list says otherwise. */
function pathParameters(path: string): Readonly<Record<string, PackedSchema>> {
  return Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => [name, "t"]));
}

function unpackAction({ params, query = {}, body, ...rest }: PackedAction): GateAction {
  const { method, path } = rest;
  const unpack = once(() => ({
    params: unpackSchemas(params ?? pathParameters(path)),
    query: unpackSchemas(query),
    body: body === undefined ? undefined : unpackSchema(body),
  }));
  return {
    furtherScopes: [],
    marks: [],
    raisedBy: undefined,
    isIdempotent: method !== "POST" && method !== "PATCH",
    status: 200,
    isList: false,
    headers: [],
    ...rest,
    get params() {
      return unpack().params;
    },
    get query() {
      return unpack().query;
    },
    get body() {
      return unpack().body;
    },
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
