import { ConfigurationError, parseScopes } from "@okta-edge/core";
import * as v from "valibot";
import { POLICY_ENTRIES, POLICY_MEMBERS } from "./caller-policy-setting.ts";
import { DEFAULT_CONNECTION } from "./connection-settings.ts";
import { missingSetting } from "./how-to-set.ts";
import { LOCAL_KEY_HASH } from "./local-mode.ts";
import { parseJsonSetting } from "./parse-json.ts";
import type { Settings } from "./read-env.ts";
import { invalidSetting, type SettingProblem, SettingsError } from "./settings-error.ts";

const EXAMPLE = '[{"name":"moveworks","keyHash":"sha256:<64 hexadecimal digits>","scopes":["okta.users.read"]}]';
const MEMBERS = `name, keyHash, keys, access, scopes, connections, credentials, mcp, ${POLICY_MEMBERS}`;
const HASH_HINT =
  'Replace it with sha256: and the hash that `printf %s "$key" | openssl dgst -sha256 -r` prints. The key itself belongs to the caller alone.';

const keyHash = v.pipe(
  v.string("must be text."),
  v.check(
    (text) => /^sha256:[0-9a-f]{64}$/.test(text),
    ({ input }) => describeHash(input),
  ),
);

/** Says what is wrong with a key hash; after a line break, what to do. */
function describeHash(text: string): string {
  if (/^[0-9a-f]{64}$/i.test(text)) return "lacks the prefix sha256:.\nWrite it as sha256:<64 hexadecimal digits>.";
  if (/^sha256:/.test(text)) return "must be sha256: and 64 hexadecimal digits in lower case.";
  return `looks like a key, not its hash.\n${HASH_HINT}`;
}

const object = <Entries extends v.ObjectEntries>(entries: Entries, members: string) =>
  v.strictObject(entries, ({ expected, received }) =>
    expected === "never"
      ? `is unknown. The members are ${members}.`
      : received === "undefined"
        ? "is missing."
        : "must be an object.",
  );

const caller = v.pipe(
  object(
    {
      name: v.pipe(
        v.string("must be text."),
        v.regex(/^[\w.@-]{1,64}$/, "must be 1 to 64 letters, digits or any of . _ @ -."),
      ),
      keyHash: v.optional(keyHash),
      keys: v.optional(
        v.array(
          object(
            {
              keyHash,
              notAfter: v.optional(
                v.pipe(
                  v.string("must be text."),
                  v.check(
                    (text) => !Number.isNaN(Date.parse(text)),
                    "must be a date, for example 2026-12-31T00:00:00Z.",
                  ),
                  v.transform((text) => Date.parse(text)),
                ),
              ),
            },
            "keyHash and notAfter",
          ),
          "must be a list.",
        ),
      ),
      access: v.optional(
        v.pipe(
          v.string("must be text."),
          v.trim(),
          v.minLength(1, "must be an email address or a service token's Client ID."),
        ),
      ),
      scopes: v.optional(
        v.pipe(
          v.array(v.string("must be text."), "must be a list of scopes, for example okta.users.read."),
          v.minLength(1, "must contain at least one scope."),
          v.rawCheck(({ dataset, addIssue }) => {
            const message = dataset.typed && scopesError(dataset.value);
            if (message) addIssue({ message });
          }),
        ),
      ),
      connections: v.optional(v.array(v.string("must be text."), "must be a list of names."), [DEFAULT_CONNECTION]),
      credentials: v.optional(v.boolean("must be true or false."), false),
      ...POLICY_ENTRIES,
      mcp: v.optional(object({ destructive: v.optional(v.boolean("must be true or false.")) }, "destructive")),
    },
    MEMBERS,
  ),
  v.forward(
    v.check(
      ({ scopes, actions }) => scopes !== undefined || actions !== undefined,
      "is missing. Without it, set actions.",
    ),
    ["scopes"],
  ),
  v.check(
    ({ keyHash, keys = [], access }) => keyHash !== undefined || keys.length > 0 || access !== undefined,
    "must have a keyHash, keys or access.",
  ),
);

