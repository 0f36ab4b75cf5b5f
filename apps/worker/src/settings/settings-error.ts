import type { OktaEdgeError } from "@okta-edge/core";

/** A setting that is missing or invalid. No member quotes the setting's value. */
export interface SettingProblem {
  /** The setting's name, for example `OKTA_ORG_URL` or `OKTA_CONNECTIONS.eu.orgUrl`. */
  readonly setting: string;
  /** What is wrong, with the setting's name. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  /** `missing_setting`, `invalid_setting`, `unknown_setting`, `repeated_setting`, `setting_too_large`, `setting_unavailable`, `local_key`, or a code of the core. */
  readonly code: string;
}

/** Settings are missing or invalid. The message names each, and quotes nothing of its value. */
export class SettingsError extends Error {
  /** The name of the error's class. */
  override readonly name = "SettingsError";
  /** What is wrong, setting by setting. */
  readonly problems: readonly SettingProblem[];
  /** The code that all problems share; otherwise, and for missing and invalid settings, `not_configured`. */
  readonly code: string;

  /** A module that is loaded on demand has this class a second time. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === "SettingsError";
  }

  constructor(problems: readonly SettingProblem[]) {
    super(problems.map(({ message, hint = "" }) => `${message} ${hint}`.trim()).join(" "));
    const [code = "", ...others] = new Set(problems.map((problem) => problem.code));
    this.problems = problems;
    this.code = others.length > 0 || /^(missing|invalid)_setting$/.test(code) ? "not_configured" : code;
  }
}

/** Creates the problem of a setting with an invalid value: its name, what the value must be, and what to do. */
export function invalidSetting(setting: string, message: string, hint?: string): SettingProblem {
  return { setting, message: `${setting} ${message}`, ...(hint && { hint }), code: "invalid_setting" };
}

/** Creates the problem of an error of the core. Its message names the setting to correct. */
export function coreProblem(
  error: OktaEdgeError,
  setting: string,
  nameOption: (option: string) => string,
): SettingProblem {
  const { message, hint } = error.describe(nameOption);
  const named = error.option === undefined ? setting : nameOption(error.option);
  const reported = message.includes(named) ? message : `${named}: ${message}`;
  return { setting: named, message: reported, ...(hint && { hint }), code: error.code };
}

/** Runs the readers of several parts; returns the problems of all. */
export async function collectProblems(readers: readonly (() => unknown)[]): Promise<readonly SettingProblem[]> {
  const problems = readers.map(async (read) => {
    try {
      await read();
      return [];
    } catch (error) {
      if (error instanceof SettingsError) return error.problems;
      throw error;
    }
  });
  return (await Promise.all(problems)).flat();
}
