import type { Call } from "../api/operation.ts";
import { OktaError } from "../org/okta-error.ts";
import { OrderedMap } from "../org/ordered-map.ts";
import { type CursorKey, compareKeys, placesOf, readCursor, writeCursor } from "./cursor.ts";
import type { FilterExpression } from "./filter-expression.ts";
import { compileFilter, valuesAt } from "./filter-match.ts";
import { answerPage, type PageOptions, readLimit } from "./pagination.ts";
import { invalidSearch, operatorsOf, readSearch, type SearchRules } from "./search-rules.ts";

/** What a list is of, and how it can be asked for. */
export interface ListOptions<Entity> extends Pick<PageOptions<Entity>, "defaultLimit" | "maxLimit" | "invalidCursor"> {
  readonly entities: ReadonlyMap<string, Entity>;
  /** The place of an entity, where it is not that among the entities. */
  readonly placeOf?: ((id: string) => number) | undefined;
  /** An entity as the list shows it, which is also how `filter` and `search` see it. */
  readonly show: (entity: Entity) => Record<string, unknown>;
  /** What the list shows of an entity that it found, where that differs from what it is searched by. */
  readonly present?: ((entity: Entity, shown: Record<string, unknown>) => Record<string, unknown>) | undefined;
  /** Whether `q` narrows a `filter` down. Default: they exclude each other. */
  readonly combinesQ?: boolean | undefined;
  /**
   * The attributes that are not members of an entity, by name, for a list whose `filter`, `search` and `sortBy` look at the
   * entities as they are kept. Default: they look at what is shown.
   */
  readonly computed?: Readonly<Record<string, (entity: Entity) => unknown>> | undefined;
  /** Finds the entities that may have a value, where there is a quick way to; undefined where there is none. */
  readonly byValue?: ((attribute: string, value: unknown) => readonly Entity[] | undefined) | undefined;
  /** What cursors begin with. */
  readonly cursorPrefix: string;
  /** Undefined for a list without `filter`. */
  readonly filter?: SearchRules | undefined;
  /** Undefined for a list without `search`. */
  readonly search?: SearchRules | undefined;
  /** Whether a search can be sorted by `sortBy`. Default: it cannot. */
  readonly isSortable?: boolean | undefined;
  /** Undefined for a list without `q`. */
  readonly q?: ListByQ<Entity> | undefined;
  /** Whether a list that is asked for by neither `filter` nor `search` shows it. Default: it does. */
  readonly isPlain?: ((entity: Entity) => boolean) | undefined;
  /** Further query parameters that links carry. */
  readonly parameters?: readonly string[] | undefined;
}

/** How a list is asked for by `q`. */
export interface ListByQ<Entity> {
  readonly defaultLimit: number;
  /** What a word is looked for in: whatever begins with it, in any case. */
  readonly texts: (entity: Entity) => readonly unknown[];
}

/**
 * A page of the entities that a call asks for by `filter`, `search` or `q`, sorted by `sortBy` where it can be. Its cursors go
 * on behind an entity that is no longer there, or no longer asked for.
 *
 * @throws {OktaError} E0000031 for what cannot be asked, E0000033 for more than one way of asking, and as {@link answerPage}.
 */
