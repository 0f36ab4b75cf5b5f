/** Hashes and encrypts what is stored of a caller's requests. */
export interface IdempotencySecret {
  /** Derives the keys of a caller. */
  forCaller(caller: string): Promise<CallerSeal>;
}

/** The keys of one caller. */
export interface CallerSeal {
  /** Names the secret, so that a new one is noticed. */
  readonly name: string;
  /** Hashes what a request does, with a key. */
  fingerprint(parts: readonly (string | Uint8Array)[]): Promise<string>;
  /** Encrypts a response (AES-256-GCM), bound to the request. */
  seal(plain: Uint8Array, request: string): Promise<Uint8Array>;
  /** Decrypts a response; undefined if it is not that of the request. */
  open(sealed: Uint8Array, request: string): Promise<Uint8Array | undefined>;
}

const IV_LENGTH = 12;
const encoder = new TextEncoder();

/** Imports the value of `IDEMPOTENCY_SECRET`. */
export function importSecret(secret: string): IdempotencySecret {
  const imported = crypto.subtle.importKey("raw", encoder.encode(secret), "HKDF", false, ["deriveKey"]);
  const derive = async (info: string, algorithm: AesDerivedKeyParams | HmacDerivedKeyParams, usages: KeyUsage[]) => {
    const hkdf = {
      name: "HKDF",
      hash: "SHA-256",
      salt: new Uint8Array(),
      info: encoder.encode(`okta-edge:idempotency:v1:${info}`),
    };
    return crypto.subtle.deriveKey(hkdf, await imported, algorithm, false, usages);
  };
  return {
    async forCaller(caller) {
      const [aes, hmac] = await Promise.all([
        derive(`response:${caller}`, { name: "AES-GCM", length: 256 }, ["encrypt", "decrypt"]),
        derive(`request:${caller}`, { name: "HMAC", hash: "SHA-256", length: 256 }, ["sign"]),
      ]);
      const sign = async (bytes: Uint8Array) => toHex(new Uint8Array(await crypto.subtle.sign("HMAC", hmac, bytes)));
      const cipher = (iv: Uint8Array, request: string) => ({
        name: "AES-GCM",
        iv,
        additionalData: encoder.encode(request),
      });
      return {
        name: (await sign(encoder.encode("name"))).slice(0, 16),
        fingerprint: (parts) =>
          sign(frame(parts.map((part) => (typeof part === "string" ? encoder.encode(part) : part)))),
        async seal(plain, request) {
          const iv = crypto.getRandomValues(new Uint8Array(IV_LENGTH));
          const encrypted = new Uint8Array(await crypto.subtle.encrypt(cipher(iv, request), aes, plain));
          return concat([iv, encrypted]);
        },
        async open(sealed, request) {
          try {
            const parameters = cipher(sealed.subarray(0, IV_LENGTH), request);
            return new Uint8Array(await crypto.subtle.decrypt(parameters, aes, sealed.subarray(IV_LENGTH)));
          } catch {
            return undefined;
          }
        },
      };
    },
  };
}

/** Hashes a caller's key, so that its text is not stored. */
export async function hashIdempotencyKey(caller: string, key: string): Promise<string> {
  const bytes = frame([encoder.encode(caller), encoder.encode(key)]);
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

interface AesDerivedKeyParams {
  readonly name: "AES-GCM";
  readonly length: number;
}

interface HmacDerivedKeyParams {
  readonly name: "HMAC";
  readonly hash: string;
  readonly length: number;
}

type KeyUsage = "encrypt" | "decrypt" | "sign";

/** Each part with its length before it: no two lists of parts have the same bytes. */
function frame(parts: readonly Uint8Array[]): Uint8Array {
  return concat(parts.flatMap((part) => [encoder.encode(`${part.byteLength}:`), part]));
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
