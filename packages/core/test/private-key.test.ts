import { createSandbox } from "@okta-edge/sandbox";
import { calculateJwkThumbprint, type JWK } from "jose";
import { describe, expect, it } from "vitest";
import { createClientAssertion, importPrivateKey, type PrivateKey, type SigningAlgorithm } from "../src/index.ts";
import {
  CURVES,
  derOf,
  makeEcKey,
  makeRsaKey,
  openssl,
  privateJwkOf,
  publicJwkOf,
  runInDirectory,
  toPem,
  toTraditional,
} from "./support/openssl.ts";
import { adminOf } from "./support/org.ts";

const sandbox = await createSandbox({ apps: [{ dpop: false }] });
const app = adminOf(sandbox);
const tokenEndpoint = `${sandbox.orgUrl}/oauth2/v1/token`;

/** What the org answers to an assertion made with the key, after its public half was registered. */
async function askToken(privateKey: PrivateKey, publicJwk: JWK): Promise<unknown> {
  const keyId = await calculateJwkThumbprint(publicJwk);
  app.keys = [{ keyId, publicJwk, privateKey: "" }];
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    scope: "okta.users.read",
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: await createClientAssertion({
      clientId: app.clientId,
      keyId,
      privateKey,
      audience: tokenEndpoint,
    }),
  });
  const response = await sandbox.fetch(new Request(tokenEndpoint, { method: "POST", body: form }));
  return response.json();
}

/** Expects the input to become the key whose PEM this is, ready to sign and out of everyone's reach. */
async function expectKey(input: string | JsonWebKey, pem: string, algorithm: SigningAlgorithm): Promise<PrivateKey> {
  const privateKey = await importPrivateKey(input);
  const publicJwk = publicJwkOf(pem);
  expect(privateKey.publicJwk).toEqual(publicJwk);
  expect(privateKey.thumbprint).toBe(await calculateJwkThumbprint(publicJwk));
  expect(privateKey.algorithm).toBe(algorithm);
  expect(privateKey.key).toMatchObject({ type: "private", extractable: false, usages: ["sign"] });
  expect(privateKey.derivationKey).toMatchObject({ type: "secret", extractable: false, usages: ["deriveKey"] });
  expect(await askToken(privateKey, publicJwk)).toMatchObject({ token_type: "Bearer" });
  return privateKey;
}

/** A key of each kind, as PKCS#8 and as what came before it. */
const KEYS = await Promise.all(
  (
    [
      ["RSA", "RS256"],
      ["P-256", "ES256"],
      ["P-384", "ES384"],
      ["P-521", "ES512"],
    ] as const
  ).map(async ([kind, algorithm]) => {
    const pkcs8 = await (kind === "RSA" ? makeRsaKey() : makeEcKey(CURVES[kind]));
    return { kind, algorithm, pkcs8, traditional: await toTraditional(pkcs8) };
  }),
);
const [rsa, ec] = KEYS as [(typeof KEYS)[number], (typeof KEYS)[number]];

