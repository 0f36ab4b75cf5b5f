import { readCallersFile } from "../../callers/callers-file.ts";
import { findCaller } from "../../callers/find-caller.ts";
import { publishCallers } from "../../callers/publish-callers.ts";
import { defineCommand } from "../../command/define.ts";
import { FailedError } from "../../errors.ts";

/** `okta-edge caller remove` */
export const removeCaller = defineCommand({
  brief: "Removes a caller",
  description: "Removes a caller from callers.json. The Worker rejects its keys from the next deployment on.",
  args: { NAME: { brief: "The caller's name" } },
  flags: { yes: { kind: "switch", brief: "Do not ask for confirmation" } },
  examples: [{ input: "moveworks --yes", brief: "Without a question" }],
  async run({ args: { NAME: name }, flags: { yes }, session }) {
    findCaller((await readCallersFile(session.folder)) ?? [], name);
    if (!yes) {
      const message = `Remove ${name}? Its keys are lost.`;
      if (!(await session.prompts.confirm({ message, otherwise: "Pass --yes." })))
        throw new FailedError("Nothing was removed.", { code: "declined" });
    }
    const files = await publishCallers(session.folder, (callers) => {
      const caller = findCaller(callers, name);
      return callers.filter((entry) => entry !== caller);
    });
    return {
      data: { name, files },
      text: `Removed ${name} from ${files.join(" and ")}. Run \`okta-edge deploy\` to tell the Worker.`,
    };
  },
});
