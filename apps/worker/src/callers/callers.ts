import { hasRules, type PolicyDeclaration } from "@okta-edge/actions/policy";
import { equalBytes } from "../cloudflare/runtime.ts";
import {
  type DeclaredCaller,
  foldCase,
  keysOf,
  localKeyProblem,
  readCallersSetting,
} from "../settings/callers-setting.ts";
import { LOCAL_CALLER, LOCAL_KEY_HASH } from "../settings/local-mode.ts";
import type { Settings } from "../settings/read-env.ts";
import { SettingsError } from "../settings/settings-error.ts";
import type { GrantedScopes } from "./scope.ts";

/** A program or person that may call the Worker. */
export interface Caller {
  /** Its name in `CALLERS`, which audit lines have. */
  readonly name: string;
  /** Empty for a caller whose scopes follow from its actions. */
  readonly scopes: GrantedScopes;
  /** What narrows the scopes; undefined for a caller that has scopes alone. */
  readonly declaration?: PolicyDeclaration | undefined;
  /** The names of its connections. */
  readonly connections: readonly string[] | "all";
  /** Whether it may hand out credentials and admin rights of other apps. */
  readonly credentials: boolean;
  /** What it may do over MCP beyond the usual. */
  readonly mcp?: { readonly destructive?: boolean | undefined };
}

/** Reports whether a caller may use a connection. */
export function hasConnection({ connections }: Caller, name: string): boolean {
  return connections === "all" || connections.includes(name);
}

/** An identity that Cloudflare Access has verified: a person's email address, or a service token's Client ID. */
export interface AccessIdentity {
  readonly kind: "email" | "service token";
  readonly name: string;
}

/** The caller that a key belongs to. */
export interface FoundCaller {
  readonly caller: Caller;
  /** Whether the key has expired. */
  readonly isExpired: boolean;
  /** When the key expires, in milliseconds since the epoch; Infinity for never. */
  readonly expiresAt: number;
}

/** The callers of the Worker. */
export interface Callers {
  readonly all: readonly Caller[];
  /** Set if a caller has the key that everyone knows: requests are then accepted on a loopback address only. */
  readonly localKeyError: SettingsError | undefined;
  /** Finds the caller that the hash of a key belongs to. */
  byKeyHash(hash: Uint8Array): FoundCaller | undefined;
  /** Finds the caller with an identity of Cloudflare Access. */
  byAccess(identity: AccessIdentity): Caller | undefined;
}

interface KnownKey {
  readonly caller: Caller;
  readonly hash: Uint8Array;
  readonly notAfter: number;
}

/**
 * Reads the callers from the setting `CALLERS`.
 *
 * @throws {SettingsError} when it is missing or invalid; the message says where.
 */
export function readCallers(settings: Settings): Callers {
  return createCallers(readCallersSetting(settings));
}

/**
 * Returns the callers of a Worker in local mode: those of `CALLERS`, and `local`, whose key is `local-development-key`, with all scopes of
 * all connections. A missing `CALLERS` adds none; an invalid one is passed to `report` and adds none.
 */
export function readLocalCallers(settings: Settings, report: (error: SettingsError) => void): Callers {
  let declared: readonly DeclaredCaller[] = [];
  try {
    if (settings.names.includes("CALLERS")) declared = readCallersSetting(settings);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    report(error);
  }
  const { all, byKeyHash, byAccess } = createCallers(declared);
  const local: Caller = { name: LOCAL_CALLER, scopes: "all", connections: "all", credentials: true };
  const localHash = fromHex(LOCAL_KEY_HASH);
  return {
    all: [...all, local],
    localKeyError: undefined,
    byKeyHash: (hash) =>
      equalBytes(hash, localHash)
        ? { caller: local, isExpired: false, expiresAt: Number.POSITIVE_INFINITY }
        : byKeyHash(hash),
    byAccess,
  };
}

/** Returns no callers: those of a Worker whose callers are all in KV. */
export function noCallers(): Callers {
  return createCallers([]);
}

function createCallers(declared: readonly DeclaredCaller[]): Callers {
  const keys = new Map<string, KnownKey>();
  const identities = new Map<string, Caller>();
  const all: Caller[] = [];
  for (const one of declared) {
    const { access } = one;
    const caller = toCaller(one);
    all.push(caller);
    for (const { keyHash, notAfter = Number.POSITIVE_INFINITY } of keysOf(one)) {
      const hash = fromHex(keyHash);
      keys.set(binaryText(hash), { caller, hash, notAfter });
    }
    // Only an email address has an @.
    if (access !== undefined)
      identities.set(`${access.includes("@") ? "email" : "service token"} ${foldCase(access)}`, caller);
  }
  const localKey = localKeyProblem(declared);
  return {
    all,
    localKeyError: localKey && new SettingsError([localKey]),
    byKeyHash(hash) {
      // The time of the look-up depends on the hash of the key that was sent, which its sender cannot choose: who finds out that it
      // resembles the hash of a caller's key is not nearer to that key.
      const known = keys.get(binaryText(hash));
      const found = known && equalBytes(hash, known.hash) ? known : undefined;
      return found && { caller: found.caller, isExpired: found.notAfter < Date.now(), expiresAt: found.notAfter };
    },
    byAccess: ({ kind, name }) => identities.get(`${kind} ${foldCase(name)}`),
  };
}

/** Creates a caller from its declaration, in `CALLERS` or in KV. */
export function toCaller(declared: DeclaredCaller): Caller {
  const {
    name,
    connections,
    credentials,
    mcp,
    scopes = [],
    actions,
    maxRisk,
    deny,
    where,
    protected: targets,
    fields,
  } = declared;
  const declaration = { scopes: declared.scopes, actions, maxRisk, deny, where, protected: targets, fields };
  return { name, scopes, connections, credentials, ...(mcp && { mcp }), ...(hasRules(declaration) && { declaration }) };
}

/** Hashes a key as `CALLERS` holds it. */
export async function hashKey(key: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(key)));
}

const encoder = new TextEncoder();

/** Returns bytes as a text of as many characters, which is a map's key. */
function binaryText(bytes: Uint8Array): string {
  // `apply` reads an array of bytes at once; spreading iterates over it.
  return String.fromCharCode.apply(null, bytes as unknown as number[]);
}

function fromHex(keyHash: string): Uint8Array {
  const digits = keyHash.slice("sha256:".length).match(/../g) ?? [];
  return Uint8Array.from(digits, (byte) => Number.parseInt(byte, 16));
}
