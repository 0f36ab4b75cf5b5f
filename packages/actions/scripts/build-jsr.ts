// Writes jsr/, what is published on JSR: the built JavaScript with its types beside it. The sources would not do there: JSR wants the types of
// what is exported written out, and the actions' are inferred from their declarations.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";

const FROM = new URL("../dist/", import.meta.url);
const TO = new URL("../jsr/", import.meta.url);

rmSync(TO, { recursive: true, force: true });
for (const path of readdirSync(FROM, { recursive: true, encoding: "utf8" })) {
  const [, name, extension] = /([^/]+)(\.d\.ts|\.js)$/.exec(path) ?? [];
  if (!name) continue;
  const text = readFileSync(new URL(path, FROM), "utf8").replace(/^\/\/# sourceMappingURL=.*/m, "");
  const target = new URL(path, TO);
  mkdirSync(new URL(".", target), { recursive: true });
  writeFileSync(
    target,
    extension === ".js"
      ? `/* @ts-self-types="./${name}.d.ts" */\n${text}`
      : text.replace(/((?:from |import\()"\.[^"]*?)\.ts"/g, '$1.d.ts"'),
  );
}
