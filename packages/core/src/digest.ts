import { encode } from "jose/base64url";

/** Returns the SHA-256 of a text's UTF-8 bytes in base64url. */
export async function sha256(text: string): Promise<string> {
  return encode(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
}
