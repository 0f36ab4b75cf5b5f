import type { PrivateKeyErrorCode } from "./errors.ts";
import { fromHex, toHex } from "./hex.ts";
import { KeyProblem } from "./key-problem.ts";

/** The beginning of a SEQUENCE of at most 65,535 bytes in DER, in hexadecimal. */
const SEQUENCE = "(?:30(?:[0-7].|81..|82....))";
const RSA = "06092a864886f70d010101";
const EC = "06072a8648ce3d0201";
const NULL = "0500";

/** The object identifiers of the curves that Okta accepts, as DER in hexadecimal. */
const CURVES = { "P-256": "06082a8648ce3d030107", "P-384": "06052b81040022", "P-521": "06052b81040023" };

/** The beginnings of other formats. */
const OTHER_FORMATS: readonly (readonly [beginning: string, PrivateKeyErrorCode])[] = [
  // PBES1 and PBES2 (PKCS#5), and the ciphers of PKCS#12
  [`${SEQUENCE}{2}06..2a864886f70d01(05|0c01)`, "private_key_encrypted"],
  // SubjectPublicKeyInfo, and the RSAPublicKey of PKCS#1
  [`${SEQUENCE}(${SEQUENCE}06|028)`, "private_key_is_public"],
  [`${SEQUENCE}{2}02010030`, "private_key_is_request"],
  [`${SEQUENCE}{2}(a0|02)`, "private_key_is_certificate"],
  [`${SEQUENCE}02010[01]${SEQUENCE}06092a864886f70d01010a`, "private_key_rsa_pss"],
  // Another algorithm, or SEC1 with another curve, which follows the key; without one, the key is truncated.
  [`${SEQUENCE}02010[01](${SEQUENCE}06|04.*(a0..06..2[ab]|2a8648ce3d01))`, "private_key_unsupported"],
  // openssh-key-v1
  ["6f70656e737368", "private_key_openssh"],
];

/** A key in PKCS#8 (RFC 5208), and its curve if it is an EC key. */
export interface Pkcs8Key {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly crv: string | undefined;
}

/**
 * Converts PKCS#1 (RFC 8017) and SEC1 (RFC 5915) to PKCS#8, the only format that WebCrypto reads. The format is recognized by its
 * first bytes, whatever the label of the PEM is; the rest is validated by the engine.
 *
 * @throws {KeyProblem} that says what the bytes are instead.
 */
export function toPkcs8(der: Uint8Array<ArrayBuffer>): Pkcs8Key {
  const hex = toHex(der);
  const begins = (beginning: string) => new RegExp(`^${beginning}`).test(hex);
  const [crv, curve] = Object.entries(CURVES).find(([, oid]) => hex.includes(oid)) ?? [];
  // PKCS#1 of version 1, alone or in PKCS#8.
  if (begins(`${SEQUENCE}(020100${SEQUENCE}${RSA}${NULL}04(..|81..|82....)${SEQUENCE})?02010102`)) {
    throw new KeyProblem("private_key_unsupported.multi_prime");
  }
  if (begins(`${SEQUENCE}02010[01]${SEQUENCE}${RSA}`)) return { bytes: der, crv: undefined };
  if (begins(`${SEQUENCE}02010002`)) return { bytes: wrap(RSA + NULL, hex), crv: undefined };
  if (curve && begins(`${SEQUENCE}02010[01]${SEQUENCE}${EC}`)) return { bytes: der, crv };
  if (curve && begins(`${SEQUENCE}02010104`)) return { bytes: wrap(EC + curve, hex), crv };
  throw new KeyProblem(OTHER_FORMATS.find(([beginning]) => begins(beginning))?.[1] ?? "private_key_malformed");
}

/** PrivateKeyInfo: version 0, the algorithm, the key. */
function wrap(algorithm: string, key: string): Uint8Array<ArrayBuffer> {
  return fromHex(element("30", `020100${element("30", algorithm)}${element("04", key)}`));
}

/** An element of at most 65,535 bytes. */
function element(tag: string, content: string): string {
  const length = content.length / 2;
  const hex = length.toString(16).padStart(length < 0x100 ? 2 : 4, "0");
  return tag + (length < 0x80 ? "" : length < 0x100 ? "81" : "82") + hex + content;
}
