import { readCallersFile } from "../../callers/callers-file.ts";
import { findCaller } from "../../callers/find-caller.ts";
import { findKvCaller, openKvCallers } from "../../callers/kv-callers.ts";
import { KV_ENVIRONMENT, KV_FLAG, KV_FLAGS } from "../../callers/kv-flags.ts";
import { publishCallers } from "../../callers/publish-callers.ts";
import { defineCommand } from "../../command/define.ts";
import { FailedError } from "../../errors.ts";

/** `okta-edge caller remove` */
export const removeCaller = defineCommand({
  brief: "Removes a caller",
  description:
    "Removes a caller from callers.json. The Worker rejects its keys from the next deployment on. With --kv, the caller is removed from the KV namespace CALLERS_KV, and its keys are rejected within a minute.",
  args: { NAME: { brief: "The caller's name" } },
  flags: { yes: { kind: "switch", brief: "Do not ask for confirmation" }, ...KV_FLAG, ...KV_FLAGS },
  environment: KV_ENVIRONMENT,
  examples: [
    { input: "moveworks --yes", brief: "Without a question" },
    { input: "agent-7 --kv --env production --yes", brief: "A caller in KV: its keys are rejected within a minute" },
  ],
  async run({ args: { NAME: name }, flags: { yes, ...flags }, session }) {
    const kv = flags.kv ? await openKvCallers(session, flags) : undefined;
    const kvKeys = kv && (await findKvCaller(kv, name));
    if (!kv) findCaller((await readCallersFile(session.folder)) ?? [], name);
    if (!yes) {
      const message = `Remove ${name}? Its keys are lost.`;
      if (!(await session.prompts.confirm({ message, otherwise: "Pass --yes." })))
        throw new FailedError("Nothing was removed.", { code: "declined" });
    }
    if (kv && kvKeys) {
      await kv.remove(kvKeys.map(({ keyHash }) => keyHash));
      return {
        data: { name, keys: kvKeys.length },
        text: `Removed ${name} from CALLERS_KV. Its keys are rejected within a minute.`,
      };
    }
    const files = await publishCallers(session.folder, (callers) => {
      const caller = findCaller(callers, name);
      return callers.filter((entry) => entry !== caller);
    });
    return {
      data: { name, files },
      text: `Removed ${name} from ${files.join(" and ")}. Run \`okta-edge deploy\` to update the Worker.`,
    };
  },
});
