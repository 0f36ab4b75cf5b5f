import { makePackedProject, type PackedProject } from "./packed-project.ts";
import { RUNTIMES } from "./runtimes/index.ts";
import type { Outcome, Runtime } from "./runtimes/runtime.ts";
import { startOrg } from "./start-org.ts";

/** The suite under way on every runtime. */
export interface Runs {
  /** What it comes to, by the name of the runtime. */
  readonly outcomes: ReadonlyMap<string, Promise<Outcome>>;
  /** Waits for the last, and removes what the runs were made from. */
  finish(): Promise<void>;
}

/** Runs the suite on every runtime, a few at a time, each against an org of its own. */
export function startRuns(atOnce: number): Runs {
  const project = makePackedProject();
  const lanes: Promise<unknown>[] = Array.from({ length: atOnce }, () => project);
  const outcomes = new Map<string, Promise<Outcome>>();
  for (const [place, runtime] of RUNTIMES.entries()) {
    const lane = place % atOnce;
    const outcome = (lanes[lane] ?? project).then(async () => runOn(runtime, await project));
    outcomes.set(runtime.name, outcome);
    lanes[lane] = outcome.catch(() => {});
  }
  return {
    outcomes,
    async finish() {
      await Promise.allSettled(lanes);
      await (await project).remove();
    },
  };
}

async function runOn(runtime: Runtime, project: PackedProject): Promise<Outcome> {
  const { settings, stop } = await startOrg();
  return runtime.run(project, settings).finally(stop);
}
