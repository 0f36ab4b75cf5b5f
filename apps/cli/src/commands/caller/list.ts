import { isValidAt, keysOf } from "../../callers/caller-entry.ts";
import { readCallersFile } from "../../callers/callers-file.ts";
import { openKvCallers } from "../../callers/kv-callers.ts";
import { KV_ENVIRONMENT, KV_FLAG, KV_FLAGS } from "../../callers/kv-flags.ts";
import { defineCommand, type Outcome } from "../../command/define.ts";
import type { Session } from "../../session.ts";
import { formatTable } from "../../terminal/table.ts";

/** `okta-edge caller list` */
export const listCallers = defineCommand({
  brief: "Lists the callers in callers.json, or in KV",
  description:
    "Lists the callers with their scopes, connections and keys. Keys themselves are known to the callers alone. With --kv, every entry of the KV namespace CALLERS_KV is read and verified as the Worker does; what it would reject is listed with the reason.",
  flags: { ...KV_FLAG, ...KV_FLAGS },
  environment: KV_ENVIRONMENT,
  examples: [
    { input: "", brief: "A table" },
    { input: "--json", brief: "As JSON" },
    { input: "--kv --env production", brief: "The callers in KV" },
  ],
  async run({ flags, session }) {
    if (flags.kv) return listKv(session, flags);
    const now = Date.now();
    const callers = ((await readCallersFile(session.folder)) ?? []).map((entry) => ({
      name: entry.name,
      scopes: entry.scopes ?? [],
      actions: entry.actions as readonly string[] | undefined,
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
    const rows = callers.map(({ name, scopes, actions = [], connections, access, keys }) => [
      name,
      [...scopes, ...actions].join(" "),
      connections.join(" "),
      keys.map(({ hash, notAfter, expired }) => hash + describeEnd(notAfter, expired)).join(", ") || `access ${access}`,
    ]);
    return { data: callers, text: formatTable(["name", "scopes", "connections", "keys"], rows, session.style) };
  },
});

async function listKv(
  session: Session,
  flags: { readonly env: string | undefined; readonly local: boolean },
): Promise<Outcome> {
  const kv = await openKvCallers(session, flags);
  const keys = await session.progress.wait("Reading CALLERS_KV", () => kv.read());
  const data = keys.map(({ keyHash, found }) => {
    const hash = keyHash.slice(0, "sha256:".length + 8);
    if (typeof found === "string") return { hash, rejected: found };
    const { name, scopes, connections } = found.caller;
    return { name, hash, scopes, connections, until: new Date(found.expiresAt).toISOString() };
  });
  if (data.length === 0) {
    return { data, text: "There are no callers in CALLERS_KV yet. Run `okta-edge caller add NAME --kv`." };
  }
  const rows = data.map(({ name = "", hash, scopes = [], connections = [], until = "", rejected }) => [
    name,
    scopes.join(" "),
    connections.join(" "),
    hash + (rejected === undefined ? describeEnd(until, false) : ` (rejected: ${rejected})`),
  ]);
  return { data, text: formatTable(["name", "scopes", "connections", "key"], rows, session.style) };
}

function describeEnd(notAfter: string | undefined, expired: boolean): string {
  if (notAfter === undefined) return "";
  return expired ? " (expired)" : ` (until ${notAfter.replace(/:\d\d(\.\d+)?Z$/, "Z").replace("T", " ")})`;
}
