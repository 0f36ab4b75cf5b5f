// Checks the settings in .dev.vars before they are uploaded: `npm run check`.
import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { checkSettings, decodeDevVars } from "@okta-edge/worker/settings";

const file = process.argv[2] ?? ".dev.vars";
const problems = await checkSettings(parseEnv(decodeDevVars(readFileSync(file))));
for (const { message, hint = "" } of problems) console.error(`${message} ${hint}`.trim());
if (problems.length > 0) process.exitCode = 1;
else console.log(`The settings in ${file} are valid.`);
