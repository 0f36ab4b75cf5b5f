import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { emptyFolder, runCli } from "./support/cli.ts";

let folder: Awaited<ReturnType<typeof emptyFolder>>;
beforeEach(async () => {
  folder = await emptyFolder();
});
afterEach(() => folder.remove());

/** The thumbprint of RFC 7638, computed without the code under test. */
function thumbprintOf({ e, kty, n, crv, x, y }: JsonWebKey): string {
  const members = kty === "RSA" ? { e, kty, n } : { crv, kty, x, y };
  return createHash("sha256").update(JSON.stringify(members)).digest("base64url");
}

describe("key new", () => {
  it.each([
    { flags: [], algorithm: "RS256", kind: { kty: "RSA" }, bits: 2048 },
    { flags: ["--bits", "3072"], algorithm: "RS256", kind: { kty: "RSA" }, bits: 3072 },
    { flags: ["--algorithm", "ES256"], algorithm: "ES256", kind: { kty: "EC", crv: "P-256" }, bits: undefined },
  ])("writes a private key and prints its public half: $algorithm $flags", async ({ flags, algorithm, kind, bits }) => {
    const { code, stdout, stderr } = await runCli(["key", "new", "--out", "app.pem", ...flags, "--json"], {
      cwd: folder.path,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const file = join(folder.path, "app.pem");
    const privateKey = createPrivateKey(await readFile(file, "utf8"));
    const publicJwk = createPublicKey(privateKey).export({ format: "jwk" });
    const thumbprint = thumbprintOf(publicJwk);
    expect(JSON.parse(stdout)).toEqual({
      file: "app.pem",
      algorithm,
      thumbprint,
      publicJwk: { ...publicJwk, kid: thumbprint, use: "sig", alg: algorithm },
    });
    expect(publicJwk).toMatchObject(kind);
    expect(privateKey.asymmetricKeyDetails?.modulusLength).toBe(bits);
    if (process.platform !== "win32") expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it("prints where the public key goes, and nothing of the private key", async () => {
    const { code, stdout } = await runCli(["key", "new", "--out", "app.pem"], { cwd: folder.path });
    expect(code).toBe(0);
    expect(stdout).toContain("Public Keys › Add key");
    const { d, p, q } = createPrivateKey(await readFile(join(folder.path, "app.pem"), "utf8")).export({
      format: "jwk",
    });
    for (const secret of [d, p, q, "PRIVATE KEY"]) expect(stdout).not.toContain(secret);
  });

  it("does not overwrite a file", async () => {
    await writeFile(join(folder.path, "app.pem"), "precious");
    const { code, stderr } = await runCli(["key", "new", "--out", "app.pem"], { cwd: folder.path });
    expect(code).toBe(1);
    expect(stderr).toContain("app.pem exists already.");
    expect(await readFile(join(folder.path, "app.pem"), "utf8")).toBe("precious");
  });

  it("leaves nothing behind when the folder does not exist", async () => {
    const { code, stderr } = await runCli(["key", "new", "--out", "nowhere/app.pem"], { cwd: folder.path });
    expect(code).toBe(1);
    expect(stderr).toContain("does not exist.");
    expect(await readdir(folder.path)).toEqual([]);
  });

  it("rejects a size for an EC key", async () => {
    const { code, stderr } = await runCli(
      ["key", "new", "--out", "app.pem", "--algorithm", "ES256", "--bits", "2048"],
      {
        cwd: folder.path,
      },
    );
    expect({ code, stderr }).toEqual({ code: 2, stderr: "✖ --bits is for RS256 only.\n" });
  });
});

describe("key show", () => {
  it.each([
    ["PKCS#8", { type: "pkcs8", format: "pem" } as const],
    ["PKCS#1", { type: "pkcs1", format: "pem" } as const],
  ])("prints the public half of a key in %s", async (_, encoding) => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    await writeFile(join(folder.path, "key.pem"), privateKey.export(encoding));
    const { code, stdout } = await runCli(["key", "show", "key.pem", "--json"], { cwd: folder.path });
    expect(code).toBe(0);
    const { publicJwk, thumbprint } = JSON.parse(stdout);
    expect(publicJwk).toMatchObject(publicKey.export({ format: "jwk" }));
    expect(thumbprint).toBe(thumbprintOf(publicJwk));
  });

  it("keeps the `kid` of a JWK", async () => {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const jwk = { ...privateKey.export({ format: "jwk" }), kid: "k1" };
    await writeFile(join(folder.path, "key.json"), JSON.stringify(jwk));
    const { stdout } = await runCli(["key", "show", "key.json", "--json"], { cwd: folder.path });
    expect(JSON.parse(stdout).publicJwk.kid).toBe("k1");
    expect(stdout).not.toContain(jwk.d);
  });

  it("reports a file that holds a public key", async () => {
    const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    await writeFile(join(folder.path, "key.pub"), publicKey.export({ type: "spki", format: "pem" }));
    const { code, stderr } = await runCli(["key", "show", "key.pub", "--json"], { cwd: folder.path });
    expect(code).toBe(1);
    expect(JSON.parse(stderr).error.code).toBe("private_key_is_public");
  });

  it.each([
    ["does not exist", "no-such.pem"],
    ["is a folder", "."],
  ])("reports a file that %s", async (reason, file) => {
    const { code, stderr } = await runCli(["key", "show", file], { cwd: folder.path });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `✖ ${file} ${reason}.\n`.replace(`✖ ${file}`, `✖ ${join(folder.path, file)}`),
    });
  });
});
