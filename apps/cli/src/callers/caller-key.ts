import { createHash, randomBytes } from "node:crypto";

/** What every new key begins with, so that people and secret scanners recognize it. */
const PREFIX = "oek_";

/** Makes a caller's key: 256 random bits. */
export function newCallerKey(): string {
  return `${PREFIX}${randomBytes(32).toString("base64url")}`;
}

/** Hashes a key as `CALLERS` holds it. */
export function hashCallerKey(key: string): string {
  return `sha256:${createHash("sha256").update(key).digest("hex")}`;
}
