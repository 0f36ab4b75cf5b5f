import { createHash, randomUUID } from "node:crypto";
import { exportJWK, generateKeyPair, SignJWT } from "jose";

/** An authorization server that registers every client, and whose one person agrees at once. It is reached without a network. */
export interface SignInServer {
  readonly issuer: string;
  /** What a resource server fetches from it, by URL. */
  readonly documents: Readonly<Record<string, unknown>>;
  /** What a client fetches: from this server without a network, everything else as usual. */
  readonly fetch: typeof fetch;
  /** Does what the person does in the browser; returns the code. */
  authorize(page: URL): string;
}

/** Creates a {@link SignInServer}: the authorization code flow with PKCE (RFC 7636) and resource indicators (RFC 8707). */
export async function createSignInServer(issuer: string, email: string): Promise<SignInServer> {
  const { privateKey, publicKey } = await generateKeyPair("ES256");
  const codes = new Map<string, URLSearchParams>();
  const metadata = {
    issuer,
    jwks_uri: `${issuer}/keys`,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    registration_endpoint: `${issuer}/register`,
    response_types_supported: ["code"],
    grant_types_supported: ["authorization_code"],
    code_challenge_methods_supported: ["S256"],
    token_endpoint_auth_methods_supported: ["none"],
  };
  const documents: Record<string, unknown> = {
    [`${issuer}/.well-known/oauth-authorization-server`]: metadata,
    [`${issuer}/keys`]: { keys: [{ ...(await exportJWK(publicKey)), kid: "1", alg: "ES256" }] },
  };

  async function issueToken(request: Request): Promise<Response> {
    const form = new URLSearchParams(await request.text());
    const asked = codes.get(form.get("code") ?? "");
    codes.delete(form.get("code") ?? "");
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    const isSame = (name: string) => asked?.get(name) === form.get(name);
    const isValid =
      asked?.get("code_challenge") === challenge && ["redirect_uri", "resource", "client_id"].every(isSame);
    if (!isValid) return Response.json({ error: "invalid_grant" }, { status: 400 });
    const token = await new SignJWT({ email, client_id: form.get("client_id") })
      .setProtectedHeader({ alg: "ES256", kid: "1", typ: "at+jwt" })
      .setIssuer(issuer)
      .setAudience(form.get("resource") ?? "")
      .setSubject("00u1")
      .setIssuedAt()
      .setExpirationTime("5m")
      .sign(privateKey);
    return Response.json({ access_token: token, token_type: "Bearer", expires_in: 300 });
  }

  return {
    issuer,
    documents,
    async fetch(input, init) {
      const request = new Request(input, init);
      if (!request.url.startsWith(`${issuer}/`)) return fetch(request);
      if (request.url === metadata.token_endpoint) return issueToken(request);
      if (request.url === metadata.registration_endpoint) {
        return Response.json({ ...((await request.json()) as object), client_id: randomUUID() }, { status: 201 });
      }
      const document = documents[request.url];
      return document ? Response.json(document) : new Response(null, { status: 404 });
    },
    authorize({ searchParams }) {
      const code = randomUUID();
      codes.set(code, searchParams);
      return code;
    },
  };
}
