/** How much an action can change. `read` changes nothing; see {@link RiskAssessment} for the other two. */
export type Risk = "read" | "write" | "destructive";

/** The reasons for a risk, with their meaning. */
export const MARKS = {
  lasting: "One call does not undo it.",
  cutsOff: "Someone cannot sign in, or loses an app.",
  mass: "It affects more than one person at once.",
  weakens: "It removes or relaxes a defense.",
  privilege: "It grants admin power, a new trust or a new machine identity.",
  access: "One person gets ordinary access.",
  takeover: "The caller, or a reader of the response, can become that user.",
  secret: "The response contains a credential.",
  blinds: "Someone is no longer notified.",
} as const;

/** A reason for a risk, such as `secret`. */
export type Mark = keyof typeof MARKS;

/**
 * What raises the risk of an action from `write` to `destructive`:
 * - `sendEmail=false`: the query parameter is present and is not the opposite value;
 * - `sendEmail!=true`, `body.signOnMode!=BOOKMARK`: the query parameter or body member is anything but this value, absent included;
 * - `body.credentials`, `body.profile.login`: the body has this member.
 */
export type RiskCondition = `${string}=${"true" | "false"}` | `${string}!=${string}` | `body.${string}`;

/** What raises the risk of an action, and the marks that it adds. */
export interface RaisedRisk {
  /** Any of these is enough. */
  readonly when: readonly RiskCondition[];
  /** The marks that are added. */
  readonly marks: readonly Mark[];
}

/**
 * The risk of a call, with its reasons.
 *
 * `write`: it affects one person or thing, and one call undoes it with nothing lost. Losing access alone is `write`, so that
 * containment (suspend, clear sessions) does not need the right to delete. `destructive`: everything else, at least one of
 * lasting, secret, takeover, privilege, weakens (except unlock), blinds, or mass together with cutsOff or access.
 */
export interface RiskAssessment {
  /** How much the call can change. */
  readonly risk: Risk;
  /** The reasons for the risk. */
  readonly marks: readonly Mark[];
}

/** What has a risk: an action, or an operation of the table. */
export interface Risky extends RiskAssessment {
  /** What raises the risk to `destructive`; undefined if the input decides nothing. */
  readonly raisedBy?: RaisedRisk | undefined;
}

/**
 * Assesses the risk of a call from the action and its input.
 *
 * @param action - An action of the catalog.
 * @param input - As the typed client accepts it: query parameters by name (values or their text), and the body under `body`.
 * @returns the risk and its marks.
 *
 * @example
 * ```ts
 * riskOf(users.resetPassword, { userId: "00u1", sendEmail: true }).risk; // "write"
 * riskOf(users.resetPassword, { userId: "00u1", sendEmail: false }); // { risk: "destructive", marks: ["cutsOff", "secret", "takeover"] }
 * ```
 */
export function riskOf({ risk, marks, raisedBy }: Risky, input: Readonly<Record<string, unknown>>): RiskAssessment {
  if (!raisedBy?.when.some((condition) => holds(condition, input))) return { risk, marks };
  return worstRisk({ risk, marks, raisedBy });
}

/**
 * Returns the highest risk that any input gives an action, with all marks.
 *
 * @param action - An action of the catalog.
 * @returns the risk and its marks.
 */
export function worstRisk({ risk, marks, raisedBy }: Risky): RiskAssessment {
  if (!raisedBy) return { risk, marks };
  return { risk: "destructive", marks: [...marks, ...raisedBy.marks.filter((mark) => !marks.includes(mark))] };
}

/** The negation of each boolean, as text. */
const OPPOSITES: Readonly<Record<string, string>> = { true: "false", false: "true" };

function holds(condition: RiskCondition, input: Readonly<Record<string, unknown>>): boolean {
  const [, name = "", operator, wanted = ""] = /^([^!=]+)(!?=)?(.*)$/.exec(condition) ?? [];
  const value = name.split(".").reduce<unknown>(member, input);
  if (operator === "!=") return asText(value) !== wanted;
  // What is neither of the two values counts as the riskier one.
  if (operator === "=") return value !== undefined && asText(value) !== OPPOSITES[wanted];
  return value !== undefined;
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

/** Booleans are the same in any case, as Okta reads them. */
function asText(value: unknown): string {
  const text = String(value);
  return /^(true|false)$/i.test(text) ? text.toLowerCase() : text;
}

/**
 * Describes the risk of an action in one line of Markdown, for documentation.
 *
 * @param action - An action of the catalog.
 * @returns the line.
 */
export function describeRisk({ risk, marks, raisedBy }: Risky): string {
  const reasons = marks.length > 0 ? `${risk} (${marks.join(", ")})` : risk;
  if (!raisedBy) return reasons;
  const conditions = raisedBy.when.map((condition) => `\`${condition}\``).join(", ");
  const added = raisedBy.marks.length > 0 ? ` (${raisedBy.marks.join(", ")})` : "";
  return `${reasons}; destructive${added} with ${conditions}`;
}
