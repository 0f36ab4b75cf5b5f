import { describe, expect, it } from "vitest";
import { importPrivateKey } from "../src/index.ts";
import { makeEcKey, makeRsaKey, publicJwkOf, runInDirectory, toPem } from "./support/openssl.ts";
import { commandOf, expectKeyError } from "./support/private-key-error.ts";

const rsa = await makeRsaKey();
const ec = await makeEcKey("P-256");

describe("nothing", () => {
  it.each(["", " ", "\n\r\n\t", "\uFEFF", '""', "''", "``", '" "', " ''\n", "\\n", "\\r\\n\\r\\n", '"\\n"'])(
    "%j",
    async (text) => {
      const error = await expectKeyError(text, "private_key_empty");
      expect(error.message).toBe("`privateKey` is required and must not be empty.");
      expect(error.hint).toContain("PEM");
    },
  );

  it("a lone quote is something", async () => {
    for (const text of ['"', "'", "'\"", `"'`]) await expectKeyError(text, "private_key_malformed");
  });
});

describe("a file's path", () => {
  it.each([
    "/etc/keys/okta",
    "/srv/okta/key",
    "./key.pem",
    "../keys/key.pem",
    "~/.ssh/id_rsa",
    "~",
    "C:\\keys\\okta",
    "C:\\new\\key",
    "c:\\rsa key",
    "d:\\keys",
    "file:///keys/okta",
    "@key",
    "key.pem",
    "keys/okta.private.pem",
    "my-key.jwk",
    "/home/me/My Keys/okta",
    "./my keys/okta",
  ])("%s", async (path) => {
    for (const form of [path, `"${path}"`, ` ${path}\n`]) {
      const error = await expectKeyError(form, "private_key_is_path");
      expect(error.hint).toContain("contents of the file");
    }
  });

  it("is not what merely holds a dot, a slash or a colon", async () => {
    for (const text of [
      "the key. thanks",
      "a key.pem",
      "keys/okta",
      "of/key",
      "a: b",
      "1:\\keys",
      "me@example",
      "pem.",
      "key.pem is lost",
      "Ä:\\keys",
    ]) {
      await expectKeyError(text, "private_key_malformed");
    }
  });
});

/** Whether a program is there. */
const has = async (program: string) => (await runInDirectory(`command -v ${program}`)).status === 0;

describe.runIf(await has("ssh-keygen"))("what ssh-keygen writes", () => {
  const kinds = ["rsa -b 2048", "rsa -b 3072", "ecdsa -b 256", "ecdsa -b 384", "ecdsa -b 521"];

  it.each(kinds)("%s: the hint makes it a key that imports", async (kind) => {
    const { files } = await runInDirectory(`ssh-keygen -q -t ${kind} -N '' -f made`);
    const { made = "", "made.pub": publicKey = "" } = files;
    expect(made).toContain("BEGIN OPENSSH PRIVATE KEY");
    const error = await expectKeyError(made, "private_key_openssh");
    const hinted = await runInDirectory(commandOf(error), { "copy-of-the-key": made });
    const converted = await importPrivateKey(hinted.files["copy-of-the-key"] ?? "");
    const { stdout } = await runInDirectory("ssh-keygen -e -m PKCS8 -f made.pub", { "made.pub": publicKey });
    expect(converted.publicJwk).toEqual(publicJwkOf(stdout));
  });

  it("a key behind a password: the hint asks for it", async () => {
    const { files } = await runInDirectory("ssh-keygen -q -t rsa -b 2048 -N correct-horse -f made");
    const error = await expectKeyError(files.made ?? "", "private_key_openssh");
    const hinted = await runInDirectory(commandOf(error), { "copy-of-the-key": files.made ?? "" }, "correct-horse\n");
    expect(await importPrivateKey(hinted.files["copy-of-the-key"] ?? "")).toHaveProperty("algorithm", "RS256");
  });

  it.each([...kinds, "ed25519"])("%s: the public half", async (kind) => {
    const { files } = await runInDirectory(`ssh-keygen -q -t ${kind} -N '' -C me@example -f made`);
    const publicKey = files["made.pub"] ?? "";
    expect(publicKey).toMatch(/^(ssh-rsa|ssh-ed25519|ecdsa-sha2-nistp\d+) /);
    for (const form of [publicKey, publicKey.trim(), `'${publicKey}'`]) {
      await expectKeyError(form, "private_key_is_public");
    }
  });
});

