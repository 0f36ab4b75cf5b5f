import { encodeBase64url } from "./base64url.ts";

/** Returns the SHA-256 of a text's UTF-8 bytes in base64url. */
export async function sha256(text: string): Promise<string> {
  return encodeBase64url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
}
