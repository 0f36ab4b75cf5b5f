import type { PRIVATE_KEY_ERRORS } from "./error-table.ts";
import type { TemplateValues } from "./error-text.ts";

/** What is wrong with a key: an entry of the table of errors, which only the module that loads this one contains. */
export class KeyProblem extends Error {
  readonly id: keyof typeof PRIVATE_KEY_ERRORS;
  readonly values: TemplateValues | undefined;

  constructor(id: keyof typeof PRIVATE_KEY_ERRORS, values?: TemplateValues) {
    super(id);
    this.id = id;
    this.values = values;
  }
}