describe("what SSH programs write", () => {
  const openssh = Buffer.from("openssh-key-v1\0\0\0\0\u0004none\0\0\0\u0004none");

  it("OpenSSH, in whatever it comes", async () => {
    const pem = toPem(openssh, "OPENSSH PRIVATE KEY");
    const forms = [pem, pem.replaceAll("\n", "\\n"), btoa(pem), toPem(openssh), toPem(openssh, "RSA PRIVATE KEY")];
    for (const form of forms) await expectKeyError(form, "private_key_openssh");
  });

  it("PuTTY", async () => {
    const lines = [
      "PuTTY-User-Key-File-3: ssh-rsa",
      "Encryption: none",
      "Comment: okta",
      "Private-Lines: 1",
      "AAAAB3NzaC1yc2E",
    ];
    for (const form of [lines.join("\n"), lines.join("\r\n"), `\n${lines.join("\n")}\n`]) {
      const error = await expectKeyError(form, "private_key_openssh");
      expect(error.message).toContain("PuTTY");
    }
    await expectKeyError(`no ${lines.join("\n")}`, "private_key_malformed");
  });
});

describe("the public half as a JWK", () => {
  it.each([
    ["RS256", rsa],
    ["ES256", ec],
  ])("%s", async (alg, pem) => {
    const jwk = publicJwkOf(pem);
    for (const form of [jwk, { ...jwk, kid: "k1", use: "sig", alg }]) {
      const error = await expectKeyError(form as JsonWebKey, "private_key_is_public");
      expect(error.hint).toContain("private half");
      for (const text of [JSON.stringify(form), JSON.stringify(form, null, 2), btoa(JSON.stringify(form))]) {
        await expectKeyError(text, "private_key_is_public");
      }
    }
  });
});

describe("no key at all", () => {
  it.each([
    "hello world",
    "undefined",
    "null",
    "[object Object]",
    "[1,2,3]",
    "-----",
    "----------",
    "-----BEGIN-----",
    "-----BEGIN PRIVATE KEY-----",
    "-----BEGIN PRIVATE KEY----------END PRIVATE KEY-----",
    "-----BEGIN PRIVATE KEY-----\n\n-----END PRIVATE KEY-----",
    "-----END PRIVATE KEY-----\nMIIE\n-----BEGIN PRIVATE KEY-----",
    "MAA=",
    "MII",
    "0",
    "=",
    "AAAA",
    "<html><body>Sign in</body></html>",
    "my-ssh-rsa",
    "an ecdsa- key",
    "{}}",
    "{kty: 'EC'}",
    "{\\",
    '{\\"kty\\":\\"EC\\"',
    "§§§",
    "\u0000\u0001",
  ])("%j", async (text) => {
    for (const form of [text, `'${text}'`]) await expectKeyError(form, "private_key_malformed");
  });

  it.each([
    ["abcdEFGH1234_-abcdEFGH1234_-abcdEFGH1234_-abcdEFGH1234_-abcdEFGH", "a client secret"],
    ["abcdEFGH1234567812345678abcdEFGH12345678", "a client secret"],
    [`00${"aB3_".repeat(10)}`, "an API token"],
    ["0oa1b2c3d4e5f6g7h8i9", "a Client ID"],
    ["SIMcCQNY3uwXoW3y0vf6VxiBb5n9pf8L2fK8d-FIbm4", "a key ID"],
    ["changeme", "other text"],
    ["hunter2 and more!", "other text"],
  ])("names what %s looks like", async (text, kind) => {
    for (const form of [text, `"${text}"`, ` ${text}\n`]) {
      const error = await expectKeyError(form, "private_key_malformed");
      expect(error.message).toBe(`\`privateKey\` looks like ${kind}, not like a private key.`);
      expect(error.hint).toContain("private key of the app");
    }
  });

  it("calls what remains of a key truncated", async () => {
    const body = rsa.split("\n").slice(1, -2);
    for (const text of [body[0] ?? "", body.slice(0, 5).join("\n"), rsa.slice(0, 60), rsa.slice(0, -200)]) {
      const error = await expectKeyError(text, "private_key_malformed");
      expect(error.message).toContain("truncated or damaged");
    }
  });

  it("recognizes the first line alone, also behind a quotation mark that is not closed", async () => {
    for (const mark of ["", '"', "'"]) {
      const error = await expectKeyError(`${mark}-----BEGIN PRIVATE KEY-----`, "private_key_malformed");
      expect(error.message).toContain("first line only");
    }
  });

  it("each refusal has words of its own", async () => {
    const errors = await Promise.all([
      expectKeyError("", "private_key_empty"),
      expectKeyError("key.pem", "private_key_is_path"),
      expectKeyError("ssh-rsa AAAA", "private_key_is_public"),
      expectKeyError("PuTTY", "private_key_openssh"),
      expectKeyError("{", "private_key_malformed"),
      expectKeyError({ kty: "OKP" }, "private_key_unsupported"),
      expectKeyError(ec, "private_key_algorithm_mismatch", { algorithm: "RS256" }),
    ]);
    expect(new Set(errors.map(({ message }) => message)).size).toBe(errors.length);
    expect(new Set(errors.map(({ hint }) => hint)).size).toBe(errors.length);
  });
});
