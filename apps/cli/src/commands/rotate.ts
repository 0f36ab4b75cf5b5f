import { defineCommand } from "../command/define.ts";
import { FailedError } from "../errors.ts";
import { KEY_KINDS } from "../keys/generate.ts";
import { readDevVars } from "../project/dev-vars.ts";
import { type RotationStep, rotateKey } from "../rotation/rotate-key.ts";
import { KEY_VARIABLE } from "../worker/caller-key.ts";
import { parseWorkerUrl } from "../worker/worker-url.ts";

const TITLES: Readonly<Record<RotationStep, string>> = {
  add: "Okta accepts the new key",
  give: "The Worker has both keys",
  retire: "Okta rejects the old key",
  promote: "The new key has taken the old one's place",
};

/** `okta-edge rotate` */
export const rotate = defineCommand({
  brief: "Replaces the private key without a failed call",
  description:
    "Walks through the rotation of the default connection's key and verifies each step: Okta accepts a new key, the Worker has both, Okta rejects the old key, and the new one takes its place. Adding the public key and setting the old one Inactive is done by hand in Okta. The state is in .dev.vars, so that a rotation that was interrupted goes on where it stopped. Without a terminal, the command stops where Okta needs a hand, exits with 1, and goes on when it is run again.",
  flags: {
    env: { kind: "text", placeholder: "NAME", brief: "The wrangler environment of the Worker", env: "CLOUDFLARE_ENV" },
    url: { kind: "text", placeholder: "URL", brief: "The Worker's URL, to check it at the end", env: "OKTA_EDGE_URL" },
    keyFile: { kind: "text", placeholder: "FILE", brief: "The new private key; without it, one is made" },
    algorithm: { kind: "choice", values: KEY_KINDS, brief: "The algorithm of a new key", default: "RS256" },
    keyId: {
      kind: "text",
      placeholder: "KID",
      brief: "The KID of the new key, if Okta shows another than its JWK has",
    },
    local: { kind: "switch", brief: "Change .dev.vars only: there is no deployed Worker" },
  },
  environment: {
    [KEY_VARIABLE]: "The key of a caller, with --url. Without it, a terminal asks for it",
    CLOUDFLARE_API_TOKEN: "For wrangler, where `wrangler login` was not run",
  },
  examples: [
    { input: "--url https://okta-edge.example.workers.dev", brief: "With a new key, and a check at the end" },
    { input: "--env production --key-file new-key.pem --key-id k2", brief: "With a key that is in Okta already" },
    { input: "--local", brief: "For the settings of this machine only" },
  ],
  async run({ flags, session }) {
    const devVars = await readDevVars(session.folder, flags.env);
    if (!devVars) {
      throw new FailedError("There is no .dev.vars in this folder.", {
        hint: "Run the command in the Worker's project.",
        code: "no_settings",
      });
    }
    const { done, waiting, publicJwk, oldKeyId, newKeyId } = await rotateKey(session, devVars, {
      ...flags,
      environment: flags.env,
      url: flags.url === undefined ? undefined : parseWorkerUrl(flags.url),
    });
    const lines = done.map((step) => `${session.style.green("✔")} ${TITLES[step]}`);
    const next = waiting
      ? [`${session.style.yellow("!")} ${waiting}`, "  Then run the same command again."]
      : [`Delete the old key ${oldKeyId} in Okta: General › Public Keys.`];
    return {
      data: { done, waitingFor: waiting ?? null, oldKeyId, newKeyId, publicJwk },
      text: [...lines, ...next].join("\n"),
      ok: waiting === undefined,
    };
  },
});
