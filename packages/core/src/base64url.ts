/** Encodes bytes in base64url without padding (RFC 4648, section 5). For small inputs: every byte becomes an argument. */
export function encodeBase64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}
