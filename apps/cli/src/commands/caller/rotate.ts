import { withNewKey } from "../../callers/caller-entry.ts";
import { hashCallerKey, newCallerKey } from "../../callers/caller-key.ts";
import { readCallersFile } from "../../callers/callers-file.ts";
import { findCaller } from "../../callers/find-caller.ts";
import { handOverKey } from "../../callers/hand-over-key.ts";
import { publishCallers } from "../../callers/publish-callers.ts";
import { defineCommand } from "../../command/define.ts";
import { parseDuration } from "../../command/duration.ts";

/** `okta-edge caller rotate` */
export const rotateCaller = defineCommand({
  brief: "Gives a caller a new key, and prints it once",
  description:
    "Makes a new key for a caller. Its other keys are accepted until the grace period is over, so that the caller can change over without a failed call. Keys that have expired are removed from the file.",
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
  },
  examples: [
    { input: "moveworks", brief: "The old key is accepted for 7 days" },
    { input: "moveworks --grace 0", brief: "The old key has leaked: it ends with the next deployment" },
  ],
  async run({ args: { NAME: name }, flags: { grace, out }, session }) {
    const milliseconds = parseDuration(grace, "--grace");
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
