import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";

const script = fileURLToPath(new URL("../../scripts/doc-comments.ts", import.meta.url));

/** What the sources of the tests share: an error with codes, and a function of the module that throws it. */
const SHARED = `
export type FaultCode = "not_found" | "too_long";
/** A fault. */
export class Fault extends Error {
  /** What is wrong. */
  declare readonly code: FaultCode;
}
/** Another fault. */
export class Gap extends Error {}
function fail(): never {
  throw new Fault();
}
`;

/** Sources by behaviour, each with what the check reports of it. */
const CASES: Readonly<Record<string, readonly [source: string, ...faults: string[]]>> = {
  "accepts a function that is described completely": [
    `
/** Options. */
export interface Options {
  /**
   * A size.
   *
   * @defaultValue 10,000
   */
  readonly size?: number;
  /** Reads it. */
  read(): void;
}
/**
 * Reads a value.
 *
 * @param name - Its name.
 * @param options - How to read it.
 * @returns the value.
 * @throws {Fault} \`not_found\` when there is none.
 */
export function read(name: string, { size = 10_000 }: Options = {} as Options): number {
  if (!name) fail();
  return size;
}`,
  ],
  "rejects members without a description": [
    `
/** Options. */
export interface Options {
  readonly size?: number;
  read(): void;
  /** A name. */
  readonly name: string;
}
/** A reader. */
export class Reader {
  readonly #at = 0;
  readonly position = this.#at;
  private readonly end = 0;
  constructor(readonly name: string) {}
}`,
    "Options: size: it has no description",
    "Options: read: it has no description",
    "Reader: position: it has no description",
    "Reader: name: it has no description",
  ],
  "rejects a default of a member that may be absent, and not of one that is always there": [
    `
/** Options. */
export interface Options {
  /** A size. */
  readonly size: number | undefined;
  /** A time. */
  readonly at: string | null;
}
/**
 * Reads.
 *
 * @param options - How.
 * @returns a text.
 */
export function read(options: Options): string {
  return (options.at ?? "never") + (options.size ?? 7);
}`,
    "Options: size: it has a default (7), but no @defaultValue",
  ],
  "rejects a parameter of another name": [tagged("@param text - It."), "act: @param 1 is text instead of name"],
  "rejects a parameter that does not exist": [
    tagged("@param name - It.", "@param other - It."),
    "act: @param other is not a parameter",
  ],
  "rejects a missing parameter": [tagged(), "act: @param 1 is missing instead of name"],
  "rejects a class that is not exported": [
    tagged("@param name - It.", "@throws {Loss} when it is lost."),
    "act: @throws names Loss, which is not exported",
  ],
  "rejects a code that the class does not have": [
    tagged("@param name - It.", "@throws {Fault} `not_found` or `not_here`."),
    "act: @throws {Fault} names not_here, which is not a code of it",
  ],
  "rejects a class without a code": [
    tagged("@param name - It.", "@throws {Fault} when it is lost."),
    "act: @throws {Fault} names no code of it",
  ],
  "rejects a function without @throws that throws": [body("throw new Fault();"), "act: it has no @throws {Fault}"],
  "rejects a function without @throws that calls one that throws": [body("fail();"), "act: it has no @throws {Fault}"],
  "rejects a function without @throws that throws in a `catch`": [
    body("try { Math.random(); } catch { fail(); }"),
    "act: it has no @throws {Fault}",
  ],
  "accepts a function that throws what another one throws": [
    tagged("@param name - It.", "@throws {Fault} `too_long`; and everything that {@link other} throws.").replace(
      "{}",
      "{ throw new Gap(); }",
    ),
  ],
  "accepts a function without @throws that catches the error": [body("try { fail(); } catch {}")],
  "accepts a function without @throws that handles the rejection": [body("void later().catch(() => undefined);")],
  "accepts a function without @throws whose callback throws": [body("return void (() => fail());")],
  "rejects a method without a description": [member("act(): void;"), "Options: act: it has no description"],
  "rejects a default in a description": [
    member("/** A size. Default: 10. */\n  readonly size?: number;"),
    "Options: size: its default is not in @defaultValue",
  ],
  "rejects a default that is not stated": [
    member("/** A size. */\n  readonly size?: number;"),
    "Options: size: it has a default (10), but no @defaultValue",
  ],
  "rejects another default than the code's": [
    member("/**\n   * A size.\n   *\n   * @defaultValue 20\n   */\n  readonly size?: number;"),
    "Options: size: its default is 10, but @defaultValue is 20",
  ],
};

/** A function with these tags. */
function tagged(...tags: readonly string[]): string {
  return `/**\n * Does it.\n *\n${tags.map((tag) => ` * ${tag}\n`).join("")} */\nexport function act(name: string): void {}`;
}

/** A function with this body. */
function body(code: string): string {
  return `async function later(): Promise<void> { fail(); }\n/** Does it. */\nexport function act(): void { ${code} }`;
}

/** Options with this member, whose \`size\` is 10 by default. */
function member(declaration: string): string {
  const use = "const sizeOf = (options: Options & { size?: number }) => options.size ?? 10;\nvoid sizeOf;";
  return `/** Options. */\nexport interface Options {\n  ${declaration}\n}\n${use}`;
}

describe("the check of the doc comments", () => {
  const found = new Map<string, string[]>();

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), "okta-edge-doc-comments-"));
    const files = Object.values(CASES).map(([source], i) => ({ file: join(folder, `${i}.ts`), source }));
    for (const { file, source } of files) await writeFile(file, SHARED + source);
    const { stderr } = spawnSync(process.execPath, [script, ...files.map(({ file }) => file)], { encoding: "utf8" });
    await rm(folder, { recursive: true });
    for (const [i, name] of Object.keys(CASES).entries()) {
      const lines = [...stderr.matchAll(new RegExp(`/${i}\\.ts: (.*)`, "g"))];
      found.set(
        name,
        lines.map(([, line = ""]) => line),
      );
    }
  });

  it.each(Object.entries(CASES))("%s", (name, [, ...faults]) => {
    expect(found.get(name)).toStrictEqual(faults);
  });
});
