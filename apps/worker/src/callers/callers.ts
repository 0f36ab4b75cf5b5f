import * as v from "valibot";
import { DEFAULT_CONNECTION } from "../settings/connection-settings.ts";
import { LOCAL_CALLER, LOCAL_KEY_HASH } from "../settings/local-mode.ts";
import { parseJsonSetting, SettingsError } from "../settings/settings-error.ts";
import type { GrantedScopes } from "./scope.ts";

const keyHash = v.pipe(
  v.string(),
  v.regex(/^sha256:[0-9a-f]{64}$/, "must be sha256: and 64 hexadecimal digits in lower case"),
);

const caller = v.pipe(
  v.strictObject({
    name: v.pipe(v.string(), v.regex(/^[\w.@-]{1,64}$/, "must be 1 to 64 letters, digits or any of . _ @ -")),
    keyHash: v.optional(keyHash),
    keys: v.optional(
      v.array(
        v.strictObject({
          keyHash,
          notAfter: v.optional(
            v.pipe(
              v.string(),
              v.check((text) => !Number.isNaN(Date.parse(text)), "must be a date such as 2026-12-31T00:00:00Z"),
              v.transform((text) => Date.parse(text)),
            ),
          ),
        }),
      ),
    ),
    access: v.optional(
      v.pipe(v.string(), v.trim(), v.minLength(1, "must be an email address or a service token's Client ID")),
    ),
    scopes: v.pipe(
      v.array(
        v.pipe(
          v.string(),
          v.regex(/^(okta\.[A-Za-z.]+|ssf)\.(read|manage|run)$/, "must be a scope such as okta.users.read"),
        ),
      ),
      v.minLength(1, "must name at least one scope"),
    ),
    connections: v.optional(v.array(v.string()), [DEFAULT_CONNECTION]),
  }),
  v.check(
    (one) => one.keyHash !== undefined || (one.keys?.length ?? 0) > 0 || one.access !== undefined,
    "must have a keyHash, keys, or access",
  ),
);

const callersSetting = v.pipe(
  v.array(caller),
  v.minLength(1, "must name at least one caller"),
  v.check(
    (callers) => new Set(callers.map(({ name }) => name)).size === callers.length,
    "must not name two callers alike",
  ),
);

/** A program or person that may call the Worker. */
export interface Caller {
  readonly name: string;
  readonly scopes: GrantedScopes;
  /** The names of its connections. */
  readonly connections: readonly string[] | "all";
}

/** Reports whether a caller may use a connection. */
export function hasConnection({ connections }: Caller, name: string): boolean {
  return connections === "all" || connections.includes(name);
}

/** The callers of the Worker. */
export interface Callers {
  readonly all: readonly Caller[];
  /** Set if a caller has the key that everyone knows: no request from elsewhere than this machine is then accepted. */
  readonly localKeyError: SettingsError | undefined;
  /** Finds the caller that a key belongs to; `expired` after the end of the key. */
  byKey(key: string): Promise<Caller | "expired" | undefined>;
  /** Finds the caller that Cloudflare Access has identified, by an email address or a service token's Client ID. */
  byAccess(identity: string): Caller | undefined;
}

interface KnownKey {
  readonly caller: Caller;
  readonly hash: Uint8Array;
  readonly notAfter: number;
}

/**
 * Reads the setting `CALLERS`.
 *
 * @throws {SettingsError} when it is missing or invalid; the message says where, without quoting it.
 */
export function readCallers(setting: string | undefined): Callers {
  if (!setting?.trim()) {
    throw new SettingsError([
      'CALLERS is missing: set it to JSON, [{"name":"…","keyHash":"sha256:…","scopes":["okta.users.read"]}]. All requests are rejected until it is set.',
    ]);
  }
  return createCallers(parse(setting));
}

/**
 * Returns the callers of a Worker in local mode: those of `CALLERS`, and `local`, whose key is `local-development-key`, with all scopes of
 * all connections. A missing `CALLERS` adds none; an invalid one is passed to `report` and adds none.
 */
export function readLocalCallers(setting: string | undefined, report: (error: SettingsError) => void): Callers {
  let declared: readonly DeclaredCaller[] = [];
  try {
    if (setting?.trim()) declared = parse(setting);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    report(error);
  }
  // The last one with a key has it.
  const local = { name: LOCAL_CALLER, keyHash: LOCAL_KEY_HASH, scopes: "all", connections: "all" } as const;
  return { ...createCallers([...declared, local]), localKeyError: undefined };
}

type DeclaredCaller = Omit<v.InferOutput<typeof caller>, "scopes" | "connections"> & Caller;

function createCallers(declared: readonly DeclaredCaller[]): Callers {
  const keys: KnownKey[] = [];
  const people = new Map<string, Caller>();
  const all: Caller[] = [];
  let localKeyError: SettingsError | undefined;
  for (const { keyHash: single, keys: several = [], access, ...known } of declared) {
    all.push(known);
    const hashes = [...several, ...(single === undefined ? [] : [{ keyHash: single, notAfter: undefined }])];
    for (const { keyHash, notAfter = Number.POSITIVE_INFINITY } of hashes) {
      keys.push({ caller: known, hash: fromHex(keyHash.slice("sha256:".length)), notAfter });
      if (keyHash === LOCAL_KEY_HASH) localKeyError = knownToEveryone(known);
    }
    if (access !== undefined) people.set(access.toLowerCase(), known);
  }
  return {
    all,
    localKeyError,
    async byKey(key) {
      const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(key)));
      let found: KnownKey | undefined;
      // Every key is compared, each in constant time, so that the time reveals nothing about the callers.
      for (const known of keys) {
        if (crypto.subtle.timingSafeEqual(hash, known.hash)) found = known;
      }
      return found && found.notAfter < Date.now() ? "expired" : found?.caller;
    },
    byAccess: (identity) => people.get(identity.toLowerCase()),
  };
}

function knownToEveryone({ name }: Caller): SettingsError {
  return new SettingsError(
    [
      `CALLERS: the caller "${name}" has the key local-development-key, which everyone knows. Create a key of its own for this caller, and replace its hash in CALLERS.`,
    ],
    "local_key",
  );
}

function parse(setting: string): readonly DeclaredCaller[] {
  const result = v.safeParse(callersSetting, parseJsonSetting("CALLERS", setting));
  if (result.success) return result.output;
  throw new SettingsError(result.issues.map((issue) => `CALLERS${place(issue)}: ${issue.message}.`));
}

/** Where in the JSON an issue lies, such as `[0].keyHash`. */
function place({ path = [] }: { path?: readonly { key: unknown }[] | undefined }): string {
  return path.map(({ key }) => (typeof key === "number" ? `[${key}]` : `.${key}`)).join("");
}

function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}
