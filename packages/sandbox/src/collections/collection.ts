import type { Call, Operation, Org } from "../api/operation.ts";
import { readBody } from "../api/request-body.ts";
import type { SeedContext } from "../api/resource.ts";
import { answerList } from "../lists/list.ts";
import { isoDate } from "../org/clock.ts";
import type { Definition, Resource, Store } from "../org/model.ts";
import { notFound, OktaError, validation } from "../org/okta-error.ts";
import { oktaId } from "../org/random.ts";
import type { Permission } from "../org/roles.ts";
import { type Fields, readFields } from "./fields.ts";

type Members = Readonly<Record<string, unknown>>;
type Shown = Record<string, unknown>;

/** What can be done with the resources of a collection. */
export type CollectionOperation = "list" | "create" | "get" | "replace" | "update" | "delete";

/** What holds the resources of a collection: another collection, or something that has an ID. */
export interface Parent {
  /** Finds what a call's path names, and returns what its resources are kept under. */
  keyOf(call: Call): string;
}

/** A collection as it is declared: its model, how it is shown, what can be done with it, and what there is at first. */
export interface CollectionOptions {
  /** What the store keeps it under. */
  readonly key: string;
  /** Where the store keeps it, if not under `key`. */
  readonly entities?: (store: Store) => Map<string, Definition>;
  /** Of the list, such as `/api/v1/realms`. */
  readonly path: string;
  /** The parameter that names one of them, such as `realmId`. */
  readonly param: string;
  /** Okta's name of one of them, such as `Realm`. */
  readonly kind: string;
  /** Okta's name of what a read does not find, where it differs. */
  readonly readKind?: string;
  readonly idPrefix: string;
  /** Without `.read` and `.manage`. */
  readonly scope: string;
  readonly resource: Permission["resource"];
  readonly bucket?: string;
  /** What can be sent. */
  readonly fields: Fields;
  readonly parent?: Parent;
  /** Default: list, create, get, replace and delete. */
  readonly operations?: readonly CollectionOperation[];
  /** The status that creation is answered with. Default: 200. */
  readonly created?: 200 | 201;
  /** The method that replaces one. Default: PUT. */
  readonly replaceMethod?: "PUT" | "POST" | "PATCH";
  /** The steps of its life, the status that each leads to, and what they are answered with. */
  readonly lifecycle?: {
    readonly initial: string;
    /** Whether a creation may name another status. */
    readonly canBeSent?: boolean;
    readonly steps?: Readonly<Record<string, string>>;
    readonly answer: 200 | 204;
  };
  /** The members that no two of them may share. */
  readonly unique?: readonly string[];
  /** What is thrown for a second one with the same value. Default: E0000001. */
  readonly duplicate?: (name: string) => OktaError;
  /** The names of the times of creation and of the last change; undefined for none. */
  readonly times?: readonly [created: string, lastUpdated?: string] | undefined;
  /** How they are listed. */
  readonly list?: {
    readonly defaultLimit?: number;
    readonly maxLimit?: number;
    /** The member of an object that holds the list, where Okta answers no bare array. */
    readonly wrap?: string;
    /** What `q` looks for: the members whose beginning it is. */
    readonly q?: readonly string[];
  };
  /** Checks what was read against everything else, and may add to it. */
  readonly check?: (draft: Shown, context: DraftContext) => Members | undefined | Promise<Members | undefined>;
  /** What a new one has beside what was sent. Members that begin with `_` are kept but never shown. */
  readonly make?: (draft: Members, context: DraftContext) => Members | Promise<Members>;
  /** Whether one may be deleted; throws if not. */
  readonly checkDelete?: (resource: Resource, call: Call) => void;
  /** What follows when one is deleted. */
  readonly onDelete?: (resource: Resource, call: Call) => void;
  /** What follows when one is created. */
  readonly onCreate?: (resource: Resource, call: Call) => void;
  /** Members that are shown beside those that are kept. */
  readonly show?: (resource: Resource, call: Pick<Call, "org" | "url">, self: string) => Members;
  /** Links beside the one to itself. */
  readonly links?: (resource: Resource, self: string, org: Org) => Members;
  /** The methods that the link to itself names; undefined for a link without hints. */
  readonly allow?: readonly string[] | undefined;
  /** The ID of a new one. Default: made from `idPrefix`. */
  readonly idOf?: (draft: Members, org: Pick<Org, "random">) => string;
  /** What there is at first. */
  readonly seeds?: (context: SeedContext) => readonly (Members & { readonly id?: string })[];
}

