import { createHash, createPrivateKey } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { encryptedTokenCache, importPrivateKey, type TokenSet } from "@okta-edge/core";
import type { AttackLab } from "./attack-lab.ts";
import type { RecordedOrg } from "./recorded-org.ts";

/** A secret that stands for all of its kind: where it turns up, others would. */
export interface Canary {
  /** What it is, without saying it. */
  readonly what: string;
  readonly secret: string;
}

/** The secrets that the Worker was given: private keys, and callers' keys with their hashes. */
export function givenSecrets(lab: AttackLab): readonly Canary[] {
  const callers = Object.entries(lab.keys).flatMap(([name, secret]) => [
    { what: `the key of ${name}`, secret },
    { what: `the hash of the key of ${name}`, secret: createHash("sha256").update(secret).digest("hex") },
  ]);
  return [...privateKeys("home", lab.home), ...privateKeys("eu", lab.eu), ...callers];
}

/** A private key is known by any line of its PEM, by all of its bytes, and by each number that makes it up. */
function privateKeys(name: string, { sandbox }: RecordedOrg): readonly Canary[] {
  return sandbox.apps.flatMap(({ privateKey }) => {
    const key = createPrivateKey(privateKey);
    const { d, p, q, dp, dq, qi } = key.export({ format: "jwk" });
    const lines = privateKey.split("\n").filter((line) => line.length > 20 && !line.startsWith("-----"));
    const der = key.export({ format: "der", type: "pkcs8" }).toString("base64");
    return [...lines, der, d, p, q, dp, dq, qi]
      .filter((secret) => secret !== undefined)
      .map((secret, place) => ({ what: `part ${place} of the private key of ${name}`, secret }));
  });
}

/** The secrets that came into being on the way to an org: tokens, assertions, proofs. */
export function madeSecrets(name: string, { received, tokenAnswers }: RecordedOrg): readonly Canary[] {
  const canaries: Canary[] = [];
  for (const answer of tokenAnswers) {
    const { access_token: secret }: { access_token?: string } = JSON.parse(answer);
    if (secret) canaries.push({ what: `an access token of ${name}`, secret });
  }
  for (const { rawHeaders, body } of received) {
    const assertion = new URLSearchParams(body).get("client_assertion");
    if (assertion) canaries.push({ what: `a client assertion for ${name}`, secret: assertion });
    const proof = rawHeaders[rawHeaders.findIndex((text) => text.toLowerCase() === "dpop") + 1];
    if (proof?.startsWith("ey")) canaries.push({ what: `a DPoP proof for ${name}`, secret: proof });
  }
  return canaries;
}

/** The tokens in KV, and the DPoP keys that they are bound to: anyone who has the private key can read them. */
export async function storedSecrets(stored: string, org: RecordedOrg): Promise<readonly Canary[]> {
  const [app] = org.sandbox.apps;
  const privateKey = await importPrivateKey(app?.privateKey ?? "");
  const canaries: Canary[] = [];
  for (const jwe of new Set(stored.match(/eyJhbGciOiJkaXIi[\w-]+(\.[\w-]*){4}/g))) {
    const tokenSet = await decrypt(jwe, privateKey);
    if (!tokenSet) continue;
    canaries.push({ what: "an access token in KV", secret: tokenSet.accessToken });
    if (tokenSet.dpopKey?.d) canaries.push({ what: "a DPoP key", secret: tokenSet.dpopKey.d });
  }
  return canaries;
}

function decrypt(jwe: string, privateKey: Awaited<ReturnType<typeof importPrivateKey>>): Promise<TokenSet | undefined> {
  const { kid }: { kid: string } = JSON.parse(Buffer.from(jwe.split(".")[0] ?? "", "base64url").toString());
  const store = { get: async () => jwe, set: async () => {}, delete: async () => {} };
  return encryptedTokenCache(store, privateKey).get(kid);
}

/** What of some secrets stands in a text: as it is, escaped for JSON or a URL, in hexadecimal digits, or in either Base64. */
export function findCanaries(canaries: readonly Canary[], text: string): readonly string[] {
  const found = canaries.filter(({ secret }) => formsOf(secret).some((form) => text.includes(form)));
  return [...new Set(found.map(({ what }) => what))];
}

function formsOf(secret: string): readonly string[] {
  const base64 = [0, 1, 2].map((offset) => base64Within(secret, offset));
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    Buffer.from(secret).toString("hex"),
    ...base64,
    ...base64.map((text) => text.replaceAll("+", "-").replaceAll("/", "_")),
  ];
}

/** What is the same in the Base64 of every text that holds the secret that many bytes, modulo three, after its beginning. */
function base64Within(secret: string, offset: number): string {
  const whole = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]).toString("base64");
  return whole.slice(offset === 0 ? 0 : offset + 1, -4);
}

/** Everything below a folder, as one text. */
export async function readFolder(folder: string): Promise<string> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts = files
    .filter((file) => file.isFile())
    .map((file) => readFile(join(file.parentPath, file.name), "latin1"));
  return (await Promise.all(texts)).join("\n");
}
