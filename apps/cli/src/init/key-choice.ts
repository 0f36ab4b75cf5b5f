import { resolve } from "node:path";
import { UsageError } from "../errors.ts";
import { readText } from "../files/read-text.ts";
import { generatePrivateKey, type KeyKind } from "../keys/generate.ts";
import { readPublicKey } from "../keys/public-key.ts";
import type { InitFlags } from "./flags.ts";

/** A private key, and the KID that Okta is likely to know it by. */
export interface ChosenKey {
  readonly privateKey: string;
  readonly isNewKey: boolean;
  /** The `kid` of a JWK, or the thumbprint of a new key. */
  readonly keyId: string | undefined;
}

/** Reads the key that the flags or `OKTA_PRIVATE_KEY` name; undefined when they name none. */
export async function readChosenKey(
  { keyFile, newKey }: InitFlags,
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<ChosenKey | undefined> {
  if (keyFile !== undefined && newKey !== undefined) {
    throw new UsageError("--key-file and --new-key exclude each other.");
  }
  if (newKey !== undefined) return makeKey(newKey);
  if (keyFile !== undefined) return readKeyFile(resolve(folder, keyFile));
  const text = env.OKTA_PRIVATE_KEY?.trim();
  return text ? describeKey(text) : undefined;
}

/** Makes a new key. */
export async function makeKey(kind: KeyKind): Promise<ChosenKey> {
  const privateKey = await generatePrivateKey(kind);
  const { thumbprint } = await readPublicKey(privateKey);
  return { privateKey, isNewKey: true, keyId: thumbprint };
}

/** Reads a key from a file. */
export async function readKeyFile(path: string): Promise<ChosenKey> {
  return describeKey((await readText(path)).trim());
}

async function describeKey(privateKey: string): Promise<ChosenKey> {
  const { publicJwk, thumbprint } = await readPublicKey(privateKey);
  return { privateKey, isNewKey: false, keyId: publicJwk.kid === thumbprint ? undefined : publicJwk.kid };
}