/** What happens to a PEM on its way through editors, shells, .env files, consoles and secret stores. */
const FORMS: readonly (readonly [form: string, mangle: (pem: string) => string])[] = [
  ["as openssl writes it", (pem) => pem],
  ["with CRLF", (pem) => pem.replaceAll("\n", "\r\n")],
  ["without its last line end", (pem) => pem.trimEnd()],
  ["with blanks around it", (pem) => `\n \t ${pem} \n\n`],
  ["with blanks before and after each line", (pem) => pem.replace(/^(.*)$/gm, "    $1  ")],
  ["with blank lines in it", (pem) => pem.replaceAll("\n", "\n\n")],
  ["after a byte order mark", (pem) => `\uFEFF${pem}`],
  [
    "with Bag Attributes before it",
    (pem) => `Bag Attributes\n    localKeyID: 54 69 6D\nKey Attributes: <None>\n${pem}`,
  ],
  ["with comments around it", (pem) => `# the app's key, do not share\n${pem}# end of the key\n`],
  ["in a line of a .env file", (pem) => `OKTA_PRIVATE_KEY="${pem.replaceAll("\n", "\\n")}"\n`],
  ["with literal \\n", (pem) => pem.replaceAll("\n", "\\n")],
  ["with literal \\r\\n", (pem) => pem.replaceAll("\n", "\\r\\n")],
  ["in double quotes", (pem) => `"${pem}"`],
  ["in single quotes", (pem) => `'${pem}'`],
  ["in backticks", (pem) => `\`${pem}\``],
  ["in quotes, with blanks on both sides of them", (pem) => ` \n" ${pem} " \n`],
  ["in quotes, as one of a list", (pem) => `"${pem}", `],
  ["as a JSON string", (pem) => JSON.stringify(pem)],
  ["on one line, with spaces", (pem) => pem.replaceAll("\n", " ")],
  ["on one line, with nothing between", (pem) => pem.replaceAll("\n", "")],
  ["with its labels broken over lines", (pem) => pem.replaceAll(" KEY-----", " \n  KEY-----")],
  ["with blanks between its labels and the dashes", (pem) => pem.replace(/-----(.*)-----/g, "----- $1 -----")],
  ["without the dashes at both ends", (pem) => pem.trim().slice(5, -5)],
  ["before words about it", (pem) => `${pem}BEGIN PRIVATE KEY stands above`],
  ["before words that end as it begins", (pem) => `${pem}above stands BEGIN PRIVATE KEY`],
  ["after words about it", (pem) => `BEGIN PRIVATE KEY stands below\n${pem}`],
  ["in base64 once more", (pem) => Buffer.from(pem).toString("base64")],
  ["in base64 once more, in lines", (pem) => Buffer.from(pem).toString("base64").replace(/.{76}/g, "$&\n")],
  ["in base64 once more, in quotes, with CRLF inside", (pem) => `"${btoa(`"${pem.replaceAll("\n", "\r\n")}"`)}"`],
  ["without BEGIN and END", (pem) => pem.replace(/-----.*-----/g, "")],
  ["without BEGIN and END, in quotes, with a comment", (pem) => `"${pem.replace(/-----.*-----/g, "")}" # the key`],
];

describe.each(KEYS)("a $kind key", ({ kind, algorithm, pkcs8, traditional }) => {
  it.each(FORMS)("in PKCS#8, %s", async (_, mangle) => {
    await expectKey(mangle(pkcs8), pkcs8, algorithm);
  });

  it.each(FORMS)(`in ${kind === "RSA" ? "PKCS#1" : "SEC1"}, %s`, async (_, mangle) => {
    expect(traditional).toMatch(/^-----BEGIN (RSA|EC) PRIVATE KEY-----/);
    await expectKey(mangle(traditional), pkcs8, algorithm);
  });

  it("whatever the label on it says", async () => {
    await expectKey(toPem(derOf(pkcs8), kind === "RSA" ? "EC PRIVATE KEY" : "RSA PRIVATE KEY"), pkcs8, algorithm);
    await expectKey(toPem(derOf(traditional)), pkcs8, algorithm);
    const any = toPem(derOf(traditional), "ANY PRIVATE KEY");
    await expectKey(any, pkcs8, algorithm);
    await expectKey(`${any}BEGIN ANY PRIVATE KEY stands above`, pkcs8, algorithm);
    await expectKey(`${any}above stands BEGIN ANY PRIVATE KEY`, pkcs8, algorithm);
  });

  it("as a JWK", async () => {
    await expectKey(privateJwkOf(pkcs8) as JsonWebKey, pkcs8, algorithm);
  });

  it("as a JWK with alg, use, kid and key_ops, whose kid is kept", async () => {
    const jwk = { ...privateJwkOf(pkcs8), alg: algorithm, use: "sig", kid: "the-kid", key_ops: ["sign"], ext: true };
    const privateKey = await expectKey(jwk as JsonWebKey, pkcs8, algorithm);
    expect(privateKey.keyId).toBe("the-kid");
  });

  it("as a JWK for verifying, for encryption, or not for export", async () => {
    const jwk = { ...privateJwkOf(pkcs8), use: "enc", key_ops: ["verify"], ext: false };
    await expectKey(jwk as JsonWebKey, pkcs8, algorithm);
  });

  it("as JSON, whatever was done to it", async () => {
    const jwk = { ...privateJwkOf(pkcs8), kid: '"first"\n{"key"}' };
    const compact = JSON.stringify(jwk);
    const pretty = JSON.stringify(jwk, null, 2);
    const quoted = [compact, pretty].map((json) => JSON.stringify(json));
    const escaped = quoted.map((json) => json.slice(1, -1));
    const others = [` ${pretty}\n`, pretty.replaceAll("\n", "\r\n"), `'${compact}'`, btoa(compact), btoa(pretty)];
    for (const form of [compact, pretty, ...quoted, ...escaped, ...others]) {
      expect(await expectKey(form, pkcs8, algorithm)).toHaveProperty("keyId", jwk.kid);
    }
  });
});

