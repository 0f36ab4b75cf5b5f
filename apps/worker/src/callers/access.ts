// scripts/build-on-demand.ts bundles this file as a module that the first assertion loads: callers with keys do not pay for it.
import { type JWTPayload, jwtVerify } from "jose";
import * as errors from "jose/errors";
import type { WaitUntil } from "../cloudflare/runtime.ts";
import type { Fetch } from "../http/fetch.ts";
import type { AccessSettings } from "../settings/access-settings.ts";
import { createAccessKeys } from "./access-keys.ts";
import type { AccessIdentity } from "./callers.ts";

/** Returns the identity in an assertion; undefined if Access has not signed it for this application, or it has expired. */
export type VerifyAccess = (assertion: string) => Promise<AccessIdentity | undefined>;

/**
 * Creates the verification of `Cf-Access-Jwt-Assertion`. The team's keys are the only thing that the Worker fetches from anywhere but
 * the org.
 *
 * @see {@link https://developers.cloudflare.com/cloudflare-one/identity/authorization-cookie/validating-json/ Cloudflare: validate JWTs}
 */
export function createAccessVerification(
  { team, audience }: AccessSettings,
  fetch: Fetch,
  waitUntil: WaitUntil,
): VerifyAccess {
  const issuer = `https://${team}`;
  const keys = createAccessKeys(`${issuer}/cdn-cgi/access/certs`, fetch, waitUntil);
  return async (assertion) => {
    try {
      const options = { issuer, audience, algorithms: ["RS256", "ES256"], requiredClaims: ["exp"] };
      return identityOf((await jwtVerify(assertion, keys, options)).payload);
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  };
}

/** People have an email address, service tokens a common name. */
function identityOf({ email, common_name: commonName }: JWTPayload): AccessIdentity | undefined {
  if (typeof email === "string" && email !== "") return { kind: "email", name: email };
  if (typeof commonName === "string" && commonName !== "") return { kind: "service token", name: commonName };
  return undefined;
}
