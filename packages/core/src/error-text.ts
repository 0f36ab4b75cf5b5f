import type { ErrorTemplate } from "./error-table.ts";

/** Returns the reader's name of an option, such as `OKTA_ORG_URL` for `orgUrl`. */
export type NameOption = (option: string) => string;

/** The texts of an error, with the reader's names of the options. */
export interface ErrorDescription {
  /** What is wrong. */
  readonly message: string;
  /** What to do about it; undefined if there is nothing to advise. */
  readonly hint: string | undefined;
}

/** The values of the placeholders `{$name}` of a template. */
export type TemplateValues = Readonly<Record<string, string | number | undefined>>;

/** Names an option as this package's own messages do: in backticks. */
export const nameInBackticks: NameOption = (option) => `\`${option}\``;

/** Replaces the placeholders of a template: `{orgUrl}` is an option, `{$status}` a value. */
export function fillTemplate(template: string, nameOption: NameOption, values: TemplateValues = {}): string {
  return template.replace(/{(\$?)(\w+)}/g, (_, isValue, name) =>
    isValue ? String(values[name]) : nameOption(name === "option" ? String(values.option) : name),
  );
}

/** Replaces the placeholders of a template, and ends the text with exactly one period or question mark. */
export function renderTemplate(template: string, nameOption: NameOption, values?: TemplateValues): string {
  const text = fillTemplate(template, nameOption, values).replace(/[\s.]+$/, "");
  return text.endsWith("?") ? text : `${text}.`;
}

/** An error's texts and option, made from its template. */
export interface ErrorText extends ErrorDescription {
  readonly option: string | undefined;
  readonly describe: (nameOption: NameOption) => ErrorDescription;
}

/** Renders the texts of an error from its template. */
export function errorText([message, hint, option]: ErrorTemplate, values: TemplateValues = {}): ErrorText {
  const describe = (nameOption: NameOption) => ({
    message: renderTemplate(message, nameOption, values),
    hint: hint && renderTemplate(hint, nameOption, values),
  });
  const own = values.option as string | undefined;
  return { ...describe(nameInBackticks), option: option ?? own, describe };
}
