import { resolve } from "node:path";
import { UsageError } from "../errors.ts";
import { readText } from "../files/read-text.ts";
import { generatePrivateKey, type KeyKind } from "../keys/generate.ts";
import { readPublicKey } from "../keys/public-key.ts";
import type { RotationKey } from "./rotation-keys.ts";

/** Reads the next key from a file, or makes one. Its KID is the one given, that of the JWK, or the thumbprint. */
export async function makeNextKey(
  keyFile: string | undefined,
  kind: KeyKind,
  keyId: string | undefined,
  folder: string,
  current: RotationKey,
): Promise<RotationKey> {
  const privateKey =
    keyFile === undefined ? await generatePrivateKey(kind) : (await readText(resolve(folder, keyFile))).trim();
  const { publicJwk, thumbprint } = await readPublicKey(privateKey);
  if (thumbprint === (await readPublicKey(current.privateKey)).thumbprint) {
    throw new UsageError("--key-file holds the key that is in use.");
  }
  const compact = privateKey.startsWith("{") ? JSON.stringify(JSON.parse(privateKey)) : privateKey.trim();
  return { privateKey: compact, keyId: keyId ?? publicJwk.kid };
}
