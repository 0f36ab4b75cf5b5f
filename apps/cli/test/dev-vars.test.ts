import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { generatePrivateKey } from "../src/keys/generate.ts";
import { editDevVars, readDevVars, updateDevVar } from "../src/project/dev-vars.ts";
import { emptyFolder } from "./support/cli.ts";

let folder: Awaited<ReturnType<typeof emptyFolder>>;
const path = () => join(folder.path, ".dev.vars");
const read = async () => (await readDevVars(folder.path, undefined))?.values;

beforeEach(async () => {
  folder = await emptyFolder();
});
afterEach(() => folder.remove());

describe(".dev.vars", () => {
  it("keeps its settings when it is UTF-16, as PowerShell writes it", async () => {
    const text = "OKTA_CLIENT_ID=0oa1\r\nCALLERS='[]'\r\n";
    await writeFile(path(), Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(text, "utf16le")]));
    await editDevVars(folder.path, ".dev.vars", { OKTA_KEY_ID_NEXT: "k2" });
    expect(await updateDevVar(folder.path, "CALLERS", '[{"name":"ada"}]')).toBe(true);
    expect(await read()).toEqual({ OKTA_CLIENT_ID: "0oa1", CALLERS: '[{"name":"ada"}]', OKTA_KEY_ID_NEXT: "k2" });
  });

  it("contains no part of a PEM that is replaced, even if it was written over several lines without quotes", async () => {
    const [old, next] = [await generatePrivateKey("ES256"), await generatePrivateKey("ES256")];
    await writeFile(path(), `OKTA_PRIVATE_KEY=${old}OKTA_KEY_ID=k1\n`);
    await editDevVars(folder.path, ".dev.vars", { OKTA_PRIVATE_KEY: next, OKTA_KEY_ID: "k2" });
    expect(await read()).toEqual({ OKTA_PRIVATE_KEY: next, OKTA_KEY_ID: "k2" });
    const text = await readFile(path(), "utf8");
    for (const line of old.split("\n").slice(1, -2)) expect(text).not.toContain(line);
  });
});
