import { PrivateKeyError, type PrivateKeyErrorCode } from "./errors.ts";

const NEW_PAIR = "Register a new pair: openssl genrsa -out key.pem 2048";

/** Why a private key is refused, and what to do about it. */
export const REFUSALS: Record<PrivateKeyErrorCode, readonly [message: string, hint: string]> = {
  private_key_empty: ["is empty", "Give the PEM's text, or the JWK."],
  private_key_is_path: ["is a file's path", "Give the file's text."],
  private_key_encrypted: ["is locked by a password", "openssl pkey -in key.pem -out unlocked.pem"],
  private_key_is_public: ["is a public key", "Give the private half; if it is lost, add a new key to the app in Okta."],
  private_key_is_certificate: ["is a certificate", "openssl pkcs12 -in file.p12 -nocerts -noenc -out key.pem"],
  private_key_is_request: ["is a certificate request", "Give the file that openssl req wrote to -keyout."],
  private_key_openssh: [
    "is in the form of OpenSSH or PuTTY",
    "From PuTTY, export to OpenSSH first. ssh-keygen -p -N '' -m PKCS8 -f copy-of-the-key",
  ],
  private_key_too_small: ["is RSA of less than 2048 bits", NEW_PAIR],
  private_key_rsa_pss: ["is for RSA-PSS only", NEW_PAIR],
  private_key_unsupported: ["is neither RSA nor of a named curve P-256, P-384 or P-521", NEW_PAIR],
  private_key_algorithm_mismatch: ["does not fit the algorithm", "Leave `algorithm` out, or set it to the key's."],
  private_key_malformed: [
    "is damaged or cut off",
    "Copy it whole. openssl pkey -in key.pem -check -noout tests the file.",
  ],
};

/**
 * The error for a code.
 *
 * @param detail what more is known; never a part of the key.
 */
export function refuseKey(code: PrivateKeyErrorCode, detail = ""): PrivateKeyError {
  const [message, hint] = REFUSALS[code];
  return new PrivateKeyError(code, `The private key ${message}${detail && `: ${detail}`}.`, { hint });
}
