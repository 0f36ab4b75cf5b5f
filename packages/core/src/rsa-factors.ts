import { encode } from "jose/base64url";
import { fromBase64 } from "./base64.ts";
import { fromHex, toHex } from "./hex.ts";

/** Computes the prime factors, if they are missing, and the CRT parameters of an RSA JWK (RFC 7518, section 6.3.2). */
export function rsaFactors({ n = "", e = "", d = "", p, q }: JsonWebKey): JsonWebKey {
  // 16,384 bits, the most that engines import.
  if (n.length > 2731) throw new RangeError();
  const [modulus, exponent] = [toInteger(n), toInteger(d)];
  const first = p && q ? toInteger(p) : factor(modulus, toInteger(e) * exponent - 1n);
  const second = modulus / first;
  return {
    p: toBase64url(first),
    q: toBase64url(second),
    dp: toBase64url(exponent % (first - 1n)),
    dq: toBase64url(exponent % (second - 1n)),
    // The inverse modulo a prime, by Fermat's little theorem.
    qi: toBase64url(power(second, first - 2n, first)),
  };
}

/**
 * Returns a prime factor of an RSA modulus, found with a multiple of its order (NIST SP 800-56B, appendix C.1).
 *
 * @throws {RangeError} when the numbers are not of one key.
 */
function factor(modulus: bigint, multiple: bigint): bigint {
  for (let base = 2n; base < 30n; base++) {
    // The last power that is not 1 is a square root of 1.
    let root = 1n;
    for (let exponent = multiple; root === 1n && exponent && exponent % 2n === 0n; ) {
      exponent /= 2n;
      root = power(base, exponent, modulus);
    }
    if (root === 1n || root === modulus - 1n) continue;
    // Euclid's algorithm: the greatest common divisor is a prime.
    let [a, b] = [root - 1n, modulus];
    while (b) [a, b] = [b, a % b];
    return a;
  }
  throw new RangeError();
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus;
    if (bit === "1") result = (result * base) % modulus;
  }
  return result;
}

function toInteger(base64url: string): bigint {
  const bytes = fromBase64(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return BigInt(`0x${bytes && toHex(bytes)}`);
}

function toBase64url(integer: bigint): string {
  const hex = integer.toString(16);
  return encode(fromHex(hex.length % 2 ? `0${hex}` : hex));
}
