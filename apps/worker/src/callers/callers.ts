import * as v from "valibot";
import { DEFAULT_CONNECTION } from "../settings/connection-settings.ts";
import { parseJsonSetting, SettingsError } from "../settings/settings-error.ts";

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

/** Who may call the Worker, what for, and where. */
export interface Caller {
  readonly name: string;
  readonly scopes: readonly string[];
  /** The connections that they may use. */
  readonly connections: readonly string[];
}

/** The callers that there are. */
export interface Callers {
  readonly all: readonly Caller[];
  /** Finds the one to whom a key belongs; `expired` if the key was good once. */
  byKey(key: string): Promise<Caller | "expired" | undefined>;
  /** Finds the one whom Cloudflare Access says that it is: an email address, or a service token's Client ID. */
  byAccess(identity: string): Caller | undefined;
}

interface KnownKey {
  readonly caller: Caller;
  readonly hash: Uint8Array;
  readonly notAfter: number;
}

/** Reads the setting `CALLERS`; throws a SettingsError that says where it is wrong, without quoting it. */
export function readCallers(setting: string | undefined): Callers {
  if (!setting?.trim()) {
    throw new SettingsError([
      'CALLERS is missing: set it to JSON, [{"name":"…","keyHash":"sha256:…","scopes":["okta.users.read"]}]. Until then nobody may call.',
    ]);
  }
  const keys: KnownKey[] = [];
  const people = new Map<string, Caller>();
  const all: Caller[] = [];
  for (const { keyHash: single, keys: several = [], access, ...known } of parse(setting)) {
    all.push(known);
    const hashes = [...several, ...(single === undefined ? [] : [{ keyHash: single, notAfter: undefined }])];
    for (const { keyHash, notAfter = Number.POSITIVE_INFINITY } of hashes) {
      keys.push({ caller: known, hash: fromHex(keyHash.slice("sha256:".length)), notAfter });
    }
    if (access !== undefined) people.set(access.toLowerCase(), known);
  }
  return {
    all,
    async byKey(key) {
      const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(key)));
      let found: KnownKey | undefined;
      // All are compared, each in constant time, so that the time tells nothing about who there is.
      for (const known of keys) {
        if (crypto.subtle.timingSafeEqual(hash, known.hash)) found = known;
      }
      return found && found.notAfter < Date.now() ? "expired" : found?.caller;
    },
    byAccess: (identity) => people.get(identity.toLowerCase()),
  };
}

function parse(setting: string): v.InferOutput<typeof callersSetting> {
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