function scopesError(scopes: readonly string[]): string | undefined {
  if (scopes.length === 0) return undefined;
  try {
    parseScopes(scopes);
    const wrong = scopes.findIndex((scope) => !/^(okta\.[A-Za-z.]+|ssf)\.(read|manage|run)$/.test(scope));
    return wrong < 0 ? undefined : `[${wrong}] must be a scope, for example okta.users.read.`;
  } catch (error) {
    if (error instanceof ConfigurationError) return `: ${error.describe(() => "CALLERS").message}`;
    throw error;
  }
}

const callersSetting = v.pipe(v.array(caller, "must be a list."), v.minLength(1, "must contain at least one caller."));

/** A caller as `CALLERS` declares it. */
export type DeclaredCaller = v.InferOutput<typeof caller>;

/**
 * Reads the setting `CALLERS`.
 *
 * @throws {SettingsError} when it is missing or invalid. The message says where, and quotes nothing but names of callers.
 */
export function readCallersSetting(settings: Settings): readonly DeclaredCaller[] {
  const text = settings.text("CALLERS");
  if (text === undefined)
    throw new SettingsError([missingSetting(settings, "CALLERS", `JSON, for example ${EXAMPLE},`)]);
  const result = v.safeParse(callersSetting, parseJsonSetting("CALLERS", text, EXAMPLE));
  const problems = result.success ? duplicates(result.output) : result.issues.map(toProblem);
  if (!result.success || problems.length > 0) throw new SettingsError(problems);
  return result.output;
}

/**
 * Parses one caller, as an item of `CALLERS` declares it.
 *
 * @throws {SettingsError} when it is invalid.
 */
export function parseCaller(value: unknown): DeclaredCaller {
  const result = v.safeParse(caller, value);
  if (result.success) return result.output;
  throw new SettingsError(result.issues.map(toProblem));
}

function toProblem({
  path = [],
  message,
}: {
  path?: readonly { key: unknown }[] | undefined;
  message: string;
}): SettingProblem {
  const place = path.map(({ key }) => (typeof key === "number" ? `[${key}]` : `.${key}`)).join("");
  const [rule = "", hint] = message.split("\n");
  const separator = /^[[:]/.test(rule) ? "" : " ";
  return { ...invalidSetting("CALLERS", "", hint), message: `CALLERS${place}${separator}${rule}` };
}

/** Returns a problem for each name, key and identity that two callers share. */
function duplicates(callers: readonly DeclaredCaller[]): readonly SettingProblem[] {
  const owners = new Map<string, string>();
  const problems: SettingProblem[] = [];
  const claim = (kind: string, value: string, { name }: DeclaredCaller, hint: string) => {
    const owner = owners.get(`${kind} ${value}`);
    owners.set(`${kind} ${value}`, name);
    if (owner === undefined) return;
    const rule =
      kind === "name"
        ? `declares the caller "${name}" twice.`
        : `gives the callers "${owner}" and "${name}" the same ${kind}.`;
    problems.push(invalidSetting("CALLERS", rule, hint));
  };
  for (const declared of callers) {
    claim("name", declared.name, declared, "Give each caller a name of its own.");
    for (const { keyHash } of keysOf(declared))
      claim("key", keyHash, declared, "Create a key of its own for each caller.");
    if (declared.access !== undefined) {
      claim("identity of Cloudflare Access", foldCase(declared.access), declared, "Remove one of the two entries.");
    }
  }
  return problems;
}

/** Returns the keys of a caller, in whichever form they are declared. */
export function keysOf({
  keyHash,
  keys = [],
}: DeclaredCaller): readonly { keyHash: string; notAfter?: number | undefined }[] {
  return keyHash === undefined ? keys : [...keys, { keyHash }];
}

/** Converts ASCII letters to lower case, and no others: İ and K (the Kelvin sign) must not become i and k. */
export function foldCase(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** Returns the problem of callers whose key is `local-development-key`. */
export function localKeyProblem(callers: readonly DeclaredCaller[]): SettingProblem | undefined {
  const found = callers.find((declared) => keysOf(declared).some(({ keyHash }) => keyHash === LOCAL_KEY_HASH));
  return (
    found && {
      setting: "CALLERS",
      message: `CALLERS gives the caller "${found.name}" the key local-development-key, which everyone knows.`,
      hint: "Create a key of its own for this caller, and replace the hash in CALLERS.",
      code: "local_key",
    }
  );
}
