import { withNewKey } from "../../callers/caller-entry.ts";
import { hashCallerKey, newCallerKey } from "../../callers/caller-key.ts";
import { readCallersFile } from "../../callers/callers-file.ts";
import { findCaller } from "../../callers/find-caller.ts";
import { handOverKey } from "../../callers/hand-over-key.ts";
import { type Declaration, findKvCaller, openKvCallers } from "../../callers/kv-callers.ts";
import { EXPIRES_FLAG, KV_ENVIRONMENT, KV_FLAG, KV_FLAGS } from "../../callers/kv-flags.ts";
import { publishCallers } from "../../callers/publish-callers.ts";
import { defineCommand, type Outcome } from "../../command/define.ts";
import { parseDuration } from "../../command/duration.ts";
import { FailedError } from "../../errors.ts";
import type { Session } from "../../session.ts";

/** `okta-edge caller rotate` */
export const rotateCaller = defineCommand({
  brief: "Gives a caller a new key, and prints it once",
  description:
    "Makes a new key for a caller. Its other keys are accepted until the grace period is over, so that the caller can change over without a failed call. Keys that have expired are removed from the file. With --kv, this works within a minute, without a deployment.",
  args: { NAME: { brief: "The caller's name" } },
  flags: {
    grace: {
      kind: "text",
      placeholder: "DURATION",
      brief: "How long the old key is accepted: 7d, 24h, 30m, or 0 to end it with the next deployment",
      default: "7d",
    },
    out: {
      kind: "text",
      placeholder: "FILE",
      brief: "Write the key to a new file that only you can read, instead of printing it",
    },
    ...KV_FLAG,
    ...EXPIRES_FLAG,
    ...KV_FLAGS,
  },
  environment: KV_ENVIRONMENT,
  examples: [
    { input: "moveworks", brief: "The old key is accepted for 7 days" },
    { input: "moveworks --grace 0", brief: "The old key has leaked: it ends with the next deployment" },
    { input: "agent-7 --kv --env production --grace 1h", brief: "A caller in KV" },
  ],
  async run({ args: { NAME: name }, flags: { grace, out, ...flags }, session }) {
    const milliseconds = parseDuration(grace, "--grace");
    if (flags.kv) return rotateInKv(name, { grace: milliseconds, out, ...flags }, session);
    findCaller((await readCallersFile(session.folder)) ?? [], name);
    const key = newCallerKey();
    const now = Date.now();
    let hasOldKey = false;
    const handedOver = await handOverKey(key, out, session.folder);
    const files = await handedOver.keepIf(
      publishCallers(session.folder, (callers) => {
        const caller = findCaller(callers, name);
        const rotated = withNewKey(caller, hashCallerKey(key), milliseconds, now);
        hasOldKey = rotated.keys !== undefined;
        return callers.map((entry) => (entry === caller ? rotated : entry));
      }),
    );
    const oldKeyUntil = hasOldKey ? new Date(now + milliseconds).toISOString() : null;
    return {
      data: { name, oldKeyUntil, files, ...handedOver.data },
      text: [
        `caller  ${name}`,
        handedOver.text,
        "",
        oldKeyUntil === null
          ? "The old key ends with the next deployment: run `okta-edge deploy` now."
          : `The old key is accepted until ${oldKeyUntil}. Run \`okta-edge deploy\` to hand the new one to the Worker.`,
      ].join("\n"),
    };
  },
});

async function rotateInKv(
  name: string,
  flags: {
    readonly grace: number;
    readonly out: string | undefined;
    readonly expires: string;
    readonly env: string | undefined;
    readonly local: boolean;
  },
  session: Session,
): Promise<Outcome> {
  const kv = await openKvCallers(session, flags);
  const now = Date.now();
  const expiresAt = now + parseDuration(flags.expires, "--expires");
  const keys = await findKvCaller(kv, name);
  const valid = keys.flatMap(({ keyHash, found }) => (typeof found === "string" ? [] : [{ keyHash, ...found }]));
  const [newest] = valid.toSorted((one, other) => other.expiresAt - one.expiresAt);
  if (!newest) {
    throw new FailedError(`No key of the caller ${name} in CALLERS_KV is valid.`, {
      hint: `Run \`okta-edge caller remove ${name} --kv\`, and add it again.`,
      code: "no_valid_key",
    });
  }
  const declaration = newest.declaration as unknown as Declaration;
  const key = newCallerKey();
  const end = now + flags.grace;
  const kept = flags.grace > 0 ? valid.map((old) => ({ ...old, expiresAt: Math.min(old.expiresAt, end) })) : [];
  const handedOver = await handOverKey(key, flags.out, session.folder);
  await handedOver.keepIf(
    kv.write([
      { declaration, keyHash: hashCallerKey(key), expiresAt },
      ...kept.map((old) => ({
        declaration: old.declaration as unknown as Declaration,
        keyHash: old.keyHash,
        expiresAt: old.expiresAt,
      })),
    ]),
  );
  if (kept.length === 0) await kv.remove(keys.map(({ keyHash }) => keyHash));
  const oldKeyUntil = kept.length > 0 ? new Date(end).toISOString() : null;
  const until = new Date(expiresAt).toISOString();
  return {
    data: { name, oldKeyUntil, until, ...handedOver.data },
    text: [
      `caller  ${name}`,
      handedOver.text,
      "",
      `The new key can be used within a minute, until ${until}.`,
      oldKeyUntil === null
        ? "The old key is rejected within a minute."
        : `The old key is accepted until ${oldKeyUntil}.`,
    ].join("\n"),
  };
}
