import { oktaScopes } from "@okta-edge/core/scopes";
import { hashCallerKey, newCallerKey } from "../../callers/caller-key.ts";
import { CALLER_NAME } from "../../callers/caller-name.ts";
import { readCallersFile } from "../../callers/callers-file.ts";
import { requireFreeName } from "../../callers/find-caller.ts";
import { handOverKey } from "../../callers/hand-over-key.ts";
import { publishCallers } from "../../callers/publish-callers.ts";
import { defineCommand } from "../../command/define.ts";
import { splitList } from "../../command/list-value.ts";
import { parseScopesFlag } from "../../command/scopes-value.ts";
import { UsageError } from "../../errors.ts";

/** `okta-edge caller add` */
export const addCaller = defineCommand({
  brief: "Adds a caller, and prints its key once",
  description:
    "Makes a key for a new caller and prints it once. callers.json keeps the key's SHA-256 only, and is safe to commit. `okta-edge deploy` hands the file to the Worker. Without --scopes, a terminal offers a list to search.",
  args: { NAME: { brief: "The caller's name: letters, digits and . _ @ -" } },
  flags: {
    scopes: {
      kind: "text",
      placeholder: "SCOPES",
      brief: "What the caller may do: Okta scopes, separated by commas or spaces",
    },
    connections: {
      kind: "text",
      placeholder: "NAMES",
      brief: "The connections that the caller may use, separated by commas. The Worker's own default is `default`",
    },
    out: {
      kind: "text",
      placeholder: "FILE",
      brief: "Write the key to a new file that only you can read, instead of printing it",
    },
  },
  examples: [
    { input: "moveworks --scopes okta.users.read", brief: "A caller that reads users" },
    {
      input: "n8n --scopes okta.users.manage,okta.groups.manage --connections default,eu",
      brief: "Two scopes, two orgs",
    },
    { input: "ci --scopes okta.logs.read --out ci.key --json", brief: "The key goes to a file, the rest to a program" },
  ],
  async run({ args: { NAME: name }, flags, session }) {
    if (!CALLER_NAME.test(name)) throw new UsageError("NAME must be 1 to 64 letters, digits or any of . _ @ -.");
    requireFreeName((await readCallersFile(session.folder)) ?? [], name);
    const scopes =
      flags.scopes === undefined
        ? await session.prompts.search({
            message: `What may ${name} do?`,
            choices: oktaScopes.map((value) => ({ value })),
            otherwise: "Pass --scopes.",
          })
        : parseScopesFlag(flags.scopes, "--scopes");
    const connections = flags.connections === undefined ? undefined : splitList(flags.connections, "--connections");
    const key = newCallerKey();
    const entry = { name, keyHash: hashCallerKey(key), scopes, ...(connections && { connections }) };
    const handedOver = await handOverKey(key, flags.out, session.folder);
    const files = await handedOver.keepIf(
      publishCallers(session.folder, (callers) => {
        requireFreeName(callers, name);
        return [...callers, entry];
      }),
    );
    return {
      data: { name, scopes, connections, files, ...handedOver.data },
      text: [
        `caller  ${name}`,
        `scopes  ${scopes.join(" ")}`,
        handedOver.text,
        "",
        `Wrote the key's hash to ${files.join(" and ")}. Run \`okta-edge deploy\` to hand it to the Worker.`,
      ].join("\n"),
    };
  },
});