export function answerList<Entity extends { readonly id: string }>(
  { org, url }: Pick<Call, "org" | "url">,
  options: ListOptions<Entity>,
): Response {
  const { entities, show, computed, cursorPrefix, isPlain = () => true } = options;
  const query = url.searchParams;
  const ways = (["filter", "search", "q"] as const).filter((name) => options[name]);
  const asked = (name: (typeof ways)[number]) => (ways.includes(name) && query.get(name)) || undefined;
  const [filter, search, q] = [asked("filter"), asked("search"), asked("q")];
  const excluding = options.combinesQ && search === undefined ? [filter ?? q] : [filter, search, q];
  if (excluding.filter((text) => text !== undefined).length > 1) throw twoWaysOfAsking();

  /** What can be found without a walk through all, where the list can be asked for it. */
  let known: readonly Entity[] | undefined;
  const matches = (rules: SearchRules, text: string, ignoreCase: boolean) => {
    const expression: FilterExpression = readSearch(text, rules);
    if (expression.kind === "comparison" && expression.operator === "eq")
      known = options.byValue?.(expression.attribute, expression.value);
    if (computed) return compileFilter<Entity>(expression, { ignoreCase, computed });
    const passes = compileFilter(expression, { ignoreCase });
    return (entity: Entity) => passes(show(entity));
  };
  let isAsked = isPlain;
  if (options.filter && filter !== undefined) isAsked = matches(options.filter, filter, false);
  if (options.search && search !== undefined) isAsked = matches(options.search, search, true);
  if (options.q && q !== undefined) {
    const { texts } = options.q;
    const isAskedOtherwise = isAsked;
    isAsked = (entity) => isAskedOtherwise(entity) && texts(entity).some((text) => begins(text, q));
  }
  const isSorted = options.isSortable && search !== undefined;
  const order = options.search && isSorted ? readOrder(query, options.search) : undefined;
  const { placeOf = placesOf(entities) } = options;
  const keyOf = (entity: Entity): CursorKey => {
    if (!order) return [placeOf(entity.id)];
    const { sortBy } = order;
    const compute = computed && Object.hasOwn(computed, sortBy) ? computed[sortBy] : undefined;
    return [sortValue(compute ? compute(entity) : valuesAt(computed ? entity : show(entity), sortBy)[0]), entity.id];
  };
  const compare = (one: CursorKey, other: CursorKey) => compareKeys(one, other, order?.isDescending);
  const { present } = options;
  const presentOne = present ? (entity: Entity) => present(entity, show(entity)) : show;
  const page = {
    url,
    orgUrl: org.orgUrl,
    defaultLimit: options.q && q !== undefined ? options.q.defaultLimit : options.defaultLimit,
    maxLimit: options.maxLimit,
    invalidCursor: options.invalidCursor,
    isFirstOnly: q !== undefined,
    cursor: (entity: Entity) => writeCursor(cursorPrefix, keyOf(entity)),
    parameters: [...ways, ...(options.isSortable ? ["sortBy", "sortOrder"] : []), ...(options.parameters ?? [])],
  };
  if (!order && entities instanceof OrderedMap) return answerFrom(entities);
  const items = sorted([...entities.values()].filter(isAsked));

  return answerPage(items, presentOne, {
    ...page,
    startAfter(cursor) {
      const key = readCursor(cursorPrefix, cursor);
      if (key?.length !== (order ? 2 : 1)) return undefined;
      const start = items.findIndex((entity) => compare(keyOf(entity), key) > 0);
      return start < 0 ? items.length : start;
    },
  });

  function sorted(found: readonly Entity[]): readonly Entity[] {
    if (!order) return found;
    const keyed = found.map((entity) => [keyOf(entity), entity] as const);
    return keyed.sort(([one], [other]) => compare(one, other)).map(([, entity]) => entity);
  }

  /** Looks no further than the page that is asked for. */
  function answerFrom(ordered: OrderedMap<Entity>): Response {
    const after = page.isFirstOnly ? null : query.get("after");
    const key = after === null ? undefined : readCursor(cursorPrefix, after);
    const place = key?.length === 1 ? Number(key[0]) + 1 : 0;
    const isWrong = after !== null && key?.length !== 1;
    const limit = readLimit(query.get("limit"), page.defaultLimit, page.maxLimit);
    const found: Entity[] = [];
    const behind = known?.filter(({ id }) => ordered.placeOf(id) >= place) ?? ordered.valuesFrom(place);
    for (const entity of isWrong ? [] : behind) {
      if (!isAsked(entity)) continue;
      found.push(entity);
      if (found.length > limit) break;
    }
    return answerPage(found, presentOne, { ...page, startAfter: () => (isWrong ? undefined : 0) });
  }
}

interface Order {
  readonly sortBy: string;
  readonly isDescending: boolean;
}

function readOrder(query: URLSearchParams, rules: SearchRules): Order | undefined {
  const sortBy = query.get("sortBy");
  if (!sortBy) return undefined;
  if (!operatorsOf(sortBy, rules)) throw invalidSearch(`The attribute ${sortBy} is not supported.`);
  return { sortBy, isDescending: query.get("sortOrder")?.toLowerCase() === "desc" };
}

function sortValue(value: unknown): CursorKey[number] {
  if (typeof value === "string") return value.toLowerCase();
  return typeof value === "number" || typeof value === "boolean" ? value : null;
}

function begins(text: unknown, q: string): boolean {
  return typeof text === "string" && text.toLowerCase().startsWith(q.toLowerCase());
}

function twoWaysOfAsking(): OktaError {
  return new OktaError({
    status: 400,
    code: "E0000033",
    summary: "Bad request. Can't specify a search query and filter in the same request.",
  });
}
