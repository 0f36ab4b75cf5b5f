import { type Attack, isFromWorker, type Outcome, ownReads } from "./attack.ts";

/** The attacks of a group with what came of each. */
export interface AttackGroup {
  readonly name: string;
  readonly results: readonly AttackResult[];
}

/** What came of an attack. */
export interface AttackResult {
  readonly attack: Attack;
  readonly outcome: Outcome;
  readonly breaches: readonly string[];
}

/** What is reported of attacks: how many came how far, and each in a line. It is the same whenever the same comes of them. */
export function describeAttacks(groups: readonly AttackGroup[]): string {
  const all = { name: "all", results: groups.flatMap(({ results }) => results) };
  return [
    "| group | attacks | reached Okta | answered 5xx | let in |",
    "|---|---|---|---|---|",
    ...[...groups, all].map(describeGroup),
    "",
    "What reached Okta is what the caller may do anyway, read the same way by all parts: with a token for the caller's own scopes, with headers of",
    "the Worker's own, at the caller's own org. What the Worker asks for itself, about who is protected, is not counted. 5xx are the Worker's own answers where the org itself was made to lie and gave none to use.",
    ...groups.flatMap(({ name, results }) => [
      "",
      `### ${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      "",
      ...results.map(describeResult),
    ]),
  ].join("\n");
}

function describeGroup({ name, results }: AttackGroup): string {
  const count = (test: (result: AttackResult) => boolean) => results.filter(test).length;
  const reached = count(
    ({ attack, outcome }) => outcome.home.length + outcome.eu.length > ownReads(attack, outcome).length,
  );
  const failed = count(({ outcome }) => isFromWorker(outcome) && outcome.response.status >= 500);
  return `| ${name} | ${results.length} | ${reached} | ${failed} | ${count(({ breaches }) => breaches.length > 0)} |`;
}

function describeResult({ attack }: AttackResult): string {
  const { name, status, reason, home = [], eu = [], isRefusedBefore, lie } = attack;
  // What is addressed by ID is described by the name of the attack.
  const calls = [...new Set([...(typeof home === "function" ? [] : home), ...eu])].map((call) => `\`${call}\``);
  const answer = isRefusedBefore ? "refused before the Worker" : [status].flat().map(describeStatus).join(" or ");
  const why = reason === undefined ? "" : ` \`${reason}\``;
  return `- ${escapeMarkdown(name)}: ${answer}${why}${calls.length > 0 ? `${lie ? " to" : ", as"} ${calls.join(", ")}` : ""}`;
}

function describeStatus(status: number): string {
  return status === 0 ? "hung up" : String(status);
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\*_<>|`[\]]/g, "\\$&").replace("\t", "\\t");
}
