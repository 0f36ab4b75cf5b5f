import { spawn } from "node:child_process";
import { createPrivateKey, createPublicKey } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { JWK } from "jose";

/** How a command ended. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The files that are in its directory then, by name. */
  readonly files: Readonly<Record<string, string>>;
}

/** Runs a shell's command line in a directory that holds these files, and that is gone afterwards; `typed` is what it reads. */
export async function runInDirectory(
  commandLine: string,
  files: Readonly<Record<string, string>> = {},
  typed = "",
): Promise<Outcome> {
  const cwd = await mkdtemp(join(tmpdir(), "okta-edge-"));
  try {
    for (const [name, content] of Object.entries(files)) await writeFile(join(cwd, name), content, { mode: 0o600 });
    // Detached from the terminal, so that passwords are read from what is typed here.
    const child = spawn("sh", ["-c", commandLine], { cwd, detached: true });
    const ended = new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
    // A command that reads nothing closes the pipe early.
    child.stdin.on("error", () => undefined).end(typed);
    const [status, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
    const names = await readdir(cwd);
    const contents = names.map(async (name) => [name, await readFile(join(cwd, name), "utf8")] as const);
    return { status, stdout, stderr, files: Object.fromEntries(await Promise.all(contents)) };
  } finally {
    await rm(cwd, { recursive: true });
  }
}

/** What `openssl` answers to its arguments and standard input. Throws if it fails. */
export async function openssl(args: string, input = ""): Promise<string> {
  const { status, stdout, stderr } = await runInDirectory(`openssl ${args}`, {}, input);
  if (status !== 0) throw new Error(`openssl ${args}: ${stderr}`);
  return stdout;
}

/** OpenSSL's names of the curves that Okta takes. */
export const CURVES = { "P-256": "prime256v1", "P-384": "secp384r1", "P-521": "secp521r1" } as const;

/** Makes an RSA key, as PKCS#8 PEM. */
export function makeRsaKey(bits = 2048): Promise<string> {
  return openssl(`genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:${bits}`);
}

/** Makes an EC key on a curve that OpenSSL knows by this name, as PKCS#8 PEM. */
export function makeEcKey(curve: string): Promise<string> {
  return openssl(`genpkey -algorithm EC -pkeyopt ec_paramgen_curve:${curve} -pkeyopt ec_param_enc:named_curve`);
}

/** The same key as PKCS#1 (RSA) or SEC1 (EC). */
export function toTraditional(pem: string): Promise<string> {
  return openssl("pkey -traditional", pem);
}

/** The bytes inside a PEM. */
export function derOf(pem: string): Buffer<ArrayBuffer> {
  return Buffer.from(pem.replace(/-----[^-]+-----/g, ""), "base64");
}

/** Bytes as PEM, as OpenSSL writes it. */
export function toPem(der: Uint8Array, label = "PRIVATE KEY"): string {
  const lines =
    Buffer.from(der)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}

/** The private key as a JWK, made by Node's own reader of PEM. */
export function privateJwkOf(pem: string): JWK {
  return createPrivateKey(pem).export({ format: "jwk" }) as JWK;
}

/** The public half as a JWK, made by Node's own reader of PEM. */
export function publicJwkOf(pem: string): JWK {
  return createPublicKey(pem).export({ format: "jwk" }) as JWK;
}
