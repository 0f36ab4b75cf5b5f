import { createHash } from "node:crypto";

/** A caller as the setting CALLERS declares it. */
export interface BenchCaller {
  readonly name: string;
  readonly keyHash: string;
  readonly scopes: readonly string[];
}

/** Returns the key of the nth caller. */
export function keyOf(number: number): string {
  return `bench-${String(number).padStart(6, "0")}-${"k".repeat(32)}`;
}

/** Returns the headers that identify the nth caller. */
export function authorization(number = 0): { readonly authorization: string } {
  return { authorization: `Bearer ${keyOf(number)}` };
}

/** Returns the SHA-256 of the nth caller's key in hexadecimal. */
export function keyHashOf(number: number): string {
  return createHash("sha256").update(keyOf(number)).digest("hex");
}

/** Returns callers with a key each. */
export function benchCallers(count: number, scopes: readonly string[] = ["okta.users.read"]): readonly BenchCaller[] {
  return Array.from({ length: count }, (_, number) => ({
    name: `caller-${number}`,
    keyHash: `sha256:${keyHashOf(number)}`,
    scopes,
  }));
}
