import * as v from "valibot";
import { SettingsError } from "./settings.ts";

const callersSetting = v.pipe(
  v.array(
    v.strictObject({
      name: v.pipe(v.string(), v.regex(/^[\w.@-]{1,64}$/, "must be 1 to 64 letters, digits or any of . _ @ -")),
      keyHash: v.pipe(
        v.string(),
        v.regex(/^sha256:[0-9a-f]{64}$/, "must be sha256: and 64 hexadecimal digits in lower case"),
      ),
      scopes: v.pipe(
        v.array(
          v.pipe(
            v.string(),
            v.regex(/^okta\.[A-Za-z.]+\.(read|manage|run)$/, "must be a scope such as okta.users.read"),
          ),
        ),
        v.minLength(1, "must name at least one scope"),
      ),
      connections: v.optional(v.array(v.string())),
    }),
  ),
  v.minLength(1, "must name at least one caller"),
  v.check(
    (callers) => new Set(callers.map(({ name }) => name)).size === callers.length,
    "must not name two callers alike",
  ),
);

/** Who may call the Worker, and what for. */
export interface Caller {
  readonly name: string;
  readonly scopes: readonly string[];
}

/** Finds the caller to whom a key belongs. */
export type FindCaller = (key: string) => Promise<Caller | undefined>;

/** Reads the setting `CALLERS`; throws a SettingsError that says where it is wrong, without quoting it. */
export function readCallers(setting: string | undefined): FindCaller {
  if (!setting?.trim()) {
    throw new SettingsError([
      'CALLERS is missing: set it to JSON, [{"name":"…","keyHash":"sha256:…","scopes":["okta.users.read"]}]. Until then nobody may call.',
    ]);
  }
  const callers = parse(setting).map(({ keyHash, ...caller }) => ({
    ...caller,
    keyHash: fromHex(keyHash.slice("sha256:".length)),
  }));
  return async (key) => {
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(key)));
    let found: Caller | undefined;
    // All are compared, each in constant time, so that the time tells nothing about who there is.
    for (const { keyHash, ...caller } of callers) {
      if (crypto.subtle.timingSafeEqual(hash, keyHash)) found = caller;
    }
    return found;
  };
}

function parse(setting: string): v.InferOutput<typeof callersSetting> {
  let json: unknown;
  try {
    json = JSON.parse(setting);
  } catch {
    throw new SettingsError(["CALLERS is not JSON."]);
  }
  const result = v.safeParse(callersSetting, json);
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

/** Whether scopes cover one that is needed: `okta.users.manage` includes `okta.users.read`. */
export function coversScope(granted: readonly string[], needed: string): boolean {
  return (
    granted.includes(needed) || (needed.endsWith(".read") && granted.includes(needed.replace(/\.read$/, ".manage")))
  );
}

/** What the key in a request's headers is, or why there is none to speak of. */
export type Credential = { readonly key: string } | { readonly refusal: string };

/** Reads the caller's key: `Authorization: Bearer …`, `Authorization: SSWS …` as Okta's SDKs send it, or `X-API-Key`. */
export function readCredential(headers: Headers): Credential {
  const authorization = headers.get("authorization");
  const apiKey = headers.get("x-api-key")?.trim();
  const [, key] = /^(?:Bearer|SSWS) +([!-+\--~]{1,512})$/i.exec(authorization?.trim() ?? "") ?? [];
  if (authorization !== null && key === undefined) {
    return { refusal: "The Authorization header must be Bearer or SSWS, a blank, and one key." };
  }
  if (key !== undefined && apiKey !== undefined && key !== apiKey) {
    return { refusal: "Authorization and X-API-Key hold different keys; send one." };
  }
  const found = key ?? apiKey;
  return found
    ? { key: found }
    : {
        refusal: "Send the caller's key: Authorization: Bearer <key>, Authorization: SSWS <key>, or X-API-Key: <key>.",
      };
}
