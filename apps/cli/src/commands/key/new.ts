import { resolve } from "node:path";
import { defineCommand } from "../../command/define.ts";
import { UsageError } from "../../errors.ts";
import { writeNewFile } from "../../files/new-file.ts";
import { generatePrivateKey, KEY_KINDS, KEY_SIZES } from "../../keys/generate.ts";
import { describePublicKey, readPublicKey } from "../../keys/public-key.ts";

/** `okta-edge key new` */
export const newKey = defineCommand({
  brief: "Makes a private key and prints its public half",
  description:
    'Writes a new private key as PEM (PKCS#8) that only you can read, and prints the public JWK for Okta\'s "Add key". An existing file is never overwritten. The private key is never printed.',
  flags: {
    out: { kind: "text", placeholder: "FILE", brief: "The file to write the private key to", required: true },
    algorithm: { kind: "choice", values: KEY_KINDS, brief: "The algorithm that the key signs with", default: "RS256" },
    bits: { kind: "choice", values: KEY_SIZES, brief: "The size of an RSA key, 2048 by default" },
  },
  examples: [
    { input: "--out private-key.pem", brief: "RSA, 2048 bits" },
    { input: "--out private-key.pem --algorithm ES256", brief: "EC on P-256: smaller and faster" },
    { input: "--out private-key.pem --json", brief: "The public JWK and the thumbprint as JSON" },
  ],
  async run({ flags: { out, algorithm, bits }, session }) {
    if (algorithm === "ES256" && bits !== undefined) throw new UsageError("--bits is for RS256 only.");
    const privateKey = await generatePrivateKey(algorithm, bits === undefined ? undefined : Number(bits));
    const publicKey = await readPublicKey(privateKey);
    await writeNewFile(resolve(session.folder, out), privateKey, 0o600);
    return {
      data: { file: out, ...publicKey },
      text: `private key ${out} (readable by you alone)\n${describePublicKey(publicKey)}`,
    };
  },
});
