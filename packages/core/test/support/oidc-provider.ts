import { generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { JWK } from "jose";
import Provider, { type ClientMetadata } from "oidc-provider";

/** A key pair of an app: the half that it keeps, and the half that it registers. */
export interface AppKeys {
  /** PKCS#8 PEM. */
  readonly privateKey: string;
  readonly publicJwk: JWK;
}

/** Makes a key pair by OpenSSL, not by what is under test. */
export function makeAppKeys(algorithm: "RS256" | "ES256"): AppKeys {
  const { privateKey, publicKey } =
    algorithm === "RS256"
      ? generateKeyPairSync("rsa", { modulusLength: 2048 })
      : generateKeyPairSync("ec", { namedCurve: "P-256" });
  return {
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    publicJwk: { ...(publicKey.export({ format: "jwk" }) as JWK), use: "sig", alg: algorithm, kid: `key-${algorithm}` },
  };
}

/** A client to be registered with {@link startOidcProvider}. */
export interface OidcClient {
  readonly clientId: string;
  readonly algorithm: "RS256" | "ES256";
  /** Whether it gets no token without a proof. */
  readonly dpop: boolean;
  readonly publicJwk: JWK;
}

/** A running authorization server. */
export interface OidcProvider {
  readonly issuer: string;
  readonly tokenEndpoint: string;
  /** How often the token endpoint was called, and what it answered. */
  readonly answers: number[];
  stop(): Promise<void>;
}

/** The one API whose scopes it grants. */
const API = "https://api.example/";
const SCOPES = "okta.users.read okta.groups.read";

/** Starts `oidc-provider`, a certified authorization server, on a loopback port; its access tokens are JWTs, and it demands nonces. */
export async function startOidcProvider(clients: readonly OidcClient[]): Promise<OidcProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const signing = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" });
  const provider = new Provider(issuer, {
    clients: clients.map(registration),
    scopes: SCOPES.split(" "),
    jwks: { keys: [{ ...(signing as JWK), use: "sig", alg: "ES256", kid: "provider" }] },
    cookies: { keys: [randomBytes(16).toString("hex")] },
    clientAuthMethods: ["private_key_jwt"],
    ttl: { ClientCredentials: 3600 },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      dPoP: { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => API,
        getResourceServerInfo: () => ({
          scope: SCOPES,
          audience: API,
          accessTokenFormat: "jwt",
          accessTokenTTL: 3600,
          jwt: { sign: { alg: "ES256" } },
        }),
      },
    },
  });
  const answers: number[] = [];
  const answer = provider.callback();
  server.on("request", (request, response) => {
    response.on("finish", () => answers.push(response.statusCode));
    answer(request, response);
  });
  return {
    issuer,
    tokenEndpoint: `${issuer}/token`,
    answers,
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function registration({ clientId, algorithm, dpop, publicJwk }: OidcClient): ClientMetadata {
  return {
    client_id: clientId,
    grant_types: ["client_credentials"],
    response_types: [],
    redirect_uris: [],
    scope: SCOPES,
    token_endpoint_auth_method: "private_key_jwt",
    token_endpoint_auth_signing_alg: algorithm,
    id_token_signed_response_alg: "ES256",
    dpop_bound_access_tokens: dpop,
    jwks: { keys: [publicJwk] } as ClientMetadata["jwks"],
  };
}
