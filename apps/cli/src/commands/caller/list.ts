import { isValidAt, keysOf } from "../../callers/caller-entry.ts";
import { readCallersFile } from "../../callers/callers-file.ts";
import { defineCommand } from "../../command/define.ts";
import { formatTable } from "../../terminal/table.ts";

/** `okta-edge caller list` */
export const listCallers = defineCommand({
  brief: "Lists the callers in callers.json",
  description:
    "Lists the callers with their scopes, connections and keys. Keys themselves are known to the callers alone.",
  examples: [
    { input: "", brief: "A table" },
    { input: "--json", brief: "As JSON" },
  ],
  async run({ session }) {
    const now = Date.now();
    const callers = ((await readCallersFile(session.folder)) ?? []).map((entry) => ({
      name: entry.name,
      scopes: entry.scopes ?? [],
      connections: entry.connections ?? ["default"],
      access: entry.access,
      keys: keysOf(entry).map((key) => ({
        hash: key.keyHash.slice(0, "sha256:".length + 8),
        notAfter: key.notAfter,
        expired: !isValidAt(key, now),
      })),
    }));
    if (callers.length === 0) {
      return { data: callers, text: "There are no callers yet. Run `okta-edge caller add NAME`." };
    }
    const rows = callers.map(({ name, scopes, connections, access, keys }) => [
      name,
      scopes.join(" "),
      connections.join(" "),
      keys.map(({ hash, notAfter, expired }) => hash + describeEnd(notAfter, expired)).join(", ") || `access ${access}`,
    ]);
    return { data: callers, text: formatTable(["name", "scopes", "connections", "keys"], rows, session.style) };
  },
});

function describeEnd(notAfter: string | undefined, expired: boolean): string {
  if (notAfter === undefined) return "";
  return expired ? " (expired)" : ` (until ${notAfter.replace(/:\d\d(\.\d+)?Z$/, "Z").replace("T", " ")})`;
}