/** What a draft is checked with. */
export interface DraftContext {
  readonly call: Call;
  /** What is replaced; undefined for a new one. */
  readonly before: Resource | undefined;
  readonly body: Members;
  readonly parentKey: string;
}

/** A collection with its operations, ready to be listed among the org's resources. */
export interface Collection extends Parent {
  readonly operations: readonly Operation[];
  seed(context: SeedContext): void;
  /** Finds the one that a call's path names. */
  find(call: Call): Resource;
  /** All of a parent, or all there are. */
  all(store: Store, parentKey?: string): readonly Resource[];
  get(store: Store, id: string, parentKey?: string): Resource | undefined;
  put(store: Store, resource: Resource, parentKey?: string): void;
  remove(store: Store, id: string, parentKey?: string): void;
  show(resource: Resource, call: Pick<Call, "org" | "url"> & Partial<Call>): Shown;
  /** The path of one, with the parameters of a call. */
  pathOf(resource: Resource, call: Partial<Pick<Call, "params">>): string;
  readonly options: CollectionOptions;
}

const ALL: readonly CollectionOperation[] = ["list", "create", "get", "replace", "delete"];
const STEPS = { activate: "ACTIVE", deactivate: "INACTIVE" };

/**
 * Declares a collection: a list of resources with create, read, replace, delete and the steps of their lives.
 *
 * @example
 * ```ts
 * const realms = defineCollection({
 *   key: "realms",
 *   path: "/api/v1/realms",
 *   param: "realmId",
 *   kind: "Realm",
 *   idPrefix: "guo",
 *   scope: "okta.realms",
 *   resource: "org",
 *   fields: { profile: required(anyObject) },
 * });
 * ```
 */
