import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { exportJWK, generateKeyPair, type JWTHeaderParameters, type JWTPayload, SignJWT } from "jose";

/** An authorization server that signs whatever it is asked to. */
export interface AuthorizationServer {
  readonly issuer: string;
  /** Its certificate, which no one else trusts. */
  readonly certificateFile: string;
  /** Its public key, as a JWK. */
  readonly publicKey: string;
  /** Signs a token; by default one that is valid for a minute, and has no audience. */
  sign(claims: JWTPayload, header?: Partial<JWTHeaderParameters>): Promise<string>;
  close(): Promise<void>;
}

const KEY_ID = "server-key";

/** Serves an authorization server over HTTPS on this machine. */
export async function serveAuthorizationServer(): Promise<AuthorizationServer> {
  const folder = await mkdtemp(join(tmpdir(), "okta-edge-issuer-"));
  const certificateFile = join(folder, "certificate.pem");
  const keyFile = join(folder, "key.pem");
  const subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"];
  const algorithm = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  const files = ["-keyout", keyFile, "-out", certificateFile, "-days", "2"];
  await promisify(execFile)("openssl", ["req", "-x509", ...algorithm, ...files, ...subject]);
  const { privateKey, publicKey } = await generateKeyPair("ES256");
  const jwk = { ...(await exportJWK(publicKey)), kid: KEY_ID, alg: "ES256" };
  const documents: Record<string, unknown> = { "/keys": { keys: [jwk] } };
  const tls = { cert: await readFile(certificateFile), key: await readFile(keyFile) };
  const server = createServer(tls, ({ url = "" }, response) => {
    const document = documents[url];
    response.writeHead(document ? 200 : 404, { "content-type": "application/json" }).end(JSON.stringify(document));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  documents["/.well-known/oauth-authorization-server"] = { issuer, jwks_uri: `${issuer}/keys` };
  return {
    issuer,
    certificateFile,
    publicKey: JSON.stringify(jwk),
    sign: (claims, header = {}) =>
      new SignJWT({ iss: issuer, iat: now(), exp: now() + 60, ...claims })
        .setProtectedHeader({ alg: "ES256", kid: KEY_ID, typ: "at+jwt", ...header })
        .sign(privateKey),
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const now = () => Math.floor(Date.now() / 1000);
