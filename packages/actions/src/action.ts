import type * as v from "valibot";
import type { Mark, RaisedRisk, Risk } from "./risk.ts";

/** Any synchronous valibot schema. */
export type Schema = v.GenericSchema;

/** Schemas by the name of what they describe. */
export type Schemas = Readonly<Record<string, Schema>>;

/** The names in braces of a path. */
type PathParameter<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathParameter<Rest>
  : never;

/** An Okta action: what {@link defineAction} received, with what follows from it. */
export interface Action<
  Params extends Schemas = Schemas,
  Query extends Schemas = Schemas,
  Body extends Schema | undefined = Schema | undefined,
  Response extends Schema | undefined = Schema | undefined,
  IsList extends boolean = boolean,
> {
  /** Where it is in the typed client, such as `users.suspend`. */
  readonly id: string;
  /** The HTTP method of the request. */
  readonly method: "GET" | "POST" | "PUT" | "DELETE" | "PATCH";
  /** Okta's own, with its parameters in braces. */
  readonly path: string;
  /** The Okta scope that it needs. */
  readonly scope: string;
  /** Scopes that it needs as well. */
  readonly furtherScopes: readonly string[];
  /** The risk before the input is known; {@link riskOf} assesses a call. */
  readonly risk: Risk;
  /** The reasons for the risk. */
  readonly marks: readonly Mark[];
  /** What raises the risk to `destructive`, where the input decides. */
  readonly raisedBy: RaisedRisk | undefined;
  /** Whether doing it twice is the same as doing it once. */
  readonly isIdempotent: boolean;
  /** What it does, in a line. */
  readonly summary: string;
  /** What one should know beside it. */
  readonly description: string | undefined;
  /** The schemas of the path's parameters, by name. */
  readonly params: Params;
  /** The schemas of the query parameters, by name. */
  readonly query: Query;
  /** The schema of the body; undefined if it has none. */
  readonly body: Body;
  /** For a list: of one item. Undefined if the response has no body. */
  readonly response: Response;
  /** The status of success, as real orgs return it. */
  readonly status: 200 | 201 | 202 | 204;
  /** Whether the response is a list in pages. */
  readonly isList: IsList;
  /** Headers that mean something to it, such as `If-Match`. */
  readonly headers: readonly string[];
  /** An input that makes sense, for documents. */
  readonly example: Readonly<Record<string, unknown>>;
}

/** What the typed client takes for an action: path and query parameters by name, and the body under `body`. */
export type ActionInput<A> =
  A extends Action<infer Params, infer Query, infer Body, Schema | undefined, boolean>
    ? InputOf<Params> & InputOf<Query> & BodyInput<Body> extends infer Members
      ? // Editors and messages show the members, and no name of a type that makes one object of an intersection.
        { [Name in keyof Members]: Members[Name] }
      : never
    : never;

type InputOf<Members extends Schemas> = v.InferInput<v.ObjectSchema<Members, undefined>>;

type BodyInput<Body> = Body extends Schema
  ? undefined extends v.InferInput<Body>
    ? { readonly body?: v.InferInput<Body> }
    : { readonly body: v.InferInput<Body> }
  : unknown;

/** The response of an action; for a list, one item. */
export type ActionOutput<A> =
  A extends Action<Schemas, Schemas, Schema | undefined, infer Response, boolean>
    ? Response extends Schema
      ? v.InferOutput<Response>
      : undefined
    : never;

/** What {@link defineAction} accepts: an {@link Action} whose optional parts may be left out. */
export interface ActionDeclaration<
  Path extends string,
  Params extends Schemas,
  Query extends Schemas,
  Body extends Schema | undefined,
  Response extends Schema | undefined,
  IsList extends boolean,
> {
  /** Where it is in the typed client, such as `users.suspend`. */
  readonly id: string;
  /** The HTTP method of the request. */
  readonly method: Action["method"];
  /** Okta's own, with its parameters in braces. */
  readonly path: Path;
  /** The Okta scope that it needs. */
  readonly scope: string;
  /**
   * The scopes that Okta wants beside `scope`.
   *
   * @defaultValue none
   */
  readonly furtherScopes?: readonly string[];
  /** The risk before the input is known. */
  readonly risk: Risk;
  /**
   * What is particular about the risk.
   *
   * @defaultValue none
   */
  readonly marks?: readonly Mark[];
  /**
   * What raises the risk to `destructive`.
   *
   * @defaultValue nothing
   */
  readonly raisedBy?: RaisedRisk;
  /**
   * Whether the request may be sent again.
   *
   * @defaultValue as HTTP says of the method
   */
  readonly isIdempotent?: boolean;
  /** What it does, in a line. */
  readonly summary: string;
  /**
   * What one should know beside it.
   *
   * @defaultValue nothing
   */
  readonly description?: string;
  /** One schema for each name in the path's braces. */
  readonly params?: Params & { readonly [Name in PathParameter<Path>]: Schema };
  /**
   * The schemas of the query parameters, by name.
   *
   * @defaultValue none
   */
  readonly query?: Query;
  /**
   * The schema of the body.
   *
   * @defaultValue none
   */
  readonly body?: Body;
  /**
   * The schema of the response; for a list, of one item.
   *
   * @defaultValue none: the response has no body
   */
  readonly response?: Response;
  /**
   * The status of a success.
   *
   * @defaultValue 200, or 204 without a response
   */
  readonly status?: Action["status"];
  /**
   * Whether the response is a list in pages.
   *
   * @defaultValue false
   */
  readonly isList?: IsList;
  /**
   * Headers that mean something to it, such as `If-Match`.
   *
   * @defaultValue none
   */
  readonly headers?: readonly string[];
  /** An input that makes sense, for documents. */
  readonly example: Readonly<Record<string, unknown>>;
}

/**
 * Declares an Okta action. Everything else is derived from the declaration: the Worker's route and its validation, the OpenAPI
 * document, the typed client and the reference.
 *
 * @param declaration - What is particular to the action.
 * @returns the action.
 *
 * @example
 * ```ts
 * export const suspend = defineAction({
 *   id: "users.suspend",
 *   method: "POST",
 *   path: "/api/v1/users/{userId}/lifecycle/suspend",
 *   scope: "okta.users.manage",
 *   risk: "write",
 *   summary: "Suspend a user",
 *   params: { userId },
 *   response: nothing,
 *   example: { userId: "ada.lovelace@example.com" },
 * });
 * ```
 */
export function defineAction<
  const Path extends string,
  Params extends Schemas = Record<never, never>,
  Query extends Schemas = Record<never, never>,
  Body extends Schema | undefined = undefined,
  Response extends Schema | undefined = undefined,
  const IsList extends boolean = false,
>(
  declaration: ActionDeclaration<Path, Params, Query, Body, Response, IsList>,
): Action<Params, Query, Body, Response, IsList> {
  const { method, response } = declaration;
  return {
    furtherScopes: [],
    marks: [],
    raisedBy: undefined,
    isIdempotent: method !== "POST" && method !== "PATCH",
    description: undefined,
    params: {} as Params,
    query: {} as Query,
    body: undefined as Body,
    response: response as Response,
    status: response ? 200 : 204,
    isList: false as IsList,
    headers: [],
    ...declaration,
  };
}
