import { describe, expect, it } from "vitest";
import { importPrivateKey, type PrivateKeyError } from "../src/index.ts";
import {
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
import { commandOf, expectKeyError } from "./support/private-key-error.ts";

const rsa = await makeRsaKey();
const ec = await makeEcKey("P-256");
const subject = '-subj "/CN=okta-edge" -batch';
const ofKey = async (command: string, key: string) => (await runInDirectory(command, { "key.pem": key })).stdout;
/** The same bytes, as the forms that may hide what they are. */
const disguises = (pem: string): string[] => [
  pem,
  pem.replaceAll("\n", "\\n"),
  derOf(pem).toString("base64"),
  btoa(pem),
  toPem(derOf(pem)),
  toPem(derOf(pem), "RSA PRIVATE KEY"),
];

describe("a key behind a password", () => {
  const ciphers = ["-v2 aes-256-cbc", "-v2 aes-128-cbc -v2prf hmacWithSHA1", "-v1 PBE-SHA1-3DES", "-scrypt"];

  it.each(ciphers)("in PKCS#8, %s", async (cipher) => {
    for (const key of [rsa, ec]) {
      const locked = await openssl(`pkcs8 -topk8 ${cipher} -passout pass:correct-horse`, key);
      expect(locked).toContain("BEGIN ENCRYPTED PRIVATE KEY");
      for (const form of disguises(locked)) {
        const error = await expectKeyError(form, "private_key_encrypted");
        expect(error.message).toContain("passphrase");
      }
      await expectUnlocked(locked, key);
    }
  });

  it("in the old form, Proc-Type: 4,ENCRYPTED", async () => {
    for (const key of [rsa, ec]) {
      const locked = await openssl("pkey -traditional -aes128 -passout pass:correct-horse", key);
      expect(locked).toContain("Proc-Type: 4,ENCRYPTED");
      const forms = [
        locked,
        locked.replaceAll("\n", "\\n"),
        locked.replaceAll("\n", "\r\n"),
        locked.replaceAll("\n", " "),
      ];
      for (const form of [...forms, btoa(locked)]) await expectKeyError(form, "private_key_encrypted");
      await expectUnlocked(locked, key);
    }
  });

  it("beside its certificate", async () => {
    const locked = await openssl("pkcs8 -topk8 -passout pass:correct-horse", rsa);
    const certificate = await ofKey(`openssl req -x509 -key key.pem ${subject}`, rsa);
    await expectKeyError(certificate + locked, "private_key_encrypted");
    await expectKeyError(locked + certificate, "private_key_encrypted");
  });

  /** Expects the hint's command line, with the password, to make a file that imports. */
  async function expectUnlocked(locked: string, key: string): Promise<void> {
    const error = await expectKeyError(locked, "private_key_encrypted");
    const { files } = await runInDirectory(commandOf(error), { "key.pem": locked }, "correct-horse\n");
    const { publicJwk } = await importPrivateKey(files["unlocked.pem"] ?? "");
    expect(publicJwk).toEqual(publicJwkOf(key));
  }
});

describe("something else that openssl writes", () => {
  it("a public key", async () => {
    const ed25519 = await openssl("genpkey -algorithm ED25519");
    const rsaPublicKey = await openssl("rsa -RSAPublicKey_out", rsa);
    expect(rsaPublicKey).toContain("BEGIN RSA PUBLIC KEY");
    const small = await openssl("rsa -RSAPublicKey_out", await makeRsaKey(1024));
    const others = await Promise.all([rsa, ec, ed25519].map((key) => openssl("pkey -pubout", key)));
    for (const pem of [rsaPublicKey, small, ...others]) {
      for (const form of disguises(pem)) {
        const error = await expectKeyError(form, "private_key_is_public");
        expect(error.message).toContain("public key");
        expect(error.hint).toContain("private half");
      }
    }
  });

  it.each([rsa, ec])("a certificate, %#", async (key) => {
    // The second one is of version 1 unless openssl is recent.
    const byRequest = `openssl req -new -key key.pem ${subject} | openssl x509 -req -signkey key.pem`;
    for (const command of [`openssl req -x509 -key key.pem ${subject}`, byRequest]) {
      const certificate = await ofKey(command, key);
      for (const form of [...disguises(certificate), certificate + certificate, `${certificate}above, BEGIN`]) {
        await expectKeyError(form, "private_key_is_certificate");
      }
    }
  });

  it("a certificate: the hint gets the key out of the file that both came in", async () => {
    const certificate = await ofKey(`openssl req -x509 -key key.pem ${subject}`, rsa);
    const error = await expectKeyError(certificate, "private_key_is_certificate");
    const pack = "openssl pkcs12 -export -inkey old.pem -in cert.pem -passout pass:correct-horse -out file.p12";
    const { files } = await runInDirectory(
      `${pack} && ${commandOf(error)}`,
      { "old.pem": rsa, "cert.pem": certificate },
      "correct-horse\n",
    );
    expect(await importPrivateKey(files["key.pem"] ?? "")).toMatchObject({ publicJwk: publicJwkOf(rsa) });
  });

  it("a certificate request: the hint names the option that wrote the key", async () => {
    const { stdout, files } = await runInDirectory(
      `openssl req -new -newkey rsa:2048 -noenc -keyout key.pem ${subject}`,
    );
    expect(stdout).toContain("BEGIN CERTIFICATE REQUEST");
    for (const form of disguises(stdout)) {
      const { hint } = await expectKeyError(form, "private_key_is_request");
      expect(hint).toContain("-keyout");
    }
    expect(await importPrivateKey(files["key.pem"] ?? "")).toHaveProperty("algorithm", "RS256");
  });
});

describe("a key that Okta does not take", () => {
  /** Expects the hint's command line to make a file that imports. */
  async function expectNewPair(error: PrivateKeyError): Promise<void> {
    const { files } = await runInDirectory(commandOf(error));
    expect(await importPrivateKey(files["key.pem"] ?? "")).toHaveProperty("algorithm", "RS256");
  }

  it.each([512, 1024, 2047])("RSA of %i bits", async (bits) => {
    const pem = await makeRsaKey(bits);
    const jwk = privateJwkOf(pem) as JsonWebKey;
    for (const form of [...disguises(pem), await toTraditional(pem), jwk, JSON.stringify(jwk)]) {
      const error = await expectKeyError(form, "private_key_too_small");
      expect(error.message).toContain("2048");
    }
    await expectNewPair(await expectKeyError(pem, "private_key_too_small"));
  });

  it("RSA-PSS", async () => {
    const limited = "-pkeyopt rsa_pss_keygen_md:sha256 -pkeyopt rsa_pss_keygen_mgf1_md:sha256";
    for (const options of ["", limited]) {
      const pem = await openssl(`genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 ${options}`);
      for (const form of disguises(pem)) await expectKeyError(form, "private_key_rsa_pss");
      await expectNewPair(await expectKeyError(pem, "private_key_rsa_pss"));
    }
    for (const alg of ["PS256", "PS384", "PS512"]) {
      const jwk = { ...privateJwkOf(rsa), alg } as JsonWebKey;
      await expectKeyError(jwk, "private_key_rsa_pss");
      await expectKeyError(JSON.stringify(jwk), "private_key_rsa_pss", { algorithm: "RS256" });
    }
  });

  it.each(["ED25519", "ED448", "X25519", "X448"])("%s", async (algorithm) => {
    const pem = await openssl(`genpkey -algorithm ${algorithm}`);
    const jwk = privateJwkOf(pem) as JsonWebKey;
    for (const form of [...disguises(pem), jwk, JSON.stringify(jwk)])
      await expectKeyError(form, "private_key_unsupported");
    await expectNewPair(await expectKeyError(pem, "private_key_unsupported"));
  });

  it.each(["secp256k1", "brainpoolP256r1", "secp224r1", "prime192v1"])("EC on %s", async (curve) => {
    const pem = await makeEcKey(curve);
    const forms = [...disguises(pem), await toTraditional(pem), await openssl(`ecparam -genkey -name ${curve}`)];
    for (const form of forms) await expectKeyError(form, "private_key_unsupported");
    await expectNewPair(await expectKeyError(pem, "private_key_unsupported"));
  });

  it("EC on a curve that is spelled out, be it P-256", async () => {
    const pem = await openssl("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit");
    for (const form of [...disguises(pem), await toTraditional(pem)])
      await expectKeyError(form, "private_key_unsupported");
  });

  it("DSA", async () => {
    const pem = await openssl("pkey", await openssl("dsaparam -genkey 1024"));
    for (const form of disguises(pem)) await expectKeyError(form, "private_key_unsupported");
  });

  it("a JWK of another kind", async () => {
    const { d } = privateJwkOf(ec);
    const ecJwk = privateJwkOf(ec);
    const others = [
      { kty: "oct", k: d, alg: "HS256" },
      { ...ecJwk, crv: "secp256k1" },
      { ...ecJwk, kty: "RSA2" },
      { ...ecJwk, kty: "ec" },
      // Names that every object answers to, and values that cannot be made text.
      ...["constructor", "__proto__", "toString", ["P-256"], { toString: null }, null, 256].map((crv) => ({
        ...ecJwk,
        crv,
      })),
      ...["constructor", "__proto__", "P-256", ["EC"], { toString: null }].map((kty) => ({ ...ecJwk, kty })),
    ];
    for (const jwk of others) {
      await expectKeyError(jwk as JsonWebKey, "private_key_unsupported");
      await expectKeyError(JSON.stringify(jwk), "private_key_unsupported");
    }
  });

  it("an environment variable that is not set", async () => {
    for (const value of [null, undefined]) {
      await expectKeyError(value as unknown as JsonWebKey, "private_key_empty");
    }
  });

  it("a value that is neither text nor a JWK", async () => {
    for (const value of [5, true, [], {}, { kty: null }, { kty: 0 }]) {
      await expectKeyError(value as unknown as JsonWebKey, "private_key_malformed");
    }
  });
});

describe("a key for another algorithm", () => {
  const p384 = makeEcKey("P-384");
  const all = ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512"] as const;

  it.each(all.slice(3))("an RSA key for %s", async (algorithm) => {
    for (const form of [rsa, await toTraditional(rsa), privateJwkOf(rsa) as JsonWebKey]) {
      const error = await expectKeyError(form, "private_key_algorithm_mismatch", { algorithm });
      expect(error.message).toMatch(/\(RSA\) .* RS256/);
      expect(error.hint).toContain("`algorithm`");
    }
  });

  it.each(all.filter((algorithm) => algorithm !== "ES384"))("a P-384 key for %s", async (algorithm) => {
    const error = await expectKeyError(await p384, "private_key_algorithm_mismatch", { algorithm });
    expect(error.message).toMatch(/\(P-384\) .* ES384\.$/);
  });

  it("a JWK that names another, or something that is none", async () => {
    const rsaJwk = privateJwkOf(rsa);
    const registered = { ...rsaJwk, alg: "RS384" } as JsonWebKey;
    const error = await expectKeyError(registered, "private_key_algorithm_mismatch", { algorithm: "RS256" });
    expect(error.message).toMatch(/; it supports \w+\.$/);
    await expectKeyError({ ...privateJwkOf(ec), alg: "ES384" } as JsonWebKey, "private_key_algorithm_mismatch");
    const strange: unknown[] = [
      "RSA-OAEP",
      "xRS256",
      "RS2560",
      "P",
      "",
      "none",
      256,
      ["RS256"],
      {},
      { toString: null },
      { startsWith: 1 },
    ];
    for (const alg of strange) {
      await expectKeyError({ ...rsaJwk, alg } as unknown as JsonWebKey, "private_key_algorithm_mismatch");
      await expectKeyError(JSON.stringify({ ...rsaJwk, alg }), "private_key_algorithm_mismatch");
      const algorithm = alg as "RS256";
      await expectKeyError(rsa, "private_key_algorithm_mismatch", { algorithm });
    }
  });
});
