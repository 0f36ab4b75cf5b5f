/** The parts of a JWT, unverified. */
export interface Jwt {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Reads a JWT (RFC 7519) without the library. */
export function readJwt(jwt: string): Jwt {
  const [header = "", claims = ""] = jwt.split(".");
  const read = (part: string) => JSON.parse(new TextDecoder().decode(fromBase64url(part)));
  return { header: read(header), claims: read(claims) };
}

/** Whether the signature is that of a public key (RFC 7518, sections 3.3 and 3.4). */
export async function isSignedBy(jwt: string, publicJwk: JsonWebKey, algorithm: string): Promise<boolean> {
  const [header = "", claims = "", signature = ""] = jwt.split(".");
  const parameters = {
    name: algorithm.startsWith("RS") ? "RSASSA-PKCS1-v1_5" : "ECDSA",
    hash: `SHA-${algorithm.slice(2)}`,
    namedCurve: publicJwk.crv ?? "",
  };
  const key = await crypto.subtle.importKey("jwk", publicJwk, parameters, false, ["verify"]);
  const signed = new TextEncoder().encode(`${header}.${claims}`);
  return crypto.subtle.verify(parameters, key, fromBase64url(signature), signed);
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
