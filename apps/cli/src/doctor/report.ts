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

/** A setting that is missing or wrong. A warning is one without which the connection works. */
export type ReportProblem = SettingProblem & { readonly status: "warning" | "failed" };

/** What `doctor` found. */
export interface DoctorReport {
  readonly ok: boolean;
  /** The URL of the Worker, or the files that hold the settings. */
  readonly checked: readonly string[];
  /** Settings that are missing, wrong, or set several times; a warning does not affect `ok`. Empty for a deployed Worker, which reports them as steps. */
  readonly problems: readonly ReportProblem[];
  readonly connections: readonly ConnectionReport[];
}
