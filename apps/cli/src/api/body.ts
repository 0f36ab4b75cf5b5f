import { resolve } from "node:path";
import { UsageError } from "../errors.ts";
import { readText } from "../files/read-text.ts";
import type { Session } from "../session.ts";

/** The flags of a command that sends a body. */
export const BODY_FLAGS = {
  data: {
    kind: "text",
    placeholder: "JSON",
    brief: "The body as JSON, @FILE for a file, - for stdin",
  },
  set: {
    kind: "list",
    placeholder: "NAME=VALUE",
    brief: "A member of the body: profile.title=Lead is text, priority:=3 is JSON",
  },
} as const;

/** Where a body comes from. */
export interface BodySource {
  readonly data: string | undefined;
  readonly set: readonly string[];
  /** Members from flags of their own. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/**
 * Makes the body of a call: `--data` first, then the members.
 *
 * @returns undefined when nothing was passed.
 * @throws {UsageError} when `--data` is not JSON, or `--set` is not an assignment.
 */
export async function readCallBody({ data, set, members = {} }: BodySource, session: Session): Promise<unknown> {
  const base = data === undefined ? undefined : parseJson(await readData(data, session), "--data");
  const hasMembers = set.length > 0 || Object.keys(members).length > 0;
  if (!hasMembers) return base;
  if (base !== undefined && !isObject(base)) throw new UsageError("--data must be an object where --set adds members.");
  const body: Record<string, unknown> = { ...base, ...members };
  for (const assignment of set) assign(body, assignment);
  return body;
}

async function readData(data: string, session: Session): Promise<string> {
  if (data === "-") return readStdin();
  if (data.startsWith("@")) return decode(await readText(resolve(session.folder, data.slice(1))));
  return data;
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return decode(Buffer.concat(chunks).toString("utf8"));
}

/** PowerShell adds a byte order mark. */
function decode(text: string): string {
  return text.replace(/^\uFEFF/, "");
}

/** Assigns `a.b=text` or `a.b:=json`. */
function assign(body: Record<string, unknown>, assignment: string): void {
  const [, path = "", isJson, text = ""] = /^([^=:]+)(:?)=([\s\S]*)$/.exec(assignment) ?? [];
  const names = path.split(".");
  if (names.some((name) => name === "" || name === "__proto__")) {
    throw new UsageError(`--set must be NAME=VALUE or NAME:=JSON, for example profile.title=Lead.`);
  }
  let place = body;
  for (const name of names.slice(0, -1)) {
    const inner = place[name];
    const next: Record<string, unknown> = isObject(inner) ? { ...inner } : {};
    place[name] = next;
    place = next;
  }
  place[names.at(-1) as string] = isJson ? parseJson(text, `--set ${path}`) : text;
}

function parseJson(text: string, flag: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`${flag} is not valid JSON.`, {
      hint: "Quote JSON for your shell, or pass a file: --data @body.json.",
    });
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