describe("the key ID", () => {
  it("is left out if there is none, or none that is text", async () => {
    expect(await importPrivateKey(ec.pkcs8)).not.toHaveProperty("keyId");
    const jwk = privateJwkOf(ec.pkcs8);
    expect(await importPrivateKey(jwk as JsonWebKey)).not.toHaveProperty("keyId");
    expect(await importPrivateKey(JSON.stringify({ ...jwk, kid: 5 }))).not.toHaveProperty("keyId");
  });
});

describe("several blocks in one text", () => {
  const subject = '-subj "/CN=okta-edge" -batch';
  const withKey = (command: string, pem: string) => runInDirectory(command, { "key.pem": pem });

  it.each(KEYS)("a certificate and a $kind key, in either order", async ({ pkcs8, traditional, algorithm }) => {
    const { stdout: certificate } = await withKey(`openssl req -x509 -key key.pem ${subject}`, pkcs8);
    expect(certificate).toContain("BEGIN CERTIFICATE");
    for (const key of [pkcs8, traditional]) {
      await expectKey(certificate + key, pkcs8, algorithm);
      await expectKey(key + certificate, pkcs8, algorithm);
      await expectKey(certificate + key + certificate, pkcs8, algorithm);
      await expectKey(key.replaceAll("PRIVATE KEY", "PRIVATE \n  KEY") + certificate, pkcs8, algorithm);
      await expectKey(`${certificate}${key}${certificate}`.replaceAll("\n", " "), pkcs8, algorithm);
    }
  });

  it("what openssl makes of a PKCS#12 file", async () => {
    const command = [
      `openssl req -x509 -key key.pem ${subject} -out cert.pem`,
      "openssl pkcs12 -export -inkey key.pem -in cert.pem -name okta -passout pass:secret -out file.p12",
      "openssl pkcs12 -in file.p12 -noenc -passin pass:secret",
    ];
    const { stdout } = await withKey(command.join(" && "), rsa.pkcs8);
    expect(stdout).toMatch(/Bag Attributes[\s\S]*BEGIN CERTIFICATE[\s\S]*Bag Attributes[\s\S]*BEGIN PRIVATE KEY/);
    await expectKey(stdout, rsa.pkcs8, "RS256");
  });

  it.each(Object.entries(CURVES))("EC PARAMETERS and a %s key", async (crv, curve) => {
    const text = await openssl(`ecparam -genkey -name ${curve}`);
    expect(text).toMatch(/BEGIN EC PARAMETERS[\s\S]*BEGIN EC PRIVATE KEY/);
    const algorithm = KEYS.find(({ kind }) => kind === crv)?.algorithm ?? "RS256";
    const pem = text.replace(/^[\s\S]*-----END EC PARAMETERS-----\n/, "");
    await expectKey(text, pem, algorithm);
    await expectKey(text.replaceAll("\n", "\\n"), pem, algorithm);
  });

  it("the public key, a certificate request, and the key", async () => {
    const publicPem = await openssl("pkey -pubout", ec.pkcs8);
    const { stdout: request } = await withKey(`openssl req -new -key key.pem ${subject}`, ec.pkcs8);
    await expectKey(publicPem + request + ec.pkcs8, ec.pkcs8, "ES256");
    await expectKey(ec.pkcs8 + publicPem + request, ec.pkcs8, "ES256");
  });

  it("a key behind a password and one without", async () => {
    const locked = await openssl("pkcs8 -topk8 -passout pass:secret", ec.pkcs8);
    await expectKey(locked + ec.pkcs8, ec.pkcs8, "ES256");
    for (const key of [ec.pkcs8, ec.traditional]) await expectKey(key + locked, ec.pkcs8, "ES256");
  });

  it("a block without an end does not hide the key", async () => {
    await expectKey(`-----BEGIN PRIVATE KEY-----\nMIIE\n${rsa.pkcs8}`, rsa.pkcs8, "RS256");
  });
});

