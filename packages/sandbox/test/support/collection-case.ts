import type { Answer } from "./client.ts";

/** Sends a request with a body. */
export type Send = (method: string, path: string, body?: unknown) => Promise<Answer>;

/** A collection: where it is, what makes one, what a replacement changes, what must be sent, and the statuses of success. */
export interface CollectionCase {
  readonly path: string | (() => Promise<string>);
  /** The path with its parameters as `{}`, where it has some. */
  readonly template?: string;
  readonly body: Record<string, unknown> | (() => Promise<Record<string, unknown>>);
  /** What a replacement says instead. */
  readonly change?: Record<string, unknown>;
  /** A member that must be sent. */
  readonly required?: string;
  readonly created?: number;
  readonly kind: string;
  /** Okta's name of what a read does not find. Default: `kind`. */
  readonly readKind?: string;
  /** The status that each step of its life is answered with. */
  readonly lifecycle?: 200 | 204;
  readonly wrap?: string;
  /** The method that replaces one, and the status of success, where it is not 200. Default: PUT. */
  readonly replace?: "PUT" | "POST" | "PATCH" | false;
  readonly replaced?: 201;
  readonly mustBeInactive?: boolean;
}

/** Finds and makes what collections are about, with requests that are sent by `send`. */
export function collectionScene(send: Send) {
  const first = async (path: string) => {
    const { body } = await send("GET", path);
    return Array.isArray(body) ? body[0] : body;
  };
  const server = async () =>
    (await send("POST", "/api/v1/authorizationServers", { name: `S ${Math.random()}`, audiences: ["api://a"] })).body
      .id;
  const app = async () => (await first("/api/v1/apps?q=Customer")).id;
  return { send, first, server, app };
}

export type CollectionScene = ReturnType<typeof collectionScene>;
