import { resolve } from "node:path";
import { defineCommand } from "../../command/define.ts";
import { readText } from "../../files/read-text.ts";
import { describePublicKey, readPublicKey } from "../../keys/public-key.ts";

/** `okta-edge key show` */
export const showKey = defineCommand({
  brief: "Prints the public half and the thumbprint of a private key",
  description:
    "Reads a private key as PEM (PKCS#8, PKCS#1, SEC1) or JWK, and prints the public JWK and its thumbprint. Compare them with the key that Okta shows. The private key is never printed.",
  args: { FILE: { brief: "The file with the private key" } },
  examples: [{ input: "private-key.pem", brief: "The public JWK and the thumbprint" }],
  async run({ args: { FILE }, session }) {
    const publicKey = await readPublicKey(await readText(resolve(session.folder, FILE)));
    return { data: { file: FILE, ...publicKey }, text: describePublicKey(publicKey) };
  },
});
