import type { Library } from "../library.ts";
import type { Settings } from "../settings.ts";
import type { Expectations } from "./expectations.ts";
import type { Org } from "./org.ts";

/** What a case is given: how to judge, what to judge, and where. */
export interface Bench {
  readonly t: Expectations;
  readonly lib: Library;
  readonly org: Org;
  readonly settings: Settings;
}

/** A case: throws where the library does not do what its name says. It runs on any runtime, so it imports nothing but types. */
export type Case = (bench: Bench) => Promise<void> | void;

/** The cases of a group, by name. */
export type Cases = Readonly<Record<string, Case>>;

/** What became of a case. */
export interface CaseResult {
  readonly group: string;
  readonly name: string;
  readonly ok: boolean;
  readonly error?: string | undefined;
}
