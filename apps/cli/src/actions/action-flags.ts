import { type Action, bodyMembers, type Parameter, readParameter, type Schema } from "@okta-edge/actions";
import { BODY_FLAGS } from "../api/body.ts";
import { TARGET_FLAGS } from "../api/target-flags.ts";
import type { Arguments, Flag, Flags } from "../command/flags.ts";
import { OUTPUT_FLAGS } from "../output/flags.ts";
import { YES_FLAG } from "./yes-flag.ts";

/** Members of bodies that are secrets. Arguments are visible to every user of the machine: these are passed with --data. */
const SECRETS = new Set(["answer", "passCode", "password"]);

/** The names that no flag of an action's own may have. */
const TAKEN = new Set(Object.keys({ ...OUTPUT_FLAGS, ...TARGET_FLAGS, ...BODY_FLAGS, ...YES_FLAG }));

/** The input of an action as flags and arguments. */
export interface ActionInterface {
  /** Path parameters, by their names on the command line: `USER_ID`. */
  readonly args: Arguments;
  /** The parameter that each argument is. */
  readonly params: Readonly<Record<string, string>>;
  readonly flags: Flags;
  /** The query parameters that are flags of the same name. */
  readonly query: readonly string[];
  /** The members of the body that are flags of the same name. */
  readonly members: readonly string[];
  /** The headers, by their flags. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Derives flags and arguments from the declaration of an action. */
export function describeInterface(action: Action): ActionInterface {
  const params = Object.fromEntries(Object.keys(action.params).map((name) => [argumentName(name), name]));
  const args = Object.fromEntries(
    Object.entries(params).map(([name, param]) => [
      name,
      { brief: readParameter(action.params[param] as Schema).description },
    ]),
  );
  const query = flagsOf(action.query);
  const members = Object.fromEntries(
    Object.entries(flagsOf(bodyMembers(action))).filter(
      ([name]) => !(name in query) && !TAKEN.has(name) && !SECRETS.has(name),
    ),
  );
  const headers = Object.fromEntries(action.headers.map((header) => [headerFlag(header), header]));
  const risky = action.risk === "destructive" || action.raisedBy;
  return {
    args,
    params,
    query: Object.keys(query),
    members: Object.keys(members),
    headers,
    flags: {
      ...query,
      // A required member may come from --data as well.
      ...Object.fromEntries(Object.entries(members).map(([name, flag]) => [name, { ...flag, required: false }])),
      ...(action.body && BODY_FLAGS),
      ...Object.fromEntries(Object.entries(headers).map(([name, header]) => [name, headerText(header)])),
      ...(risky && YES_FLAG),
      ...(action.isList && { ndjson: OUTPUT_FLAGS.ndjson }),
      ...(action.response && { columns: OUTPUT_FLAGS.columns }),
      ...TARGET_FLAGS,
    } as Flags,
  };
}

/** `userId` is `USER_ID`. */
export function argumentName(name: string): string {
  return name.replace(/[A-Z]/g, "_$&").toUpperCase();
}

function flagsOf(schemas: Readonly<Record<string, Schema>>): Record<string, Flag> {
  return Object.fromEntries(
    Object.entries(schemas).flatMap(([name, schema]) => {
      const flag = /^[a-z][A-Za-z0-9]*$/.test(name) ? toFlag(readParameter(schema), name) : undefined;
      return flag ? [[name, flag]] : [];
    }),
  );
}

function toFlag({ kind, description, isRequired, values, minimum }: Parameter, name: string): Flag | undefined {
  const base = { brief: description || `The member ${name} of the body`, required: isRequired };
  switch (kind) {
    case "text":
      return { kind, placeholder: "TEXT", ...base };
    case "number":
      return { kind, placeholder: "N", ...base, ...(minimum !== undefined && { minimum }) };
    case "boolean":
      return { kind, ...base };
    case "choice":
      return { kind, values, ...base };
    default:
      return undefined;
  }
}

/** `If-Match` is `ifMatch`. */
function headerFlag(header: string): string {
  return header.replace(/-/g, "").replace(/^[A-Z]/, (letter) => letter.toLowerCase());
}

function headerText(header: string): Flag {
  return { kind: "text", placeholder: "TEXT", brief: `The header ${header}` };
}
