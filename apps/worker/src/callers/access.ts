import { createRemoteJWKSet, customFetch, type JWTPayload, jwtVerify } from "jose";
import * as v from "valibot";
import type { Fetch } from "../http/fetch.ts";
import type { Env } from "../settings/env.ts";
import { optionalSetting, parseSettings, SettingsError } from "../settings/settings-error.ts";

const accessSettings = v.object({
  ACCESS_TEAM_DOMAIN: v.pipe(
    optionalSetting,
    v.optional(
      v.pipe(
        v.string(),
        v.regex(/^[a-z0-9-]+\.cloudflareaccess\.com$/, "must be your team's, such as example.cloudflareaccess.com."),
      ),
    ),
  ),
  ACCESS_AUD: v.pipe(
    optionalSetting,
    v.optional(
      v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, "must be the application's Audience tag, 64 hexadecimal digits.")),
    ),
  ),
});

/** Says who it is that Cloudflare Access let through; undefined for what Access has not signed. */
export type VerifyAccess = (assertion: string) => Promise<string | undefined>;

/**
 * Makes the verification of `Cf-Access-Jwt-Assertion`; undefined where Access is not set up. The team's keys are the only thing that
 * the Worker ever fetches from anywhere but the org.
 *
 * @see {@link https://developers.cloudflare.com/cloudflare-one/identity/authorization-cookie/validating-json/ Cloudflare: validate JWTs}
 */
export function createAccessVerification(env: Env, fetch: Fetch): VerifyAccess | undefined {
  const { ACCESS_TEAM_DOMAIN: team, ACCESS_AUD: audience } = parseSettings(accessSettings, env);
  if (!team && !audience) return undefined;
  if (!team || !audience) throw new SettingsError(["ACCESS_TEAM_DOMAIN and ACCESS_AUD go together: set both."]);
  const issuer = `https://${team}`;
  const keys = createRemoteJWKSet(new URL(`${issuer}/cdn-cgi/access/certs`), {
    timeoutDuration: 5000,
    [customFetch]: (url, init) => fetch(new Request(url, { ...init, redirect: "manual" })),
  });
  return async (assertion) => {
    try {
      const options = { issuer, audience, algorithms: ["RS256", "ES256"], requiredClaims: ["exp"] };
      return identityOf((await jwtVerify(assertion, keys, options)).payload);
    } catch {
      return undefined;
    }
  };
}

/** People have an email address, service tokens a common name. */
function identityOf({ email, common_name: commonName }: JWTPayload): string | undefined {
  if (typeof email === "string" && email !== "") return email;
  return typeof commonName === "string" && commonName !== "" ? commonName : undefined;
}
