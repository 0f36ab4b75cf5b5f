import { FailedError } from "../errors.ts";
import { readWrangler, runWrangler, type WranglerRun } from "./run-wrangler.ts";
import { withSecretFile } from "./secret-file.ts";

/** Keys that Cloudflare returns the values of in one request. */
const MAX_READ = 100;

/** A value to write. */
export interface KvWrite {
  readonly key: string;
  readonly value: string;
  /** Seconds since the epoch: KV removes the value then. */
  readonly expiration?: number | undefined;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** A key of a namespace. */
export interface KvKey {
  readonly name: string;
  readonly metadata?: Readonly<Record<string, unknown>> | null;
}

/** A KV namespace of the Worker in a folder. */
export interface KvNamespace {
  list(prefix: string): Promise<readonly KvKey[]>;
  /** Reads values; null for a key that does not exist. */
  read(keys: readonly string[]): Promise<ReadonlyMap<string, string | null>>;
  write(values: readonly KvWrite[]): Promise<void>;
  remove(keys: readonly string[]): Promise<void>;
}

/** Where a namespace is. */
export interface KvNamespaceOptions extends Omit<WranglerRun, "args"> {
  /** The name of the binding in wrangler's configuration. */
  readonly binding: string;
  /** Whether to use the storage of `wrangler dev` instead of Cloudflare's. */
  readonly isLocal: boolean;
}

/** Opens a KV namespace by wrangler, which has the account and its token. */
export function openKvNamespace({ binding, isLocal, ...where }: KvNamespaceOptions): KvNamespace {
  const run = (...args: string[]): WranglerRun => ({
    ...where,
    args: ["kv", ...args, "--binding", binding, isLocal ? "--local" : "--remote"],
  });
  const readSome = (keys: readonly string[]) =>
    withSecretFile(keys, async (file) => {
      const found = parseOutput(await readWrangler(run("bulk", "get", file)));
      return Object.entries(found as Record<string, string | { value: string | null } | null>).map(
        // Cloudflare returns values, wrangler's local storage objects with them.
        ([key, value]) => [key, typeof value === "object" ? (value?.value ?? null) : value] as const,
      );
    });
  return {
    list: async (prefix) => parseOutput(await readWrangler(run("key", "list", "--prefix", prefix))) as KvKey[],
    async read(keys) {
      const values = new Map<string, string | null>();
      for (let at = 0; at < keys.length; at += MAX_READ) {
        for (const [key, value] of await readSome(keys.slice(at, at + MAX_READ))) values.set(key, value);
      }
      return values;
    },
    async write(values) {
      if (values.length > 0) await withSecretFile(values, (file) => runWrangler(run("bulk", "put", file)));
    },
    async remove(keys) {
      if (keys.length > 0) await withSecretFile(keys, (file) => runWrangler(run("bulk", "delete", file, "--force")));
    },
  };
}

function parseOutput(output: string): object {
  try {
    return JSON.parse(output.slice(Math.max(0, output.search(/^[[{]/m))));
  } catch (cause) {
    throw new FailedError("wrangler printed no JSON.", { hint: "Update wrangler.", code: "wrangler_failed", cause });
  }
}
