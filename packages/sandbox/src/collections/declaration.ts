import type { Call, Operation, Org } from "../api/operation.ts";
import type { SeedContext } from "../api/resource.ts";
import type { Definition, Resource, Store } from "../org/model.ts";
import type { OktaError } from "../org/okta-error.ts";
import type { Permission } from "../org/roles.ts";
import type { Fields } from "./fields.ts";

export type Members = Readonly<Record<string, unknown>>;
export type Shown = Record<string, unknown>;

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
    /** Further query parameters that links carry. */
    readonly parameters?: readonly string[];
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
  readonly show?: (
    resource: Resource,
    call: Pick<Call, "org" | "url"> & Partial<Pick<Call, "request">>,
    self: string,
  ) => Members;
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
