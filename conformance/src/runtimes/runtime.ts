import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { PackedProject } from "../packed-project.ts";
import type { Settings } from "../settings.ts";
import type { CaseResult } from "../suite/case.ts";

/** What the suite came to on a runtime. */
export interface Outcome {
  readonly version: string;
  readonly results: readonly CaseResult[];
}

/** Runs the suite on one runtime, with the packages of a project, against an org. Rejects if the runtime is not there. */
export interface Runtime {
  readonly name: string;
  /** How it is run, for docs/runtimes.md. */
  readonly how: string;
  run(project: PackedProject, settings: Settings): Promise<Outcome>;
}

/** The path of a runtime that `npm install` brings. */
export function findInstalled(path: string): string {
  const found = fileURLToPath(new URL(`../../runtimes/node_modules/${path}`, import.meta.url));
  if (existsSync(found)) return found;
  throw new Error(`There is no conformance/runtimes/node_modules/${path}. npm run setup installs it.`);
}
