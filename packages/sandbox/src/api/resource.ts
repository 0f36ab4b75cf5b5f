import type { Store } from "../org/model.ts";
import type { Operation, PublicOperation } from "./operation.ts";

/** What an org is filled with at first. */
export interface SeedContext {
  readonly store: Store;
  readonly orgUrl: string;
  readonly random: () => number;
  /** When the org was founded, in ISO 8601. */
  readonly created: string;
}

/** A resource of the org: what can be done with it, and what there is of it at first. */
export interface ResourceDeclaration {
  readonly operations: readonly Operation[];
  /** Those that need no token. */
  readonly publicOperations?: readonly PublicOperation[];
  seed?(context: SeedContext): void;
}
