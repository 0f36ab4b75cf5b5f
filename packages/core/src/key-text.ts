import { type PrivateKeyError, type PrivateKeyErrorCode, privateKeyError } from "./errors.ts";
import { isExample } from "./example-value.ts";

/** Longer than any private key that people use: an RSA key of 16,384 bits is about 13,000 characters of PEM. */
const MAX_LENGTH = 65_536;

/** What was found in a text: the DER of a key, or a JSON Web Key that is still to be read. */
export type KeyText = Uint8Array<ArrayBuffer> | JsonWebKey;

/** Text that contains no private key, and what it is instead. */
const OTHER_FORMATS: readonly (readonly [RegExp, PrivateKeyErrorCode])[] = [
  [/^(ssh-|ecdsa-)/, "private_key_is_public"],
  [/^PuTTY/, "private_key_openssh"],
  [/^(\.{0,2}\/|~|[A-Za-z]:[\\\n]|file:|@)|^\S+\.\w+$/, "private_key_is_path"],
];

/**
 * Finds the private key in whatever people paste: PEM with text around it, on one line, with literal `\n`, in quotes, encoded in
 * base64 once more; bare base64; or JSON.
 *
 * @throws {PrivateKeyError} that says what the text is instead.
 */
export function readKeyText(input: string): KeyText {
  const text = unwrap(input);
  if (text === "") throw privateKeyError("private_key_empty");
  if (text.length > MAX_LENGTH) throw privateKeyError("private_key_malformed");
  const found = readJson(text) ?? readPem(text) ?? readBase64(text);
  if (found) return found;
  const format = OTHER_FORMATS.find(([pattern]) => pattern.test(text))?.[1];
  throw format ? privateKeyError(format) : malformed(text);
}

/** The error for text that cannot be parsed. */
function malformed(
  text: string,
  id: "private_key_malformed" | "private_key_malformed.json" = "private_key_malformed",
): PrivateKeyError {
  // Braces are part of a JWK.
  if (isExample(text.replace(/[{}]/g, ""))) return privateKeyError("private_key_malformed.example");
  return privateKeyError(/^-----BEGIN [A-Z ]+-----$/.test(text) ? "private_key_malformed.first_line" : id);
}

/** Undoes what shells, .env files and JSON editors do to a PEM. */
function unwrap(input: string): string {
  const [, , quoted] = /^(["'`])([\s\S]*)\1/.exec(input.trim()) ?? [];
  const text = (quoted ?? input).trim();
  return text.startsWith("{") ? text : text.replace(/\\[rn]/g, "\n").trim();
}

function readJson(text: string): KeyText | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    // As it stands, or once more between the quotes of a JSON string.
    return JSON.parse(/^{\s*\\/.test(text) ? JSON.parse(`"${text}"`) : text);
  } catch {
    // What the parser says quotes the text.
    throw malformed(text, "private_key_malformed.json");
  }
}

/** The block of a private key, one without a password if there is a choice, or else any: what that is, its bytes tell. */
function readPem(text: string): KeyText | undefined {
  const parts = text.split("-----").map((part) => part.trim().replace(/\s+/g, " "));
  // Before, BEGIN A, body, END A, between, BEGIN B, …
  const find = (label: RegExp) => parts.findLastIndex((part) => label.test(part));
  const i = [/^BEGIN (RSA |EC )?PRIVATE KEY$/, /^BEGIN.*PRIVATE KEY$/, /^BEGIN/].map(find).find((at) => at >= 0);
  if (i === undefined) return undefined;
  const block = parts[i + 2] === parts[i]?.replace("BEGIN", "END") ? (parts[i + 1] ?? "") : "";
  // Proc-Type: 4,ENCRYPTED (RFC 1421)
  if (block.includes(",ENCRYPTED")) throw privateKeyError("private_key_encrypted");
  const der = fromBase64(block);
  if (!der?.length) throw malformed(text);
  return der;
}

/** PEM or JSON that was encoded in base64 once more, or the base64 of a PEM without its BEGIN and END. */
function readBase64(text: string): KeyText | undefined {
  const der = fromBase64(text);
  if (!der) return undefined;
  const inner = unwrap(new TextDecoder().decode(der));
  return readJson(inner) ?? readPem(inner) ?? (der[0] === 0x30 ? der : undefined);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text.replace(/\s/g, "")), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
