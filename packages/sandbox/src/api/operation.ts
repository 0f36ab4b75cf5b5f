import type { RegisteredApp } from "../oauth/clients.ts";
import type { Clock } from "../org/clock.ts";
import type { Store } from "../org/model.ts";
import type { Permission } from "../org/roles.ts";

/** What every handler knows of the org. */
export interface Org {
  readonly orgUrl: string;
  readonly now: Clock;
  readonly random: () => number;
  readonly store: Store;
  /** The API Services apps. */
  readonly registeredApps: readonly RegisteredApp[];
}

/** A call that has passed every gate. */
export interface Call {
  readonly org: Org;
  readonly app: RegisteredApp;
  readonly request: Request;
  readonly url: URL;
  /** The path's parameters, decoded. */
  readonly params: Readonly<Record<string, string>>;
}

/** An operation of the Management API: who may call it, and what it does. */
export interface Operation {
  readonly method: "GET" | "POST" | "PUT" | "DELETE" | "PATCH";
  /** As in Okta's documents, such as `/api/v1/users/{userId}`. */
  readonly path: string;
  readonly scope: string;
  /** A second scope that it needs, where Okta names two. */
  readonly furtherScope?: string;
  readonly permission: Permission;
  /** The rate-limit bucket that it counts in. */
  readonly bucket: string;
  handle(call: Call): Response | Promise<Response>;
}

/** Who may call an operation, and the rate-limit bucket that it counts in. */
export type Gate = Pick<Operation, "scope" | "permission" | "bucket">;

/** What anybody may ask without a token: no gate stands before it, and no bucket counts it. */
export interface PublicOperation extends Pick<Operation, "method" | "path"> {
  handle(call: Omit<Call, "app">): Response | Promise<Response>;
}
