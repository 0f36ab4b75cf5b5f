// Writes docs/errors.md: every code, what it means and what to do, from the comments in errors.ts and the tables that the errors
// are made from. With --check it only says whether the file is as it should be.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { REFUSALS } from "../src/private-key-refusals.ts";
import { HINTS } from "../src/token-hints.ts";

const SOURCE = fileURLToPath(new URL("../src/errors.ts", import.meta.url));
const TARGET = fileURLToPath(new URL("../../../docs/errors.md", import.meta.url));

const CLASSES: Record<string, string> = {
  PrivateKeyErrorCode: "PrivateKeyError",
  ConfigurationErrorCode: "ConfigurationError",
  TokenRequestErrorCode: "TokenRequestError",
  OktaApiErrorCode: "OktaApiError (RateLimitError for `rate_limited`)",
  ActionErrorCode: "ActionInputError of `@okta-edge/actions`",
  TransportErrorCode: "TimeoutError for `timeout`, OktaEdgeError for the rest",
};

const source = readFileSync(SOURCE, "utf8");

function sections(): string {
  return Object.entries(CLASSES)
    .map(([type, className]) => {
      const [, union = ""] =
        new RegExp(`/\\*\\* [^\\n]+ \\*/\\nexport type ${type} =([\\s\\S]*?);\\n`).exec(source) ?? [];
      const rows = [...union.matchAll(/\/\*\* (.+?) \*\/\s*(?:\| )?"(\w+)"/g)].map(([, comment = "", code = ""]) => {
        const [meaning = "", advice] = comment.split(" — ");
        const refusal = code in REFUSALS ? REFUSALS[code as keyof typeof REFUSALS][1] : undefined;
        return `| \`${code}\` | ${meaning} | ${refusal ? asCode(refusal) : advice} |`;
      });
      return `## ${className}\n\n| code | meaning | what to do |\n|---|---|---|\n${rows.join("\n")}\n`;
    })
    .join("\n");
}

/** A command stands as code. */
function asCode(hint: string): string {
  return hint.replace(/(openssl (?:genrsa|pkey|pkcs12) .*?(?:2048|-out \S+$|-noout)|ssh-keygen .+)/, "`$1`");
}

/** What a pattern looks for, as far as it can be read by people. */
function readable(sign: RegExp): string {
  return sign.source.replaceAll("|", " or ").replace(/[\\^]/g, "").replaceAll(".*", " … ");
}

const text = `# Errors

<!-- Made from packages/core/src by \`pnpm --filter core run docs\`; do not edit. -->

Every error is an \`OktaEdgeError\` with a stable \`code\`, a message that says what is wrong, and mostly a \`hint\` that says what to do. \`toJSON()\` gives
all of it as plain data. No error holds a key, an assertion, a proof or a token. In the Worker's answers the options' names stand as settings:
\`keyId\` is \`OKTA_KEY_ID\`.

${sections()}
## What Okta's token endpoint refuses

For \`token_refused\`, the \`hint\` goes by Okta's \`error\` and \`errorDescription\`:

| Okta says something of | what to do |
|---|---|
${HINTS.map(([sign, hint]) => `| ${readable(sign)} | ${hint} |`).join("\n")}
| anything else | Look the request ID up in Okta's System Log. |
`;

if (process.argv.includes("--check")) {
  if (readFileSync(TARGET, "utf8") !== text) {
    console.error("docs/errors.md is not what the code says: pnpm --filter core run docs");
    process.exitCode = 1;
  }
} else {
  writeFileSync(TARGET, text);
}
