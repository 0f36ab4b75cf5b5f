// Writes docs/actions.md, every action from its declaration. With --check it only reports whether the file is up to date.
import { readFileSync, writeFileSync } from "node:fs";
import type { Action } from "../src/action.ts";
import { catalogue, modules } from "../src/catalogue.ts";
import { type AnyComposition, compositions, riskOfComposition, scopesOf } from "../src/compositions.ts";
import { curlLine } from "../src/curl.ts";
import { OPERATION_COUNT } from "../src/generated/operations.ts";
import { describeRisk, MARKS } from "../src/risk.ts";

const TARGET = new URL("../../../docs/actions.md", import.meta.url);
const ORIGIN = "http://127.0.0.1:8787";
const KEY = "local-development-key";

const row = (action: Action) =>
  `| \`${action.id}\` | \`${action.method} ${action.path}\` | ${[action.scope, ...action.furtherScopes].join(", ")} | ${describeRisk(action)} | ${action.summary} |`;

function compositionRow(composition: AnyComposition): string {
  const { id, summary, description, example } = composition;
  const risk = riskOfComposition(composition, example as never);
  return `| \`${id}\` | ${scopesOf(composition, example as never).join(", ")} | ${describeRisk(risk)} | ${summary}. ${description} |`;
}

function section(name: string): string {
  const actions = catalogue.filter(({ id }) => id.startsWith(`${name}.`));
  const details = actions.map(
    (action) =>
      `- \`${action.id}\`${action.description ? `: ${action.description}` : ""}\n\n  \`\`\`sh\n  ${curlLine(action, { origin: ORIGIN, key: KEY })}\n  \`\`\``,
  );
  return `## ${name}

| action | request | scope | risk | what it does |
|---|---|---|---|---|
${actions.map(row).join("\n")}

${details.join("\n")}
`;
}

const text = `# Actions

<!-- Made from packages/actions/src by \`pnpm --filter @okta-edge/actions run docs\`; do not edit. -->

${catalogue.length} curated actions, and ${OPERATION_COUNT} operations governed by scope: with \`PASS_THROUGH=on\` the Worker carries every operation of Okta's
Management API that is not here as well, for callers who have its scope.

An action of the Worker is Okta's own method and path. In TypeScript it is a function of the same name:

\`\`\`ts
import { createOktaClient } from "@okta-edge/core";
import { withActions } from "@okta-edge/actions";
import * as users from "@okta-edge/actions/users";

const okta = withActions(createOktaClient({ orgUrl, clientId, privateKey, scopes: ["okta.users.manage"] }), { users });
await okta.users.suspend({ userId: "ada.lovelace@example.com" });
\`\`\`

A scope that ends in \`.manage\` includes the one that ends in \`.read\`. Lists come a page at a time, or as one stream of all pages with
\`Accept: application/x-ndjson\`.

## Risk

\`read\` changes nothing. \`write\` affects one person or thing, and one call undoes it with nothing lost; losing access alone (suspend, clear sessions) is a
\`write\`, because containment must not need the right to delete. Everything else is \`destructive\`. Marks give the reasons. Where the input decides, the table says
what raises the risk to \`destructive\`, with which marks: \`sendEmail=false\` is a query parameter, \`body.credentials\` a member of the body.
\`riskOf(action, input)\` assesses a call.

| mark | meaning |
|---|---|
${Object.entries(MARKS)
  .map(([mark, meaning]) => `| \`${mark}\` | ${meaning} |`)
  .join("\n")}

The other operations have a risk as well, by a rule that fails closed: a GET is \`read\` unless it returns secrets, a change is \`write\` only if it is listed in
\`packages/actions/data/operation-risk.tsv\`, and everything else, new operations included, is \`destructive\`.

## Compositions

Tasks that Okta has no operation for, each made of actions. Scopes, risk and marks are those of its calls.

| composition | scopes | risk | what it does |
|---|---|---|---|
${compositions.map(compositionRow).join("\n")}

\`\`\`ts
import { addToGroups, callComposition, findGroupByName } from "@okta-edge/actions/compositions";

const [group] = await callComposition(okta, findGroupByName, { name: "Engineering" });
if (group) await callComposition(okta, addToGroups, { userId: "00u1example", groupIds: [group.id] });
\`\`\`

${Object.keys(modules).map(section).join("\n")}`;

if (!process.argv.includes("--check")) writeFileSync(TARGET, text);
else if (readFileSync(TARGET, "utf8") !== text) {
  console.error(`${TARGET.pathname} is not up to date: run \`npm run generate\`.`);
  process.exitCode = 1;
}
console.log(`${catalogue.length} curated actions, ${OPERATION_COUNT} governed operations`);