describe("what some tools leave out", () => {
  it.each(KEYS.slice(1))("the public half of a $kind key in SEC1", async ({ pkcs8, traditional, algorithm }) => {
    const bare = await openssl("ec -no_public", traditional);
    expect(derOf(bare).length).toBeLessThan(derOf(traditional).length - 60);
    await expectKey(bare, pkcs8, algorithm);
  });

  it("the public half of a key in PKCS#8, as Java does", async () => {
    // PrivateKeyInfo { 0, { ecPublicKey, P-256 }, ECPrivateKey { 1, number } }
    const number = Buffer.from(privateJwkOf(ec.pkcs8).d ?? "", "base64url").toString("hex");
    const der = `3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420${number}`;
    await expectKey(toPem(Buffer.from(der, "hex")), ec.pkcs8, "ES256");
  });
});

describe("the algorithm", () => {
  it.each(["RS256", "RS384", "RS512"] as const)("an RSA key signs with %s", async (algorithm) => {
    const jwk = privateJwkOf(rsa.pkcs8) as JsonWebKey;
    const inputs: (string | JsonWebKey)[] = [rsa.pkcs8, rsa.traditional, jwk, { ...jwk, alg: algorithm }];
    for (const input of inputs) {
      const privateKey = await importPrivateKey(input, { algorithm });
      expect(privateKey.algorithm).toBe(algorithm);
      expect(privateKey.key.algorithm).toMatchObject({
        name: "RSASSA-PKCS1-v1_5",
        hash: { name: `SHA-${algorithm.slice(2)}` },
      });
      expect(await askToken(privateKey, { ...publicJwkOf(rsa.pkcs8), alg: algorithm })).toHaveProperty("access_token");
    }
  });

  it.each(KEYS.slice(1))("a $kind key signs with $algorithm, asked for or not", async ({ pkcs8, algorithm, kind }) => {
    for (const privateKey of [await importPrivateKey(pkcs8), await importPrivateKey(pkcs8, { algorithm })]) {
      expect(privateKey.algorithm).toBe(algorithm);
      expect(privateKey.key.algorithm).toMatchObject({ name: "ECDSA", namedCurve: kind });
      expect(await askToken(privateKey, { ...publicJwkOf(pkcs8), alg: algorithm })).toHaveProperty("access_token");
    }
  });

  it("is the one that a JWK names, since it was registered with it", async () => {
    const jwk = { ...privateJwkOf(rsa.pkcs8), alg: "RS384" } as JsonWebKey;
    expect(await importPrivateKey(jwk)).toHaveProperty("algorithm", "RS384");
    expect(await importPrivateKey(JSON.stringify(jwk))).toHaveProperty("algorithm", "RS384");
  });

  it.each([2048, 3072, 4096])(
    "RSA of %i bits is long enough",
    async (bits) => {
      const pem = await makeRsaKey(bits);
      await expectKey(pem, pem, "RS256");
      // Primes of 2048 bits are a matter of luck.
    },
    60_000,
  );
});

describe("the key that tokens are encrypted with", () => {
  const derive = async ({ derivationKey }: PrivateKey) => {
    const hkdf = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: new Uint8Array() };
    const key = await crypto.subtle.deriveKey(hkdf, derivationKey, { name: "HMAC", hash: "SHA-256" }, true, ["sign"]);
    return (await crypto.subtle.exportKey("jwk", key)).k;
  };

  it.each(KEYS)("is the same for every form of a $kind key, and another for another key", async (key) => {
    const forms = [key.pkcs8, key.traditional, privateJwkOf(key.pkcs8) as JsonWebKey, btoa(key.pkcs8)];
    const derived = await Promise.all(forms.map(async (form) => derive(await importPrivateKey(form))));
    expect(new Set(derived).size).toBe(1);
    const other = await (key.kind === "RSA" ? makeRsaKey() : makeEcKey(CURVES[key.kind]));
    expect(derived).not.toContain(await derive(await importPrivateKey(other)));
  });
});
