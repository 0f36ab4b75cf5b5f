import {
  CALLER_ENTRY_PREFIX,
  SettingsError,
  type SignedCaller,
  signCallerEntry,
  verifyCallerEntry,
} from "@okta-edge/worker/settings";
import { FailedError } from "../errors.ts";
import { readWranglerConfig } from "../project/wrangler-config.ts";
import type { Session } from "../session.ts";
import { openCloudflareKv } from "../wrangler/cloudflare-kv.ts";
import { type KvNamespace, openKvNamespace } from "../wrangler/kv-namespace.ts";
import type { CallerEntry } from "./caller-entry.ts";
import { readSigningKeys, type SigningKeys } from "./signing-keys.ts";

/** The binding of the namespace. */
const BINDING = "CALLERS_KV";

/** Seconds that KV keeps a value at least. */
const SHORTEST_LIFE = 60;

/** A caller as it is written, without its keys. */
export type Declaration = Omit<CallerEntry, "keyHash" | "keys">;

/** A key of a caller in KV. */
export interface KvKeyEntry {
  readonly keyHash: string;
  /** What the entry holds; a text that says why it is rejected. */
  readonly found: SignedCaller | string;
}

/** A key to write. */
export interface NewKvKey {
  readonly declaration: Declaration;
  readonly keyHash: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** The callers in KV. */
export interface KvCallers {
  /** Returns the names of the callers with the hashes of their keys, as the index has them. */
  names(): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Reads and verifies keys; without hashes, all. */
  read(keyHashes?: readonly string[]): Promise<readonly KvKeyEntry[]>;
  write(keys: readonly NewKvKey[]): Promise<void>;
  remove(keyHashes: readonly string[]): Promise<void>;
}

/**
 * Opens the callers in KV of the Worker in the session's folder.
 *
 * @throws {FailedError} when the folder has no binding `CALLERS_KV` or no signing key.
 */
export async function openKvCallers(
  session: Session,
  { env: environment, local }: { readonly env: string | undefined; readonly local: boolean },
): Promise<KvCallers> {
  const config = await readWranglerConfig(session.folder, environment);
  if (!config?.kvNamespaces.has(BINDING)) {
    throw new FailedError(`${config?.file ?? "This folder"} has no KV namespace ${BINDING}.`, {
      hint: `Add { "binding": "${BINDING}" } to kv_namespaces, and run \`okta-edge deploy\`.`,
      code: "no_callers_kv",
    });
  }
  const keys = await readSigningKeys(session, environment);
  const { folder, env } = session;
  const { CLOUDFLARE_API_TOKEN: token, CLOUDFLARE_ACCOUNT_ID: account, CLOUDFLARE_API_BASE_URL: api } = env;
  const namespaceId = config.kvNamespaces.get(BINDING);
  if (!local && namespaceId === undefined) throw withoutId(config.file);
  if (namespaceId === undefined || local || !token || !account) {
    return kvCallers(openKvNamespace({ binding: BINDING, folder, environment, env, isLocal: local }), keys);
  }
  return kvCallers(openCloudflareKv({ account, namespaceId, token, api }), keys);
}

function withoutId(file: string): FailedError {
  return new FailedError(`${file} does not have the ID of the KV namespace ${BINDING}.`, {
    hint: `Run \`okta-edge deploy\`, which creates the namespace, then \`npx wrangler kv namespace list\`, and add its "id" to the binding.`,
    code: "no_callers_kv",
  });
}

function kvCallers(namespace: KvNamespace, { signing, accepted }: SigningKeys): KvCallers {
  const nameOf = (keyHash: string) => CALLER_ENTRY_PREFIX + keyHash.slice("sha256:".length);
  const hashOf = (name: string) => `sha256:${name.slice(CALLER_ENTRY_PREFIX.length)}`;
  const list = () => namespace.list(CALLER_ENTRY_PREFIX);
  return {
    async names() {
      const names = new Map<string, string[]>();
      for (const { name, metadata } of await list()) {
        const caller = String(metadata?.caller ?? "");
        names.set(caller, [...(names.get(caller) ?? []), hashOf(name)]);
      }
      return names;
    },
    async read(keyHashes) {
      const names = keyHashes?.map(nameOf) ?? (await list()).map(({ name }) => name);
      const values = await namespace.read(names);
      return Promise.all(
        names.map(async (name) => {
          const value = values.get(name);
          const keyHash = hashOf(name);
          return { keyHash, found: value == null ? "missing" : await verifyCallerEntry(value, keyHash, accepted) };
        }),
      );
    },
    async write(entries) {
      const now = Date.now() / 1000;
      const values = entries.map(async ({ declaration, keyHash, expiresAt }) => {
        const { name, value } = await sign(declaration, keyHash, expiresAt, signing);
        const expiration = Math.ceil(Math.max(expiresAt / 1000, now + 2 * SHORTEST_LIFE));
        return { key: name, value, expiration, metadata: { caller: declaration.name } };
      });
      await namespace.write(await Promise.all(values));
    },
    remove: (keyHashes) => namespace.remove(keyHashes.map(nameOf)),
  };
}

async function sign(declaration: Declaration, keyHash: string, expiresAt: number, signingKey: string) {
  try {
    return await signCallerEntry({ caller: declaration, keyHash, signingKey, expiresAt });
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    throw new FailedError(`The caller ${declaration.name} is invalid: ${error.message}`, {
      code: error.code,
      cause: error,
    });
  }
}

/**
 * Finds the keys of a caller in KV. The index is not signed: a key of another caller under this name is left out.
 *
 * @throws {FailedError} when there is no such caller.
 */
export async function findKvCaller(callers: KvCallers, name: string): Promise<readonly KvKeyEntry[]> {
  const hashes = (await callers.names()).get(name) ?? [];
  const keys = (await callers.read(hashes)).filter(
    ({ found }) => typeof found === "string" || found.caller.name === name,
  );
  if (keys.length > 0) return keys;
  throw new FailedError(`There is no caller ${name} in ${BINDING}.`, {
    hint: "Run `okta-edge caller list --kv` for all of them.",
    code: "unknown_caller",
  });
}

/**
 * Checks that a name is free in KV.
 *
 * @throws {FailedError} when a caller has it.
 */
export async function requireFreeKvName(callers: KvCallers, name: string): Promise<void> {
  if (!(await callers.names()).has(name)) return;
  throw new FailedError(`There is a caller ${name} in ${BINDING} already.`, {
    hint: `Run \`okta-edge caller rotate ${name} --kv\` for a new key.`,
    code: "caller_exists",
  });
}
