import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ServedSandbox } from "@okta-edge/sandbox/serve";

/** The packages whose READMEs' programs run on every runtime. */
const PACKAGES = ["core", "actions", "sandbox"];

/** The file that runs all programs, one after the other, and says before each which one it is. */
export const ALL_PROGRAMS = "all.ts";

/**
 * Writes the programs of the packages' READMEs into a project: the blocks that begin with an import. (The others go on from where one left
 * off, or run in a test runner.) What their reader fills in is filled in for this sandbox; the text is otherwise as it stands.
 *
 * @returns their names, such as `core 1`
 */
export async function writeReadmePrograms(directory: string, { url, sandbox }: ServedSandbox): Promise<string[]> {
  const [app] = sandbox.apps;
  if (!app) throw new Error("The sandbox has no app.");
  const { clientId, keyId, privateKey } = app;
  const variables = { pem: privateKey, orgUrl: url, clientId, privateKey };
  await writeFile(
    join(directory, "variables.ts"),
    `export {};
declare global {
  ${Object.keys(variables)
    .map((name) => `const ${name}: string;`)
    .join(" ")}
}
Object.assign(globalThis, ${JSON.stringify(variables)});
`,
  );
  const names: string[] = [];
  for (const folder of PACKAGES) {
    const readme = await readFile(new URL(`../../packages/${folder}/README.md`, import.meta.url), "utf8");
    const programs = [...readme.matchAll(/```ts\n(import [\s\S]*?)```/g)]
      .map(([, program = ""]) => program)
      .filter((program) => !program.includes("@okta-edge/sandbox/vitest"));
    for (const [index, program] of programs.entries()) {
      const filledIn = program
        .replaceAll('"https://example.okta.com"', JSON.stringify(url))
        .replaceAll('"0oa1example"', JSON.stringify(clientId))
        .replaceAll('"k1"', JSON.stringify(keyId));
      await writeFile(join(directory, `${folder}-${index + 1}.ts`), filledIn);
      names.push(`${folder} ${index + 1}`);
    }
  }
  const calls = names.map((name) => `console.log("# ${name}");\nawait import("./${name.replace(" ", "-")}.ts");\n`);
  await writeFile(join(directory, ALL_PROGRAMS), `import "./variables.ts";\n\n${calls.join("")}`);
  return names;
}
