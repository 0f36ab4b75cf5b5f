import { type Declaration, openKvCallers } from "../../callers/kv-callers.ts";
import { KV_ENVIRONMENT, KV_FLAGS } from "../../callers/kv-flags.ts";
import { defineCommand } from "../../command/define.ts";

/** `okta-edge caller sign` */
export const signCallers = defineCommand({
  brief: "Signs every caller in KV again, to replace the signing key",
  description:
    "Signs every valid entry of the KV namespace CALLERS_KV again: with CALLERS_SIGNING_KEY_NEXT, or with CALLERS_SIGNING_KEY if there is no next one. Ends stay as they are. Entries that the Worker rejects are left alone and listed. docs/rotation.md describes the steps.",
  flags: KV_FLAGS,
  environment: KV_ENVIRONMENT,
  examples: [{ input: "--env production", brief: "While CALLERS_SIGNING_KEY_NEXT is deployed" }],
  async run({ flags, session }) {
    const kv = await openKvCallers(session, flags);
    const keys = await session.progress.wait("Reading CALLERS_KV", () => kv.read());
    const valid = keys.flatMap(({ keyHash, found }) =>
      typeof found === "string"
        ? []
        : [{ keyHash, declaration: found.declaration as unknown as Declaration, expiresAt: found.expiresAt }],
    );
    const rejected = keys.flatMap(({ keyHash, found }) =>
      typeof found === "string" ? [{ hash: keyHash.slice(0, "sha256:".length + 8), reason: found }] : [],
    );
    await session.progress.wait("Writing to CALLERS_KV", () => kv.write(valid));
    const lines = rejected.map(({ hash, reason }) => `Not signed: ${hash} (${reason})`);
    return {
      data: { signed: valid.length, rejected },
      text: [`Signed ${valid.length} keys in CALLERS_KV.`, ...lines].join("\n"),
    };
  },
});
