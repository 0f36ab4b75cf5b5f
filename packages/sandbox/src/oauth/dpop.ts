import { base64url, calculateJwkThumbprint, compactVerify, decodeProtectedHeader, importJWK, type JWK } from "jose";
import type { Clock } from "../org/clock.ts";
import { SIGNATURE_ALGORITHMS } from "./keys.ts";
import { createUsedOnce } from "./replay-cache.ts";

/** Seconds that a proof is good for. */
const PROOF_LIFETIME = 300;
/** Seconds that a proof may come from the future. Okta does not publish its figure. */
const PROOF_LEEWAY = 5;
/** Seconds after which the org makes a new nonce. */
const NONCE_ROTATION = 24 * 3600;
/** Seconds that a nonce works after it was made. */
const NONCE_LIFETIME = 3 * 24 * 3600;

/** A proof that Okta refuses: its `error` and `error_description`. */
export interface DpopRefusal {
  readonly error: "invalid_dpop_proof" | "use_dpop_nonce";
  readonly description: string;
}

/** What a proof must be for. */
export interface ProofExpectation {
  /** The DPoP header as it came; fetch joins several by a comma. */
  readonly header: string | null;
  readonly method: string;
  /** Origin and path of the request, as the client knows them. */
  readonly url: string;
  /** The token endpoint demands a nonce of its own. */
  readonly nonce?: boolean;
  /** The access token that the proof comes with, and the thumbprint of the key that it is bound to. */
  readonly accessToken?: { readonly token: string; readonly jkt: string };
}

/** Checks proofs (RFC 9449, section 4.3) and makes the nonces of the token endpoint. */
export interface Dpop {
  /** Checks the proof of a request. Resolves with the thumbprint of the key that the proof was made with, or with why it is refused. */
  check(expected: ProofExpectation): Promise<{ readonly jkt: string } | DpopRefusal>;
  /** The nonce of the day. */
  currentNonce(): string;
  /** Forgets all nonces, as if three days had passed. */
  dropNonces(): void;
}

interface ProofClaims {
  readonly htm?: unknown;
  readonly htu?: unknown;
  readonly iat?: unknown;
  readonly exp?: unknown;
  readonly jti?: unknown;
  readonly nonce?: unknown;
  readonly ath?: unknown;
}

/** Makes the org's DPoP checker. */
export function createDpop(now: Clock): Dpop {
  const usedProofs = createUsedOnce(now);
  let nonces: { readonly value: string; readonly madeAt: number }[] = [];

  function currentNonce(): string {
    nonces = nonces.filter(({ madeAt }) => madeAt + NONCE_LIFETIME > now());
    const last = nonces.at(-1);
    if (last && last.madeAt + NONCE_ROTATION > now()) return last.value;
    const value = base64url.encode(crypto.getRandomValues(new Uint8Array(24)));
    nonces.push({ value, madeAt: now() });
    return value;
  }

  async function check(expected: ProofExpectation): Promise<{ readonly jkt: string } | DpopRefusal> {
    const { header: proof } = expected;
    if (proof === null) return refuse("The DPoP proof JWT header is missing.");
    if (proof.includes(",")) return refuse("Multiple DPoP proof JWT headers are not allowed.");
    const read = await readProof(proof);
    if ("error" in read) return read;
    const { claims, jwk } = read;
    const { htm, htu, iat, exp, jti, nonce, ath } = claims;
    if (htm !== expected.method) return refuse("'htm' claim in the DPoP proof JWT is invalid.");
    if (htu !== expected.url) return refuse("'htu' claim in the DPoP proof JWT is invalid.");
    if (typeof iat !== "number" || !Number.isInteger(iat))
      return refuse("'iat' claim in the DPoP proof JWT is invalid.");
    if (iat > now() + PROOF_LEEWAY) return refuse("The DPoP proof JWT is issued in the future.");
    if (iat < now() - PROOF_LIFETIME) return refuse("The DPoP proof JWT is issued more than five minutes in the past.");
    if (typeof exp === "number" && exp <= now()) return refuse("The DPoP proof JWT is expired.");
    if (typeof jti !== "string" || jti === "") return refuse("'jti' claim in the DPoP proof JWT is invalid.");
    const jkt = await calculateJwkThumbprint(jwk);
    if (!usedProofs.use(`${jkt} ${jti}`, iat + PROOF_LIFETIME))
      return refuse("The DPoP proof JWT has already been used.");
    if (expected.accessToken) {
      const { token, jkt: boundTo } = expected.accessToken;
      const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
      if (ath !== base64url.encode(new Uint8Array(digest))) {
        return refuse("'ath' claim in the DPoP proof does not match the presented access_token.");
      }
      if (jkt !== boundTo) return refuse("The access_token is not bound to the provided DPoP proof.");
    }
    if (expected.nonce) {
      currentNonce();
      if (!nonces.some(({ value }) => value === nonce)) {
        return { error: "use_dpop_nonce", description: "Authorization server requires nonce in DPoP proof." };
      }
    }
    return { jkt };
  }

  return {
    check,
    currentNonce,
    dropNonces() {
      nonces = [];
    },
  };
}

async function readProof(proof: string): Promise<{ readonly claims: ProofClaims; readonly jwk: JWK } | DpopRefusal> {
  let header: ReturnType<typeof decodeProtectedHeader>;
  try {
    header = decodeProtectedHeader(proof);
  } catch {
    return refuse("The DPoP proof JWT cannot be parsed.");
  }
  const { typ, alg, jwk } = header;
  if (typ !== "dpop+jwt") return refuse("'typ' must be 'dpop+jwt' in the DPoP proof JWT.");
  if (alg === undefined || !SIGNATURE_ALGORITHMS.includes(alg))
    return refuse("The DPoP proof JWT signature algorithm is invalid.");
  if (jwk === undefined || ["d", "p", "q", "k"].some((secret) => secret in jwk))
    return refuse("The DPoP proof JWT is invalid.");
  try {
    const { payload } = await compactVerify(proof, await importJWK(jwk, alg), { algorithms: [alg] });
    const claims: unknown = JSON.parse(new TextDecoder().decode(payload));
    if (typeof claims !== "object" || claims === null) return refuse("The DPoP proof JWT cannot be parsed.");
    return { claims, jwk };
  } catch {
    return refuse("The DPoP proof JWT signature is invalid.");
  }
}

function refuse(description: string): DpopRefusal {
  return { error: "invalid_dpop_proof", description };
}
