import { readFileSync } from "node:fs";

/** The members that every recorded response of an operation has. */
export interface RecordedMembers {
  readonly operation: string;
  /** How many responses, or elements of their lists, were recorded. */
  readonly recordings: number;
  /** `_links.self` is a member of a member. */
  readonly members: readonly string[];
}

/** The members of the responses of success that Okta's Python SDK is tested with. */
export const RECORDED_MEMBERS: readonly RecordedMembers[] = readFileSync(
  new URL("members.tsv", import.meta.url),
  "utf8",
)
  .trim()
  .split("\n")
  .slice(1)
  .map((line) => {
    const [operation = "", recordings, members = ""] = line.split("\t");
    return { operation, recordings: Number(recordings), members: members.split(" ") };
  });

/** The members that something lacks. */
export function lackingMembers(shown: unknown, members: readonly string[]): string[] {
  return members.filter((member) => {
    let at: unknown = shown;
    for (const name of member.split(".")) {
      if (typeof at !== "object" || at === null || !(name in at)) return true;
      at = (at as Readonly<Record<string, unknown>>)[name];
    }
    return false;
  });
}
