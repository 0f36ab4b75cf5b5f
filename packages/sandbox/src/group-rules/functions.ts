import type { Group, User } from "../org/model.ts";

/** What an expression works with. */
export type RuleType = "string" | "number" | "boolean" | "array" | "null" | "any";

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

/** The functions of Okta's expression language that group rules know: on strings, arrays and groups, none that convert. */
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
    "String.append": onTexts("string", (text, end) => text + end),
    "String.replace": onThreeTexts((text, part, other) => text.replaceAll(part, other)),
    "String.replaceFirst": onThreeTexts((text, part, other) => text.replace(part, () => other)),
    "String.substring": {
      parameters: ["string", "number", "number"],
      returns: "string",
      call: ([text, start, end]) => (typeof text === "string" ? text.slice(Number(start), Number(end)) : null),
    },
    "String.join": {
      parameters: ["string", "string", "string"],
      takesMore: true,
      returns: "string",
      call: ([separator, ...texts]) => texts.filter((text) => typeof text === "string").join(String(separator)),
    },
    "String.stringSwitch": {
      parameters: ["string", "string", "string", "string"],
      takesMore: true,
      returns: "string",
      call: ([text, byDefault, ...pairs]) => {
        const place = pairs.findIndex(
          (key, at) => at % 2 === 0 && typeof text === "string" && text.includes(String(key)),
        );
        return place < 0 ? byDefault : (pairs[place + 1] ?? byDefault);
      },
    },
    "Arrays.contains": {
      parameters: ["array", "any"],
      returns: "boolean",
      call: ([values, value]) => Array.isArray(values) && values.includes(value),
    },
    "Arrays.isEmpty": {
      parameters: ["array"],
      returns: "boolean",
      call: ([values]) => !Array.isArray(values) || values.length === 0,
    },
    "Arrays.size": {
      parameters: ["array"],
      returns: "number",
      call: ([values]) => (Array.isArray(values) ? values.length : 0),
    },
    "Arrays.toCsvString": {
      parameters: ["array"],
      returns: "string",
      call: ([values]) => (Array.isArray(values) ? values.join(",") : ""),
    },
    "Arrays.add": {
      parameters: ["array", "any"],
      returns: "array",
      call: ([values, value]) => [...(Array.isArray(values) ? values : []), value],
    },
    "Arrays.remove": {
      parameters: ["array", "any"],
      returns: "array",
      call: ([values, value]) => (Array.isArray(values) ? values.filter((one) => one !== value) : []),
    },
    "Arrays.clear": {
      parameters: ["array"],
      returns: "array",
      call: () => [],
    },
    "Arrays.get": {
      parameters: ["array", "number"],
      returns: "string",
      call: ([values, place]) => (Array.isArray(values) ? (values[Number(place)] ?? null) : null),
    },
    "Arrays.flatten": {
      parameters: ["any"],
      takesMore: true,
      returns: "array",
      call: (values) => values.flat(),
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
    isMemberOfGroupNameRegex: onGroups(({ profile }, [pattern]) => matchesWhole(profile.name, String(pattern))),
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

function onThreeTexts(apply: (text: string, part: string, other: string) => string): RuleFunction {
  return {
    parameters: ["string", "string", "string"],
    returns: "string",
    call: ([text, part, other]) =>
      typeof text === "string" ? apply(text, String(part ?? ""), String(other ?? "")) : null,
  };
}

/** Whether a pattern matches all of a text; a pattern that is none matches nothing. */
function matchesWhole(text: string, pattern: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`).test(text);
  } catch {
    return false;
  }
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
