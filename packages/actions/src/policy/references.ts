import { foldName, type PolicyCall, type PolicyTarget } from "./call.ts";

/** What a parameter refers to. An owner is a user or a group. */
export type ReferenceKind = "user" | "group" | "app" | "rule" | "owner";

/** A user, group, app or group rule that a call refers to. */
export interface Reference {
  /** What it is. */
  readonly kind: ReferenceKind;
  /** As the call has it: an ID, or for a user its login. */
  readonly value: string;
  /** For a parameter of the path: the place of its segment. */
  readonly segment?: number;
}

/** A parameter of a path with its value. */
export interface PathParameter {
  /** Okta's name and the catalog's. */
  readonly names: readonly string[];
  readonly value: string;
  readonly segment: number;
  readonly kind: ReferenceKind | undefined;
}

/** What the segment after a literal is. */
const KIND_AFTER: Readonly<Record<string, ReferenceKind>> = {
  users: "user",
  groups: "group",
  owners: "owner",
  apps: "app",
  clients: "app",
  directories: "app",
};

/** Parameters whose name says more than the literal before them. */
const KIND_BY_NAME: Readonly<Record<string, ReferenceKind | undefined>> = {
  primaryUserId: "user",
  managerId: "user",
  appId: "app",
  allowedAppId: "app",
  appName: undefined,
};

const GROUP_RULES = /^\/api\/v1\/groups\/rules\/\{\w+\}/;

/** Returns the parameters of a call's path, with their values. */
export function pathParameters({
  operation,
  action,
  segments,
}: Pick<PolicyCall, keyof PolicyTarget | "segments">): readonly PathParameter[] {
  const template = operation.path.split("/").slice(1);
  const named = action?.path.split("/").slice(1) ?? template;
  return template.flatMap((part, segment) => {
    if (!part.startsWith("{")) return [];
    const names = [part, named[segment] ?? part].map((name) => name.slice(1, -1));
    return [{ names, value: segments[segment] ?? "", segment, kind: kindOf(operation.path, template, segment, names) }];
  });
}

function kindOf(
  path: string,
  template: readonly string[],
  segment: number,
  names: readonly string[],
): ReferenceKind | undefined {
  const known = names.find((name) => Object.hasOwn(KIND_BY_NAME, name));
  if (known !== undefined) return KIND_BY_NAME[known];
  const before = template[segment - 1] ?? "";
  if (before === "rules") return GROUP_RULES.test(path) ? "rule" : undefined;
  return Object.hasOwn(KIND_AFTER, before) ? KIND_AFTER[before] : undefined;
}

/** Characters of Okta's IDs. */
const ID_LENGTH = 20;

/** What Okta's IDs of a kind begin with. */
const IDS: Readonly<Partial<Record<ReferenceKind, RegExp>>> = {
  user: /(?<![0-9A-Za-z])00u[0-9A-Za-z]{17}(?![0-9A-Za-z])/g,
  group: /(?<![0-9A-Za-z])00g[0-9A-Za-z]{17}(?![0-9A-Za-z])/g,
  app: /(?<![0-9A-Za-z])0oa[0-9A-Za-z]{17}(?![0-9A-Za-z])/g,
};

/** Reports whether a text is an Okta user's ID, and not a login. */
export function isUserId(text: string): boolean {
  return /^00u[0-9A-Za-z]{17}$/.test(text);
}

/** Names, folded, of members and query parameters that hold IDs of a kind, at any depth. */
const NAMES: Readonly<Partial<Record<ReferenceKind, RegExp>>> = {
  user: /^(primary)?userids?$/,
  group: /^(target|source)?groupids?$/,
  app: /^((allowed|target|source|requesting|resource)?app(instance)?ids?|clientid)$/,
};

/** Operations whose body has the ID of a user or a group as its `id`. */
const BODY_IDS: readonly (readonly [
  path: RegExp,
  kind: (body: Record<string, unknown>) => readonly ReferenceKind[],
])[] = [
  [/^\/api\/v1\/apps\/\{\w+\}\/users$/, () => ["user"]],
  [/^\/api\/v1\/directories\/\{\w+\}\/groups\/modify$/, () => ["group"]],
  [
    /^\/api\/v1\/groups\/\{\w+\}\/owners$/,
    // Of an unknown type, it may be either.
    ({ type }) => (type === "USER" ? ["user"] : type === "GROUP" ? ["group"] : ["user", "group"]),
  ],
];

/**
 * Returns what a call refers to, wherever it says so: in its path, in query parameters and members of the body that hold IDs, and in every
 * text that contains an ID, such as a URL, a resource name or an expression.
 */
export function referencesOf(call: PolicyCall, kind: ReferenceKind): readonly Reference[] {
  const found: Reference[] = pathParameters(call).flatMap((parameter) =>
    parameter.kind === kind || (parameter.kind === "owner" && (kind === "user" || kind === "group"))
      ? [{ kind, value: parameter.value, segment: parameter.segment }]
      : [],
  );
  const values: string[] = [];
  const [names, ids] = [NAMES[kind], IDS[kind]];
  const read = (name: string, value: unknown) => {
    if (name !== "" && names?.test(foldName(name))) for (const text of textsOf(value)) values.push(text);
    for (const text of [name, typeof value === "string" ? value : ""]) {
      if (ids && text.length >= ID_LENGTH) for (const id of text.match(ids) ?? []) values.push(id);
    }
  };
  for (const [name, value] of call.query) read(name, value);
  for (const [name, value] of membersOf(call.body)) read(name, value);
  if (isRecord(call.body) && "id" in call.body && call.operation.method === "POST") {
    for (const [path, kinds] of BODY_IDS) {
      if (path.test(call.operation.path) && kinds(call.body).includes(kind)) {
        for (const text of textsOf(call.body.id)) values.push(text);
      }
    }
  }
  return [...found, ...[...new Set(values)].map((value) => ({ kind, value }))];
}

/** Returns every member of a value at any depth, by name; items of lists have no name. */
function membersOf(value: unknown): readonly (readonly [name: string, value: unknown])[] {
  const members: (readonly [string, unknown])[] = [["", value]];
  // Not recursive, and no list is passed as arguments: a body is as deep and as long as its sender likes. The list grows while it is read.
  for (const [, one] of members) {
    if (Array.isArray(one)) for (const item of one) members.push(["", item]);
    else if (isRecord(one)) for (const member of Object.entries(one)) members.push(member);
  }
  return members;
}

/** Returns every text in a value, at any depth. Numbers and booleans count as their text. */
function textsOf(value: unknown): readonly string[] {
  return membersOf(value).flatMap(([, one]) =>
    one === null || one === undefined || typeof one === "object" ? [] : [String(one)],
  );
}

/** Reports whether a value is an object with members. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
