import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { keysOf } from "../../callers/caller-entry.ts";
import { parseCallers } from "../../callers/callers-file.ts";
import { openKvCallers } from "../../callers/kv-callers.ts";
import { EXPIRES_FLAG, KV_ENVIRONMENT, KV_FLAGS } from "../../callers/kv-flags.ts";
import { defineCommand } from "../../command/define.ts";
import { parseDuration } from "../../command/duration.ts";
import { FailedError } from "../../errors.ts";

/** `okta-edge caller import` */
export const importCallers = defineCommand({
  brief: "Writes the callers of a file to KV",
  description:
    "Signs every key of a file's callers and writes it to the KV namespace CALLERS_KV. The file has the form of callers.json, and may hold every member that CALLERS has. Keys without notAfter are valid for --expires. Callers in KV that are not in the file stay; keys that are in KV already are replaced.",
  args: { FILE: { brief: "A file such as callers.json" } },
  flags: { ...EXPIRES_FLAG, ...KV_FLAGS },
  environment: KV_ENVIRONMENT,
  examples: [{ input: "callers.json --env production", brief: "Moves the callers of callers.json to KV" }],
  async run({ args: { FILE: file }, flags, session }) {
    const kv = await openKvCallers(session, flags);
    const expiresAt = Date.now() + parseDuration(flags.expires, "--expires");
    const callers = parseCallers(await readFile(resolve(session.folder, file), "utf8"), file);
    const keyless = callers.find((entry) => keysOf(entry).length === 0);
    if (keyless) {
      throw new FailedError(`The caller ${keyless.name} has no key.`, {
        hint: "Callers of Cloudflare Access stay in CALLERS.",
        code: "no_key",
      });
    }
    const keys = callers.flatMap((entry) => {
      const { keyHash: _, keys: __, access: ___, ...declaration } = entry;
      return keysOf(entry).map(({ keyHash, notAfter }) => ({
        declaration,
        keyHash,
        expiresAt: notAfter === undefined ? expiresAt : Date.parse(notAfter),
      }));
    });
    await session.progress.wait("Writing to CALLERS_KV", () => kv.write(keys));
    const data = { callers: callers.length, keys: keys.length };
    return { data, text: `Wrote ${data.callers} callers with ${data.keys} keys to CALLERS_KV.` };
  },
});
