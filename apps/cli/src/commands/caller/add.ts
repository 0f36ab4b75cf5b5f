import { oktaScopes } from "@okta-edge/core/scopes";
import { hashCallerKey, newCallerKey } from "../../callers/caller-key.ts";
import { CALLER_NAME } from "../../callers/caller-name.ts";
import { readCallersFile } from "../../callers/callers-file.ts";
import { requireFreeName } from "../../callers/find-caller.ts";
import { handOverKey } from "../../callers/hand-over-key.ts";
import { openKvCallers, requireFreeKvName } from "../../callers/kv-callers.ts";
import { EXPIRES_FLAG, KV_ENVIRONMENT, KV_FLAG, KV_FLAGS } from "../../callers/kv-flags.ts";
import { publishCallers } from "../../callers/publish-callers.ts";
import { RULE_FLAGS, readRules } from "../../callers/rule-flags.ts";
import { defineCommand } from "../../command/define.ts";
import { parseDuration } from "../../command/duration.ts";
import { splitList } from "../../command/list-value.ts";
import { parseScopesFlag } from "../../command/scopes-value.ts";
import { UsageError } from "../../errors.ts";

/** `okta-edge caller add` */
export const addCaller = defineCommand({
  brief: "Adds a caller, and prints its key once",
  description:
    "Makes a key for a new caller and prints it once. callers.json keeps the key's SHA-256 only, and is safe to commit. `okta-edge deploy` hands the file to the Worker. With --kv, the caller is written to the KV namespace CALLERS_KV instead, signed with CALLERS_SIGNING_KEY, and can call within a minute. Without --scopes and --actions, a terminal offers a list of scopes to search. docs/governance.md describes the rules beside the scopes.",
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
    ...RULE_FLAGS,
    ...KV_FLAG,
    ...EXPIRES_FLAG,
    ...KV_FLAGS,
  },
  environment: KV_ENVIRONMENT,
  examples: [
    { input: "moveworks --scopes okta.users.read", brief: "A caller that reads users" },
    {
      input: "n8n --scopes okta.users.manage,okta.groups.manage --connections default,eu",
      brief: "Two scopes, two orgs",
    },
    {
      input: "helpdesk --actions users.get,users.unlock --deny secret,takeover",
      brief: "A caller with two actions, and the scopes that they need",
    },
    { input: "ci --scopes okta.logs.read --out ci.key --json", brief: "The key goes to a file, the rest to a program" },
    { input: "agent-7 --scopes okta.users.read --kv --env production", brief: "A caller in KV: no deployment" },
  ],
  async run({ args: { NAME: name }, flags, session }) {
    if (!CALLER_NAME.test(name)) throw new UsageError("NAME must be 1 to 64 letters, digits or any of . _ @ -.");
    const kv = flags.kv ? await openKvCallers(session, flags) : undefined;
    const expiresAt = Date.now() + parseDuration(flags.expires, "--expires");
    requireFreeName((await readCallersFile(session.folder)) ?? [], name);
    if (kv) await requireFreeKvName(kv, name);
    const rules = readRules(flags);
    const scopes =
      flags.scopes === undefined && rules.actions
        ? undefined
        : flags.scopes === undefined
          ? await session.prompts.search({
              message: `What may ${name} do?`,
              choices: oktaScopes.map((value) => ({ value })),
              otherwise: "Pass --scopes.",
            })
          : parseScopesFlag(flags.scopes, "--scopes");
    const connections = flags.connections === undefined ? undefined : splitList(flags.connections, "--connections");
    const key = newCallerKey();
    const keyHash = hashCallerKey(key);
    const declaration = { name, ...(scopes && { scopes }), ...(connections && { connections }), ...rules };
    const handedOver = await handOverKey(key, flags.out, session.folder);
    if (kv) {
      await handedOver.keepIf(kv.write([{ declaration, keyHash, expiresAt }]));
      const until = new Date(expiresAt).toISOString();
      return {
        data: { name, scopes, connections, ...rules, until, ...handedOver.data },
        text: [
          `caller  ${name}`,
          ...describeRights(scopes, rules.actions),
          handedOver.text,
          "",
          `Wrote the caller to CALLERS_KV. It can call within a minute, until ${until}.`,
        ].join("\n"),
      };
    }
    const entry = { ...declaration, keyHash };
    const files = await handedOver.keepIf(
      publishCallers(session.folder, (callers) => {
        requireFreeName(callers, name);
        return [...callers, entry];
      }),
    );
    return {
      data: { name, scopes, connections, ...rules, files, ...handedOver.data },
      text: [
        `caller  ${name}`,
        ...describeRights(scopes, rules.actions),
        handedOver.text,
        "",
        `Wrote the key's hash to ${files.join(" and ")}. Run \`okta-edge deploy\` to hand it to the Worker.`,
      ].join("\n"),
    };
  },
});

function describeRights(
  scopes: readonly string[] | undefined,
  actions: readonly string[] | undefined,
): readonly string[] {
  return [...(scopes ? [`scopes  ${scopes.join(" ")}`] : []), ...(actions ? [`actions ${actions.join(" ")}`] : [])];
}
