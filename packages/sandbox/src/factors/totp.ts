const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Seconds that a code is shown. */
const STEP = 30;

/** Makes a secret of 80 bits, in base 32 (RFC 4648, section 6). */
export function makeSharedSecret(random: () => number): string {
  return Array.from({ length: 16 }, () => ALPHABET[Math.floor(random() * ALPHABET.length)]).join("");
}

/** The time step that a moment (seconds since the epoch) is in. */
export function totpStep(now: number): number {
  return Math.floor(now / STEP);
}

/** The code of six digits that an authenticator app shows in a time step (RFC 6238). */
export async function makeTotp(sharedSecret: string, step: number): Promise<string> {
  const secret = decodeBase32(sharedSecret);
  const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-1" }, false, ["sign"]);
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(step));
  const mac = new DataView(await crypto.subtle.sign("HMAC", key, counter));
  const number = mac.getUint32(mac.getUint8(19) & 0xf) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

function decodeBase32(text: string): Uint8Array<ArrayBuffer> {
  const bits = [...text].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const bytes = bits.match(/.{8}/g) ?? [];
  return Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 2));
}
