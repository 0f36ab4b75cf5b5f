import { createSandbox, type RegisteredApp, type Sandbox, type SandboxOptions } from "@okta-edge/sandbox";
import type { OktaClientOptions } from "../../src/client-options.ts";
import { createOktaClient, type OktaClient, type OktaClientEvent } from "../../src/index.ts";

const realNow = performance.now.bind(performance);
let advanced = 0;

/** A clock that stands still until it is moved; the monotonic clock goes on, and is moved forward with it. */
export interface TestClock {
  readonly now: () => number;
  /** Lets time pass. */
  advance(seconds: number): void;
  /** Sets the wall clock alone, as NTP or a person does. */
  set(seconds: number): void;
}

export function createTestClock(start = 1_800_000_000.25): TestClock {
  let time = start;
  performance.now = () => realNow() + advanced * 1000;
  return {
    now: () => time,
    advance(seconds) {
      time += seconds;
      advanced += seconds;
    },
    set(seconds) {
      time = seconds;
    },
  };
}

/** A sandbox org, its clock, and clients of it. */
export interface TestOrg {
  readonly sandbox: Sandbox;
  readonly clock: TestClock;
  /** What a client needs to call as the org's first app. */
  readonly settings: OktaClientOptions;
  /** The events of all clients, in order. */
  readonly events: OktaClientEvent[];
  client(options?: Partial<OktaClientOptions>): OktaClient;
  /** Waits for all that the clients do in the background. */
  settle(): Promise<void>;
}

export async function createTestOrg(options: SandboxOptions = {}): Promise<TestOrg> {
  const clock = createTestClock();
  const sandbox = await createSandbox({ now: clock.now, ...options });
  const [app] = sandbox.apps;
  if (!app) throw new Error("The sandbox has no app.");
  const events: OktaClientEvent[] = [];
  const background: Promise<unknown>[] = [];
  const settings: OktaClientOptions = {
    orgUrl: sandbox.orgUrl,
    clientId: app.clientId,
    keyId: app.keyId,
    privateKey: app.privateKey,
    scopes: ["okta.users.read"],
    fetch: sandbox.fetch,
    now: clock.now,
    onEvent: (event) => events.push(event),
    waitUntil: (promise) => background.push(promise),
  };
  return {
    sandbox,
    clock,
    settings,
    events,
    client: (changes) => createOktaClient({ ...settings, ...changes }),
    async settle() {
      while (background.length > 0) await Promise.allSettled(background.splice(0));
    },
  };
}

/** The org's first app, as an admin can change it. */
export function adminOf({ registeredApps: [app] }: Sandbox): RegisteredApp {
  if (!app) throw new Error("The sandbox has no app.");
  return app;
}

/** The claims of a JWT, unverified. */
export function claimsOf(jwt: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString());
}

/** The error that a promise rejects with. */
export async function errorOf<Kind extends Error>(
  promise: Promise<unknown>,
  kind: abstract new (...args: never[]) => Kind,
): Promise<Kind> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof kind) return error;
  throw new Error(`Expected a ${kind.name}, got ${error}`);
}
