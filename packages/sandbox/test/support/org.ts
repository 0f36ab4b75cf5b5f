import { randomUUID } from "node:crypto";
import { createSandbox, type Sandbox, type SandboxApp, type SandboxOptions } from "../../src/index.ts";

/** When every test begins, in seconds since the epoch. */
export const START = 1_800_000_000;

/** A sandbox with a clock that a test sets. */
export interface TestOrg {
  readonly sandbox: Sandbox;
  readonly clock: { now: number };
  /** The first app. */
  readonly app: SandboxApp;
}

/** Makes an org at {@link START}. Keys are ES256 unless a test says otherwise: they are quick to make. */
export async function makeOrg(options: SandboxOptions = {}): Promise<TestOrg> {
  const clock = { now: START };
  const apps = (options.apps ?? [{}]).map((app) => ({ algorithm: "ES256", ...app }));
  const sandbox = await createSandbox({ ...options, apps, now: () => clock.now });
  return { sandbox, clock, app: appOf(sandbox, 0) };
}

/** The app at a place. */
export function appOf(sandbox: Sandbox, place: number): SandboxApp {
  const app = sandbox.apps[place];
  if (!app) throw new Error(`There is no app ${place}.`);
  return app;
}

/** What only the org itself can change of an app. */
export function registered({ sandbox }: TestOrg, place = 0) {
  const app = sandbox.registeredApps[place];
  if (!app) throw new Error(`There is no app ${place}.`);
  return app;
}

/** Something never used before. */
export const unique = (): string => randomUUID();