export function defineCollection(options: CollectionOptions): Collection {
  const { key, path, param, kind, scope, resource, fields, parent, lifecycle, list: listing = {} } = options;
  const bucket = options.bucket ?? path.split("/")[3] ?? "default";
  const does = options.operations ?? ALL;
  const times = "times" in options ? options.times : (["created", "lastUpdated"] as const);
  const read = { scope: `${scope}.read`, permission: { resource, access: "read" }, bucket } as const;
  const manage = { scope: `${scope}.manage`, permission: { resource, access: "manage" }, bucket } as const;
  const one = `${path}/{${param}}`;

  const mapOf = (store: Store): Map<string, Resource> => {
    // A definition is a resource that has a status and a type.
    if (options.entities) return options.entities(store) as Map<string, Resource>;
    const known = store.resources.get(key) ?? new Map<string, Resource>();
    store.resources.set(key, known);
    return known;
  };
  const keyIn = (parentKey: string, id: string) => (parentKey === "" ? id : `${parentKey}/${id}`);
  const parentOf = (call: Call) => parent?.keyOf(call) ?? "";
  const collection: Collection = {
    options,
    operations: [],
    keyOf(call) {
      const found = this.find(call);
      return keyIn(parentOf(call), found.id);
    },
    find(call) {
      const id = call.params[param] ?? "";
      const found = mapOf(call.org.store).get(keyIn(parentOf(call), id));
      if (!found) throw notFound(id, call.request.method === "GET" ? (options.readKind ?? kind) : kind);
      return found;
    },
    all: (store, parentKey) =>
      [...mapOf(store).values()].filter((kept) => parentKey === undefined || (kept._parent ?? "") === parentKey),
    get: (store, id, parentKey = "") => mapOf(store).get(keyIn(parentKey, id)),
    put(store, kept, parentKey = "") {
      mapOf(store).set(keyIn(parentKey, kept.id), { ...kept, _parent: parentKey });
    },
    remove(store, id, parentKey = "") {
      mapOf(store).delete(keyIn(parentKey, id));
    },
    pathOf: (kept, { params = {} }) =>
      `${path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(params[name] ?? ""))}/${encodeURIComponent(kept.id)}`,
    show(kept, call) {
      const { org } = call;
      const self = org.orgUrl + this.pathOf(kept, call);
      const members = Object.entries(kept).filter(([name]) => !name.startsWith("_"));
      const link = { href: self, ...(options.allow && { hints: { allow: options.allow } }) };
      return {
        ...Object.fromEntries(members),
        ...options.show?.(kept, call, self),
        _links: { self: link, ...stepLinks(kept, self), ...options.links?.(kept, self, org) },
      };
    },
    seed(context) {
      for (const { id, ...members } of options.seeds?.(context) ?? []) {
        const made = id ?? options.idOf?.(members, context) ?? oktaId(options.idPrefix, context.random);
        const times_ = times?.map((name) => [name, context.created] as const) ?? [];
        const status = lifecycle && { status: lifecycle.initial };
        const { _parent = "", ...rest } = members;
        this.put(context.store, { ...status, ...Object.fromEntries(times_), ...rest, id: made }, String(_parent));
      }
    },
  };

  const steps = lifecycle ? (lifecycle.steps ?? STEPS) : {};
  /** Only what leads to another status is linked to. */
  function stepLinks(kept: Resource, self: string): Shown {
    const possible = Object.entries(steps).filter(([, status]) => kept.status !== status && !kept.system);
    return Object.fromEntries(
      possible.map(([step]) => [step, { href: `${self}/lifecycle/${step}`, hints: { allow: ["POST"] } }]),
    );
  }

  const answer = (call: Call, kept: Resource, status = 200) => Response.json(collection.show(kept, call), { status });

  function checkUnique(draft: Members, { call, before, parentKey }: DraftContext): void {
    for (const name of options.unique ?? []) {
      const others = collection.all(call.org.store, parentKey).filter(({ id }) => id !== before?.id);
      const value = String(draft[name]).toLowerCase();
      if (!others.some((other) => String(other[name]).toLowerCase() === value)) continue;
      throw (
        options.duplicate?.(String(draft[name])) ??
        validation(name, `${name}: An object with this field already exists in the current organization`)
      );
    }
  }

  async function readDraft(call: Call, before: Resource | undefined): Promise<DraftContext & { draft: Shown }> {
    const parentKey = parentOf(call);
    const sent = await readBody(call);
    // An update names what it changes; a replacement says everything.
    const body = before && options.replaceMethod === "PATCH" ? { ...before, ...sent } : sent;
    const context: DraftContext = { call, before, body, parentKey };
    const draft = readFields(body, fields, before);
    Object.assign(draft, await options.check?.(draft, context));
    checkUnique(draft, context);
    return { ...context, draft };
  }

  async function create(call: Call): Promise<Response> {
    const { org } = call;
    const { draft, ...context } = await readDraft(call, undefined);
    const now = isoDate(org.now());
    const sentStatus = lifecycle?.canBeSent ? context.body.status : undefined;
    const allowed = new Set<unknown>([lifecycle?.initial, ...Object.values(steps)]);
    const status = sentStatus !== undefined && allowed.has(sentStatus) ? sentStatus : lifecycle?.initial;
    const made: Resource = {
      id: options.idOf?.(draft, org) ?? oktaId(options.idPrefix, org.random),
      ...(lifecycle && { status }),
      ...draft,
      ...Object.fromEntries(times?.map((name) => [name, now]) ?? []),
      ...(await options.make?.(draft, context)),
    };
    collection.put(org.store, made, context.parentKey);
    options.onCreate?.(made, call);
    return answer(call, made, options.created ?? 200);
  }

  async function replace(call: Call): Promise<Response> {
    const before = collection.find(call);
    const { draft, parentKey } = await readDraft(call, before);
    const [, lastUpdated] = times ?? [];
    const kept = Object.fromEntries(Object.entries(before).filter(([name]) => !Object.hasOwn(fields, name)));
    const now = isoDate(call.org.now());
    const replaced: Resource = { ...kept, ...draft, ...(lastUpdated && { [lastUpdated]: now }), id: before.id };
    collection.put(call.org.store, replaced, parentKey);
    return answer(call, replaced);
  }

  function remove(call: Call): Response {
    const found = collection.find(call);
    if (found.system === true) throw cannotDelete(kind);
    options.checkDelete?.(found, call);
    collection.remove(call.org.store, found.id, parentOf(call));
    options.onDelete?.(found, call);
    return new Response(null, { status: 204 });
  }

  function answerAll(call: Call): Response {
    const { org } = call;
    const found = collection.all(org.store, parentOf(call));
    const { wrap, defaultLimit = 200, maxLimit = 200, q } = listing;
    if (wrap) {
      const self = org.orgUrl + call.url.pathname;
      return Response.json({
        [wrap]: found.map((kept) => collection.show(kept, call)),
        ...(wrap !== "domains" && { _links: { self: { href: self } } }),
      });
    }
    return answerList(call, {
      entities: new Map(found.map((kept) => [kept.id, kept])),
      show: (kept) => collection.show(kept, call),
      cursorPrefix: options.idPrefix,
      defaultLimit,
      maxLimit,
      ...(q && { q: { defaultLimit, texts: (kept: Resource) => q.map((name) => kept[name]) } }),
    });
  }

  function step(call: Call, status: string): Response {
    const found = collection.find(call);
    const [, lastUpdated] = times ?? [];
    const changed = { ...found, status, ...(lastUpdated && { [lastUpdated]: isoDate(call.org.now()) }) };
    collection.put(call.org.store, changed, parentOf(call));
    return lifecycle?.answer === 204 ? new Response(null, { status: 204 }) : answer(call, changed);
  }

  const method = options.replaceMethod ?? "PUT";
  const operations: readonly (Operation | false)[] = [
    does.includes("list") && { ...read, method: "GET", path, handle: answerAll },
    does.includes("create") && { ...manage, method: "POST", path, handle: create },
    does.includes("get") && {
      ...read,
      method: "GET",
      path: one,
      handle: (call) => answer(call, collection.find(call)),
    },
    does.includes("replace") && { ...manage, method, path: one, handle: replace },
    does.includes("update") && { ...manage, method: "POST", path: one, handle: replace },
    does.includes("delete") && { ...manage, method: "DELETE", path: one, handle: remove },
    ...Object.entries(steps).map(
      ([name, status]): Operation => ({
        ...manage,
        method: "POST",
        path: `${one}/lifecycle/${name}`,
        handle: (call) => step(call, status),
      }),
    ),
  ];
  Object.assign(collection, { operations: operations.filter((operation) => operation !== false) });
  return collection;
}

/** E0000006: what the org comes with stays. */
function cannotDelete(kind: string): OktaError {
  return new OktaError({
    status: 403,
    code: "E0000006",
    summary: "You do not have permission to perform the requested action",
    causes: [`A system ${kind} cannot be deleted.`],
  });
}

/** What must be deactivated before it is deleted. */
export function mustBeInactive(resource: Resource): void {
  if (resource.status !== "ACTIVE") return;
  throw validation("status", "status: An active object cannot be deleted. Deactivate it first.");
}
