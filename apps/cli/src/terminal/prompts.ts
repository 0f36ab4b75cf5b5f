import { Writable } from "node:stream";
import type * as Clack from "@clack/prompts";
import { InterruptedError, UsageError } from "../errors.ts";
import { hasColor } from "./style.ts";

/** Checks an answer; returns what is wrong with it. */
export type Validate = (answer: string) => Promise<string | undefined> | string | undefined;

/** One of several answers. */
export interface Choice {
  readonly value: string;
  readonly label?: string;
  readonly hint?: string;
}

/** What every question says. */
interface Question {
  readonly message: string;
  /** What to pass when there is no terminal, such as "Pass --org-url or set OKTA_ORG_URL." */
  readonly otherwise: string;
}

/**
 * Asks questions in the terminal, on stderr. Without a terminal, every question is a {@link UsageError} that names the flag; Ctrl-C
 * is an {@link InterruptedError}.
 */
export interface Prompts {
  /** Whether there is a terminal to ask in. */
  readonly isInteractive: boolean;
  text(
    question: Question & { initial?: string | undefined; placeholder?: string; validate?: Validate },
  ): Promise<string>;
  /** Asks for a secret, whose characters are not shown. */
  secret(question: Question & { validate?: Validate }): Promise<string>;
  confirm(question: Question & { initial?: boolean }): Promise<boolean>;
  select(question: Question & { choices: readonly Choice[] }): Promise<string>;
  /** Asks for several of a long list, which can be searched. Text with several values, such as a pasted list, selects these. */
  search(question: Question & { choices: readonly Choice[]; initial?: readonly string[] }): Promise<readonly string[]>;
}

/** Creates the prompts of this process. */
export function createPrompts(): Prompts {
  const isInteractive = process.stdin.isTTY === true && process.stderr.isTTY === true;
  const output = hasColor(process.stderr) ? process.stderr : withoutColor(process.stderr);

  async function ask<Answer>(
    question: Question,
    show: (clack: typeof Clack) => Promise<Answer | typeof Clack.CANCEL_SYMBOL>,
  ): Promise<Answer> {
    if (!isInteractive) {
      const about = question.message.replace(/[.:]*$/, "");
      throw new UsageError(`This needs an answer (${about}), and there is no terminal.`, {
        hint: question.otherwise,
        code: "no_terminal",
      });
    }
    // Loaded by the first question: most commands have none.
    const clack = await import("@clack/prompts");
    const answer = await show(clack);
    if (clack.isCancel(answer)) throw new InterruptedError();
    return answer;
  }
  const options = (choices: readonly Choice[]) =>
    choices.map(({ value, label = value, hint }) => ({ value, label, ...(hint && { hint }) }));

  return {
    isInteractive,
    text: (question) =>
      ask(question, (clack) =>
        clack.text({
          output,
          message: question.message,
          ...(question.initial && { initialValue: question.initial }),
          ...(question.placeholder && { placeholder: question.placeholder }),
          validate: (answer) => question.validate?.((answer ?? "").trim()),
        }),
      ).then((answer) => (answer ?? "").trim()),
    secret: (question) =>
      ask(question, (clack) =>
        clack.password({
          output,
          message: question.message,
          validate: (answer) => question.validate?.((answer ?? "").trim()),
        }),
      ).then((answer) => (answer ?? "").trim()),
    confirm: (question) =>
      ask(question, (clack) =>
        clack.confirm({ output, message: question.message, initialValue: question.initial ?? false }),
      ),
    select: (question) =>
      ask(question, (clack) =>
        clack.select<string>({ output, message: question.message, options: options(question.choices) }),
      ),
    search: (question) =>
      ask(question, async (clack) => {
        const list = options(question.choices);
        const known = new Set(question.choices.map(({ value }) => value));
        let initial = question.initial ?? [];
        for (;;) {
          let typed = "";
          const answer = await clack.autocompleteMultiselect<string>({
            output,
            message: question.message,
            // The prompt reads its options whenever it is drawn.
            options() {
              if (this.userInput !== typed) {
                typed = this.userInput;
                const listed = splitInput(typed).filter((value) => known.has(value));
                if (/[\s,]/.test(typed.trim()) && listed.length > 0) this.selectedValues = [...new Set(listed)];
              }
              return list;
            },
            filter: (text, { value }) => {
              const words = splitInput(text.toLowerCase());
              return words.length === 0 || words.some((word) => value.toLowerCase().includes(word));
            },
            initialValues: [...initial],
            required: true,
            maxItems: 10,
          });
          const unknown = splitInput(typed).filter((value) => !known.has(value));
          // Words of which none is a value were a search.
          if (clack.isCancel(answer) || unknown.length === 0 || unknown.length === splitInput(typed).length)
            return answer;
          clack.log.warn(`Not in the list: ${unknown.join(", ")}.`, { output });
          initial = answer;
        }
      }),
  };
}

/** Splits text at commas and whitespace. */
function splitInput(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}

/** A terminal without colors: cursor movements pass, colors do not. */
function withoutColor(stream: NodeJS.WriteStream): Writable {
  const plain = new Writable({
    write(chunk, _, done) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences of colors begin with one.
      stream.write(String(chunk).replace(/\u001B\[[\d;]*m/g, ""), () => done());
    },
  });
  return Object.defineProperties(plain, {
    isTTY: { get: () => stream.isTTY },
    columns: { get: () => stream.columns },
    rows: { get: () => stream.rows },
  });
}
