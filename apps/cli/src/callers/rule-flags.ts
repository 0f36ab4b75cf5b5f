import { MARKS, type Mark } from "@okta-edge/actions";
import { checkDeclaration, type PolicyDeclaration } from "@okta-edge/actions/policy";
import { splitList } from "../command/list-value.ts";
import { UsageError } from "../errors.ts";

/** The flags for the rules of a caller beside its scopes. */
export const RULE_FLAGS = {
  actions: {
    kind: "text",
    placeholder: "ACTIONS",
    brief:
      "The only actions that the caller may use, for example users.unlock,groups.*; without --scopes, the scopes follow",
  },
  "max-risk": {
    kind: "choice",
    values: ["read", "write", "destructive"],
    brief: "The highest risk of a call",
  },
  deny: { kind: "text", placeholder: "MARKS", brief: "Marks that no call may have, for example secret,takeover" },
  where: {
    kind: "text",
    placeholder: "RULES",
    brief: "The values that parameters may have, for example `groupId=00g1,00g2 sendEmail=true`",
  },
  "protect-groups": { kind: "text", placeholder: "IDS", brief: "Groups that the caller must not change, by ID" },
  "protect-users": { kind: "text", placeholder: "IDS", brief: "Users that the caller must not change, by ID" },
  fields: {
    kind: "text",
    placeholder: "ATTRIBUTES",
    brief: "The only user profile attributes that the caller may see",
  },
} as const;

/** The values of these flags. */
export type RuleFlagValues = { readonly [Name in keyof typeof RULE_FLAGS]?: string | undefined };

/** The rules of an entry of `CALLERS`. */
export type Rules = Omit<PolicyDeclaration, "scopes">;

/**
 * Reads the rules of a caller from the flags.
 *
 * @throws {UsageError} when an action, mark, parameter or ID does not exist.
 */
export function readRules(flags: RuleFlagValues): Rules {
  const list = (name: keyof RuleFlagValues) => {
    const text = flags[name];
    return text === undefined ? undefined : splitList(text, `--${name}`);
  };
  const actions = list("actions");
  const deny = list("deny")?.map((mark) => {
    if (mark in MARKS) return mark as Mark;
    throw new UsageError(`--deny: ${mark} is not a mark. The marks are ${Object.keys(MARKS).join(", ")}.`);
  });
  const where = flags.where === undefined ? undefined : readWhere(flags.where);
  const groups = idsOf(list("protect-groups"), "--protect-groups", "00g");
  const users = idsOf(list("protect-users"), "--protect-users", "00u");
  const fields = list("fields");
  const [issue] = checkDeclaration({ actions, where });
  if (issue) {
    const [rule, key] = issue.path;
    throw new UsageError(`--${rule}: ${typeof key === "number" ? actions?.[key] : key} ${issue.message}`);
  }
  return {
    ...(actions && { actions }),
    ...(flags["max-risk"] !== undefined && { maxRisk: flags["max-risk"] as NonNullable<Rules["maxRisk"]> }),
    ...(deny && { deny }),
    ...(where && { where }),
    ...((groups ?? users) && { protected: { ...(groups && { groups }), ...(users && { users }) } }),
    ...(fields && { fields }),
  };
}

/** Reads `name=value,value name=value`. */
function readWhere(text: string): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    text
      .trim()
      .split(/\s+/)
      .map((rule) => {
        const [, name = "", values = ""] = /^([^=]+)=(.+)$/.exec(rule) ?? [];
        if (name === "")
          throw new UsageError(`--where: ${rule} must be a name, = and values, for example groupId=00g1,00g2.`);
        return [name, values.split(",").filter(Boolean)];
      }),
  );
}

function idsOf(ids: readonly string[] | undefined, flag: string, start: string): readonly string[] | undefined {
  const wrong = ids?.find((id) => !new RegExp(`^${start}[0-9A-Za-z]+$`).test(id));
  if (wrong !== undefined) throw new UsageError(`${flag}: ${wrong} is not an ID that begins with ${start}.`);
  return ids;
}
