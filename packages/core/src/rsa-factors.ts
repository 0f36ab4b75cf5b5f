/** Computes the prime factors, if they are missing, and the CRT parameters of an RSA JWK (RFC 7518, section 6.3.2). */
export function rsaFactors(jwk: JsonWebKey): JsonWebKey {
  const { n = "", e, d, p, q } = jwk;
  // 16,384 bits, the most that engines import.
  if (n.length > 2731) throw new RangeError();
  const [modulus, exponent] = [toInteger(n), toInteger(d)];
  const first = p && q ? toInteger(p) : factor(modulus, toInteger(e) * exponent - 1n);
  const second = modulus / first;
  // OpenSSL ignores factors that do not fit; other engines sign with them.
  if (first * second !== modulus) throw new RangeError();
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
  let odd = multiple;
  while (odd > 0n && odd % 2n === 0n) odd /= 2n;
  for (let base = 2n; base < 30n; base++) {
    let root = power(base, odd, modulus);
    for (let exponent = odd; root !== 1n && root !== modulus - 1n; exponent *= 2n) {
      if (exponent >= multiple) throw new RangeError();
      const square = (root * root) % modulus;
      if (square === 1n) {
        // Euclid's algorithm: the greatest common divisor is a prime.
        let [a, b] = [root - 1n, modulus];
        while (b > 0n) [a, b] = [b, a % b];
        return a;
      }
      root = square;
    }
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

function toInteger(base64url = ""): bigint {
  const bytes = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return BigInt(`0x${Array.from(bytes, (byte) => byte.charCodeAt(0).toString(16).padStart(2, "0")).join("")}`);
}

function toBase64url(integer: bigint): string {
  const hex = integer.toString(16);
  const bytes = hex.padStart(hex.length + (hex.length % 2), "0").match(/../g) ?? [];
  const base64 = btoa(bytes.map((byte) => String.fromCharCode(Number.parseInt(byte, 16))).join(""));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
