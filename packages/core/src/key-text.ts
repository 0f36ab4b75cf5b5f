import { fromBase64 } from "./base64.ts";
import type { TemplateValues } from "./error-text.ts";
import { isExample } from "./example-value.ts";
import { KeyProblem } from "./key-problem.ts";
import { unquote } from "./option-text.ts";

/** Maximum length of a text: the PEM of an RSA key of 16,384 bits has about 13,000 characters. */
const MAX_LENGTH = 65_536;

/** An entry of the table of errors. */
type KeyProblemId = KeyProblem["id"];

/** The DER of a key, or a JWK that is not yet validated. */
export type KeyText = Uint8Array<ArrayBuffer> | JsonWebKey;

/** Text that contains no private key, and what it is instead. */
const OTHER_FORMATS: readonly (readonly [RegExp, KeyProblemId, kind?: string])[] = [
  [/^(ssh-|ecdsa-)/, "private_key_is_public"],
  [/^PuTTY/, "private_key_openssh"],
  [/^(\.{0,2}\/|~|[A-Za-z]:[\\\n]|file:|@)|^\S+\.\w+$/, "private_key_is_path"],
  // A line of a truncated PEM has 64 characters, too.
  [/--|^(M[A-P]|.{100})/s, "private_key_malformed"],
  [/^00[\w-]{40}$/, "private_key_malformed.other", "an API token"],
  [/^0oa\w{17}$/, "private_key_malformed.other", "a Client ID"],
  [/^[\w-]{43}$/, "private_key_malformed.other", "a key ID"],
  [/^[\w-]{40,}$/, "private_key_malformed.other", "a client secret"],
  [/^/, "private_key_malformed.other", "other text"],
];

/**
 * Finds the private key in a value: text, the bytes of a file, a JWK, or an object that contains one of them.
 *
 * @throws {KeyProblem} that says what the value is instead.
 */
export function readKey(input: unknown): KeyText {
  if (input === undefined || input === null) throw new KeyProblem("private_key_empty");
  if (typeof input === "string") return readKeyText(input);
  if (ArrayBuffer.isView(input) || input instanceof ArrayBuffer) {
    const bytes = ArrayBuffer.isView(input)
      ? new Uint8Array(input.buffer as ArrayBuffer, input.byteOffset, input.byteLength)
      : new Uint8Array(input);
    return bytes[0] === 0x30 ? bytes : readKeyText(new TextDecoder().decode(bytes));
  }
  const found = typeof input === "object" && readObject(input);
  if (found) return found;
  throw new KeyProblem("private_key_malformed");
}

/** Finds a key in text: PEM with text around it, on one line, with literal `\n`, in quotes, in base64 once more; bare base64; or JSON. */
function readKeyText(input: string): KeyText {
  const text = unwrap(input);
  if (text === "") throw new KeyProblem("private_key_empty");
  if (text.length > MAX_LENGTH) throw new KeyProblem("private_key_malformed");
  const found = readJson(text) ?? readPem(text) ?? readBase64(text);
  if (found) return found;
  const [, id, kind] = OTHER_FORMATS.find(([pattern]) => pattern.test(text)) ?? [];
  throw malformed(text, id, { kind });
}

/** Finds a key in a JWK, in a JWK set, or in the members of an object, as secret managers store it. */
function readObject(object: object): KeyText | undefined {
  const { kty, keys } = object as { readonly kty?: unknown; readonly keys?: unknown };
  if (kty) return object as JsonWebKey;
  if (Array.isArray(keys)) {
    const [key, other] = keys.filter((jwk) => jwk?.d);
    if (other) throw new KeyProblem("private_key_malformed.several");
    if (!key) throw new KeyProblem("private_key_is_public");
    return key;
  }
  for (const value of Object.values(object)) {
    if (typeof value === "string" && value.includes("PRIVATE KEY-----")) return readKeyText(value);
    const found = typeof value === "object" && value && readObject(value);
    if (found) return found;
  }
  return undefined;
}

/** The error for text that cannot be parsed. */
function malformed(text: string, id: KeyProblemId = "private_key_malformed", values?: TemplateValues): KeyProblem {
  // Braces are part of a JWK.
  if (isExample(text.replace(/[{}]/g, ""))) return new KeyProblem("private_key_malformed.example");
  const isFirstLine = /^["'`]?-----BEGIN [A-Z ]+-----$/.test(text);
  return new KeyProblem(isFirstLine ? "private_key_malformed.first_line" : id, values);
}

/** Undoes what shells, .env files, JSON editors, URLs, mail programs and Windows' UTF-16 do to a PEM. */
function unwrap(input: string): string {
  const text = unquote(input.replace(/[\0\u00AD\u200B-\u200D\u2060\uFEFF\uFFFD]/g, ""));
  if (text.startsWith("{")) return text;
  return text
    .replace(/%[0-7][\dA-F]/gi, (code) => decodeURIComponent(code))
    .replace(/\\+[rn]/g, "\n")
    .replace(/^[ \t]*>+/gm, "")
    .trim();
}

function readJson(text: string): KeyText | undefined {
  if (!text.startsWith("{")) return undefined;
  let value: object;
  try {
    // As it is, or escaped as a JSON string.
    value = JSON.parse(/^{\s*\\/.test(text) ? JSON.parse(`"${text}"`) : text);
  } catch {
    // The parser's message quotes the text.
    throw malformed(text, "private_key_malformed.json");
  }
  const found = readObject(value);
  if (found) return found;
  throw malformed(text);
}

/** Returns the block of a private key, preferably one without a passphrase, or else any block: its bytes show what it is. */
function readPem(text: string): KeyText | undefined {
  const parts = text.split("-----").map((part) => part.trim().replace(/\s+/g, " "));
  // Before, BEGIN A, body, END A, between, BEGIN B, …
  const find = (label: RegExp) => parts.findLastIndex((part) => label.test(part));
  const i = [/^BEGIN (RSA |EC )?PRIVATE KEY$/, /^BEGIN.*PRIVATE KEY$/, /^BEGIN/].map(find).find((at) => at >= 0);
  if (i === undefined) return undefined;
  const block = parts[i + 2] === parts[i]?.replace("BEGIN", "END") ? (parts[i + 1] ?? "") : "";
  // Proc-Type: 4,ENCRYPTED (RFC 1421)
  if (block.includes(",ENCRYPTED")) throw new KeyProblem("private_key_encrypted");
  const der = fromBase64(block);
  if (!der?.length) throw malformed(text);
  return der;
}

/** Reads PEM or JSON that is encoded in base64 once more, or the base64 of a PEM without BEGIN and END. */
function readBase64(text: string): KeyText | undefined {
  const der = fromBase64(text);
  if (!der) return undefined;
  const inner = unwrap(new TextDecoder().decode(der));
  return readJson(inner) ?? readPem(inner) ?? (der[0] === 0x30 ? der : undefined);
}
