// Writes docs/errors.md from the table of errors and the classifier of Okta's wording. With --check it only compares.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  ACTION_ERRORS,
  CONFIGURATION_ERRORS,
  type ErrorTemplate,
  OKTA_API_ERRORS,
  PRIVATE_KEY_ERRORS,
  TOKEN_REQUEST_ERRORS,
  TRANSPORT_ERRORS,
} from "../src/error-table.ts";
import { renderTemplate } from "../src/error-text.ts";
import { classifyRefusal, REFUSALS, refusalAdvice } from "../src/okta-wording.ts";
import { OKTA_MESSAGES } from "./okta-messages.ts";

const TARGET = fileURLToPath(new URL("../../../docs/errors.md", import.meta.url));

const CLASSES: readonly (readonly [className: string, table: Readonly<Record<string, ErrorTemplate>>])[] = [
  ["PrivateKeyError", PRIVATE_KEY_ERRORS],
  ["ConfigurationError", CONFIGURATION_ERRORS],
  ["TokenRequestError", TOKEN_REQUEST_ERRORS],
  ["OktaApiError (RateLimitError for `rate_limited`)", OKTA_API_ERRORS],
  ["TimeoutError for `timeout`, OktaEdgeError for the others", TRANSPORT_ERRORS],
  ["ActionInputError of `@okta-edge/actions`", ACTION_ERRORS],
];

/** Renders options in backticks, values as `…`. */
function render(template: string, option = "…"): string {
  const text = renderTemplate(template.replace(/{\$\w+}/g, "…"), (name) => `\`${name}\``, { option });
  return text.replaceAll("….", "…").replaceAll("|", "\\|");
}

function section(className: string, table: Readonly<Record<string, ErrorTemplate>>): string {
  const rows = Object.entries(table).map(([id, [message, hint = "", option]]) => {
    const [code, variant] = id.split(".");
    const advice = hint && render(hint, option);
    return `| ${variant ? "" : `\`${code}\``} | ${render(message, option)} | ${advice} | ${option ? `\`${option}\`` : ""} |`;
  });
  return `## ${className}\n\n| code | message | hint | option |\n|---|---|---|---|\n${rows.join("\n")}\n`;
}

function refusals(): string {
  const rows = Object.keys(REFUSALS).flatMap((reason) => {
    const messages = OKTA_MESSAGES.filter(([error, description]) => classifyRefusal(error, description) === reason);
    const [hint, option] = refusalAdvice(reason as keyof typeof REFUSALS);
    return messages.map(([error, description], i) =>
      i > 0
        ? `| \`${error}\`: ${description} | | | |`
        : `| \`${error}\`: ${description} | \`${reason}\` | ${render(hint)} | ${option ? `\`${option}\`` : ""} |`,
    );
  });
  const [hint] = refusalAdvice(undefined);
  return [...rows, `| anything else | | ${hint} | |`].join("\n");
}

const text = `# Errors

<!-- Made from packages/core/src/error-table.ts by \`npx pnpm --filter @okta-edge/core run docs\`; do not edit. -->

Every error is an \`OktaEdgeError\` with a stable \`code\`, a \`message\` that says what is wrong and, for most, a \`hint\` that says what to do and the
\`option\` to correct. \`describe(nameOption)\` renders message and hint with other names of the options: the Worker writes \`OKTA_KEY_ID\` for \`keyId\`.
\`toJSON()\` returns the error as plain data. No error contains a key, an assertion, a proof or a token. A row without a code is another message of
the code above it.

${CLASSES.map(([className, table]) => section(className, table)).join("\n")}
## Messages of Okta's token endpoint

For \`token_refused\`, \`hint\` and \`option\` follow from Okta's \`error\` and \`error_description\`. \`classifyRefusal(error, errorDescription)\` returns the
reason.

| Okta's message | reason | hint | option |
|---|---|---|---|
${refusals()}
`;

if (process.argv.includes("--check")) {
  if (readFileSync(TARGET, "utf8") !== text) {
    console.error("docs/errors.md is out of date: npx pnpm --filter @okta-edge/core run docs");
    process.exitCode = 1;
  }
} else {
  writeFileSync(TARGET, text);
}
