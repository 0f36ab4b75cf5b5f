import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import * as ERROR_TABLES from "../../../packages/core/src/error-table.ts";
import { checkSettings } from "../src/check-settings.ts";
import { readConnections } from "../src/settings/connection-settings.ts";
import { readEnv } from "../src/settings/read-env.ts";
import { BINDING_NAMES, SETTING_NAMES } from "../src/settings/setting-names.ts";

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
const docs = ["settings", "operations", "storage", "rotation", "deploy", "errors"]
  .map((name) => read(`../../../docs/${name}.md`))
  .join("\n");

const sources = readdirSync(new URL("../src", import.meta.url), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => read(`../src/${file}`));

it("every setting and binding is documented", () => {
  const bound = [...read("../worker-configuration.d.ts").matchAll(/^\t([A-Z_]+)\??:/gm)].map(([, name]) => name ?? "");
  const names = new Set([...SETTING_NAMES, ...BINDING_NAMES, ...bound]);
  expect(names.size).toBeGreaterThan(20);
  expect([...names].filter((name) => !docs.includes(`\`${name}`))).toEqual([]);
});

it("every setting that the Worker's sources or the docs name exists", () => {
  const known = new Set<string>([...SETTING_NAMES, ...BINDING_NAMES]);
  const named = [...sources, docs, read("../.dev.vars.example"), read("../wrangler.jsonc")].flatMap((text) => [
    ...text.matchAll(/\b(?:OKTA|ACCESS|CALLERS?|ALLOWED|PASS|UNKNOWN_QUERY)_[A-Z]+(?:_[A-Z]+)*(?!\w*-)\b/g),
  ]);
  // Constants of the sources; a name of a connection's own key; an example of a misspelling; a setting of the command line.
  const others = /^(ACCESS_TOKEN|CALLER_ENTRY_PREFIX|OKTA_CLIENTID|OKTA_EDGE_\w+|OKTA_PRIVATE_KEY(_NEXT)?__\w+)$/;
  const wrong = new Set(
    named.map(([name]) => name.replace(/__.*/, "")).filter((name) => !known.has(name) && !others.test(name)),
  );
  expect([...wrong]).toEqual([]);
});

it("every option that a text of the core names is a setting of the Worker", async () => {
  const tables = ["error-table", "okta-wording", "check-table"].map((name) =>
    read(`../../../packages/core/src/${name}.ts`),
  );
  const options = new Set(
    tables.flatMap((table) => [...table.matchAll(/(?<!\$)\{([a-z]\w*)\}/g)].map(([, name]) => name ?? "")),
  );
  options.delete("option");
  expect(options.size).toBeGreaterThan(10);
  const settings = await readEnv({ OKTA_CONNECTIONS: { eu: {} } });
  for (const { nameOption } of readConnections(settings).values()) {
    for (const option of options) {
      expect(nameOption(option)).toMatch(/^([A-Z_]+|OKTA_PRIVATE_KEY__EU|OKTA_CONNECTIONS\.eu\.\w+)$/);
      const name = nameOption(option).replace(/(\.|__).*/, "");
      expect(SETTING_NAMES, option).toContain(name);
    }
  }
});

const codes = new Set(sources.flatMap((source) => [...source.matchAll(/\bcode: "(\w+)"/g)].map(([, code]) => code)));

it("every code that the Worker answers with is documented", () => {
  expect(codes.size).toBeGreaterThan(10);
  expect([...codes].filter((code) => !docs.includes(`\`${code}\``))).toEqual([]);
});

it("every code has its place on the page of errors, to which problems link", () => {
  const page = read("../public/errors.html");
  const places = [...page.matchAll(/ id="(\w+)"/g)].map(([, id]) => id);
  expect(new Set(places).size).toBe(places.length);
  const core = Object.values(ERROR_TABLES).flatMap((table) => Object.keys(table).map((id) => id.replace(/\..*/, "")));
  expect([...codes, ...core].filter((code) => !places.includes(code))).toEqual([]);
});

it("every caller in docs/governance.md is a valid entry of CALLERS", async () => {
  const callers = [...read("../../../docs/governance.md").matchAll(/^```json\n([\s\S]*?)^```/gm)]
    .map(([, json = ""]) => JSON.parse(json.replaceAll("<64 hexadecimal digits>", "0".repeat(64))))
    .filter(({ keyHash }) => keyHash !== undefined);
  expect(callers).toHaveLength(5);
  for (const caller of callers) {
    const problems = await checkSettings({ CALLERS: JSON.stringify([caller]) });
    expect(
      problems.filter(({ setting }) => setting === "CALLERS"),
      caller.name,
    ).toEqual([]);
  }
});
