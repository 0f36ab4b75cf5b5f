import type { CheckStep } from "@okta-edge/core/check";
import type { SettingProblem } from "@okta-edge/worker/settings";

/** The check of one connection. */
export interface ConnectionReport {
  readonly connection: string;
  readonly description?: string | undefined;
  readonly ok: boolean;
  readonly steps: readonly ReportStep[];
}

/** A step of a check, of this version of the core or of the Worker's. */
export type ReportStep = Omit<CheckStep, "step"> & { readonly step: string };

/** What `doctor` found. */
export interface DoctorReport {
  readonly ok: boolean;
  /** The URL of the Worker, or the files that hold the settings. */
  readonly checked: readonly string[];
  /** Settings that are missing or wrong, and those that are set several times, which do not affect `ok`. Empty for a deployed Worker, which reports them as steps. */
  readonly problems: readonly SettingProblem[];
  readonly connections: readonly ConnectionReport[];
}
