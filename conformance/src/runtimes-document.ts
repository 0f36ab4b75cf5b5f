import type { Outcome, Runtime } from "./runtimes/runtime.ts";
import { GROUPS } from "./suite/groups.ts";

/** Writes docs/runtimes.md: what the suite came to, by runtime and group. */
export function describeRuns(runs: readonly (readonly [Runtime, Outcome])[]): string {
  const groups = Object.entries(GROUPS);
  const counted = runs.map(([{ name }, { version, results }]) => {
    const passed = groups.map(([group, cases]) => {
      const good = results.filter((result) => result.group === group && result.ok).length;
      return [good, Object.keys(cases).length] as const;
    });
    const all = passed.reduce(([good, total], [more, of]) => [good + more, total + of] as const, [0, 0] as const);
    return `| ${[name, version, ...[...passed, all].map(formatShare)].join(" | ")} |`;
  });
  const names = groups.map(([name]) => name);
  return `# Runtimes

<!-- Made from what the suite came to, by \`pnpm --filter @okta-edge/conformance run docs\`; do not edit. -->

One suite, \`conformance/src/suite/\`, run on every runtime by \`npm test\`: the packages as they are published, packed and unpacked into a project
outside of the repository, against a sandbox over HTTP. Numbers are cases that pass.

| runtime | version | ${names.join(" | ")} | all |
|---|---|${names.map(() => "---:|").join("")}---:|
${counted.join("\n")}

## How each is run

${runs.map(([{ name, how }]) => `- **${name}**: ${how}.`).join("\n")}

Seen on the way: Deno and Chromium send a request again by themselves, a POST as well, if a connection that was kept open breaks before there is
any answer. The library cannot know of it, and never does so itself.

## The cases

${groups.map(([name, cases]) => `### ${name}\n\n${list(cases)}`).join("\n\n")}
`;
}

/** The same without what differs from machine to machine: the versions. */
export function withoutVersions(document: string): string {
  return document.replace(/\d+(\.\d+){2,}/g, "…");
}

function formatShare([good, total]: readonly [number, number]): string {
  return good === total ? String(total) : `**${good} of ${total}**`;
}

function list(cases: object): string {
  return Object.keys(cases)
    .map((name) => `- ${name}`)
    .join("\n");
}
