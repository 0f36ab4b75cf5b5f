import type { Group, User } from "../org/model.ts";

/** What an expression works with. */
export type RuleType = "string" | "number" | "boolean" | "array" | "null";

/** Whom an expression is about. */
export interface RuleSubject {
  readonly user: User;
  /** The groups that they are in. */
  readonly groups: readonly Group[];
}

/** A function of the expression language. */
export interface RuleFunction {
  /** What it takes; the last may come as often as wanted, if it says so. */
  readonly parameters: readonly RuleType[];
  readonly takesMore?: boolean;
  readonly returns: RuleType;
  call(values: readonly unknown[], subject: RuleSubject): unknown;
}

/**
 * The part of Okta's expression language that the sandbox knows. Group rules of real Okta know a few more functions on
 * strings and arrays; none of other kinds.
 */
export const RULE_FUNCTIONS: ReadonlyMap<string, RuleFunction> = new Map(
  Object.entries<RuleFunction>({
    "String.startsWith": onTexts("boolean", (text, start) => text.startsWith(start)),
    "String.stringContains": onTexts("boolean", (text, part) => text.includes(part)),
    "String.substringBefore": onTexts("string", (text, mark) => text.split(mark, 1)[0] ?? ""),
    "String.substringAfter": onTexts("string", (text, mark) =>
      text.includes(mark) ? text.slice(text.indexOf(mark) + mark.length) : "",
    ),
    "String.toLowerCase": onText("string", (text) => text.toLowerCase()),
    "String.toUpperCase": onText("string", (text) => text.toUpperCase()),
    "String.removeSpaces": onText("string", (text) => text.replaceAll(" ", "")),
    "String.len": onText("number", (text) => text.length),
    "Arrays.contains": {
      parameters: ["array", "string"],
      returns: "boolean",
      call: ([values, value]) => Array.isArray(values) && values.includes(value),
    },
    "user.getInternalProperty": {
      parameters: ["string"],
      returns: "string",
      call: ([name], { user }) => (name === "id" || name === "status" ? user[name] : null),
    },
    isMemberOfGroup: onGroups((group, [id]) => group.id === id),
    isMemberOfAnyGroup: { ...onGroups(({ id }, ids) => ids.includes(id)), takesMore: true },
    isMemberOfGroupName: onGroups(({ profile }, [name]) => profile.name === name),
    isMemberOfGroupNameStartsWith: onGroups(({ profile }, [start]) => profile.name.startsWith(String(start))),
    isMemberOfGroupNameContains: onGroups(({ profile }, [part]) => profile.name.includes(String(part))),
  }),
);

/** What is null has no beginning and contains nothing; in any other way it is as good as empty. */
function onTexts(returns: RuleType, apply: (text: string, other: string) => unknown): RuleFunction {
  return {
    parameters: ["string", "string"],
    returns,
    call: ([text, other]) =>
      typeof text === "string" && typeof other === "string" ? apply(text, other) : returns === "boolean" ? false : null,
  };
}

function onText(returns: RuleType, apply: (text: string) => unknown): RuleFunction {
  return {
    parameters: ["string"],
    returns,
    call: ([text]) => (typeof text === "string" ? apply(text) : returns === "number" ? 0 : null),
  };
}

function onGroups(matches: (group: Group, values: readonly unknown[]) => boolean): RuleFunction {
  return {
    parameters: ["string"],
    returns: "boolean",
    call: (values, { groups }) => groups.some((group) => matches(group, values)),
  };
}
