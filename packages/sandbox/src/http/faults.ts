import type { Clock } from "../org/clock.ts";
import { OktaError } from "../org/okta-error.ts";
import { oktaId } from "../org/random.ts";
import { ConnectionBroken, cutShort, holdBack } from "./broken-connection.ts";
import { rateLimited } from "./rate-limits.ts";

/** The ways in which a call can go wrong on purpose. */
export const FAULT_NAMES = [
  /** 500 E0000009; nothing is done. */
  "status500",
  /** 503 E0000010; nothing is done. */
  "status503",
  /** The call is handled at once, but its response is sent late: see `milliseconds`. */
  "slow",
  /** Nothing is done, and no response is ever sent. */
  "noResponse",
  /** 200 with a page of HTML, as of something between here and Okta; nothing is done. */
  "htmlResponse",
  /** The connection is reset without a response; nothing is done. */
  "connectionReset",
  /** 429 E0000047 until `reset`; nothing is done. */
  "rateLimited",
  /** 429 as for too many calls at a time: the limit is 0; nothing is done. */
  "concurrencyLimited",
  /** The call is handled, and the connection is reset in the middle of the response body. */
  "bodyCut",
  /** The call is handled, and the response stalls in the middle of its body indefinitely. */
  "bodyHeld",
  /** The call is handled, and the response is 500. A rejected call stays rejected. */
  "errorAfterCommit",
  /** The same, but the connection is reset without a response. */
  "connectionResetAfterCommit",
] as const;

/** A way in which a call can go wrong on purpose. */
export type FaultName = (typeof FAULT_NAMES)[number];

/** The calls that a fault hits: those of the token endpoint, or those of the Management API. */
export type FaultTarget = "token" | "api";

/** A fault, and whom it hits. */
export interface Fault {
  /** The requests that go wrong. */
  readonly on: FaultTarget;
  /** What goes wrong. */
  readonly fault: FaultName;
  /**
   * How many calls it hits.
   *
   * @defaultValue all until it is cleared
   */
  readonly times?: number | undefined;
  /**
   * Milliseconds by which `slow` delays an answer.
   *
   * @defaultValue 1000
   */
  readonly milliseconds?: number | undefined;
  /**
   * Seconds until the reset that a 429 names.
   *
   * @defaultValue 60
   */
  readonly reset?: number | undefined;
}

/** How the org is set to misbehave. */
export interface Faults {
  /** Lets calls go wrong from now on, in this way alone. Throws a TypeError that says what is wrong with a fault. */
  set(fault: Fault): void;
  /** Lets calls go well again: those of a target, or all. */
  clear(on?: FaultTarget): void;
  /** The faults in force. */
  readonly list: readonly Fault[];
}

/** Handles a call, or injects the fault in force. */
export type InjectFault = (on: FaultTarget, request: Request, handler: () => Promise<Response>) => Promise<Response>;

/** Makes an org without faults, and the way in which each call meets them. */
export function createFaults(
  now: Clock,
  random: () => number,
): { readonly faults: Faults; readonly inject: InjectFault } {
  const inForce = new Map<FaultTarget, Fault>();
  const faults: Faults = {
    set(fault) {
      checkFault(fault);
      inForce.set(fault.on, fault);
    },
    clear(on) {
      if (on) inForce.delete(on);
      else inForce.clear();
    },
    get list() {
      return [...inForce.values()];
    },
  };

  /** The fault that hits a call; one that has hit all that it should is over. */
  function take(on: FaultTarget): Fault | undefined {
    const fault = inForce.get(on);
    if (fault?.times === undefined) return fault;
    if (fault.times > 1) inForce.set(on, { ...fault, times: fault.times - 1 });
    else inForce.delete(on);
    return fault;
  }

  function refuse(limit: number | undefined, reset: number): Response {
    const headers = {
      ...(limit !== undefined && { "x-rate-limit-limit": String(limit) }),
      "x-rate-limit-remaining": "0",
      "x-rate-limit-reset": String(Math.floor(now()) + reset),
    };
    return Response.json(rateLimited().body(oktaId("oae", random)), { status: 429, headers });
  }

  async function inject(on: FaultTarget, request: Request, handler: () => Promise<Response>): Promise<Response> {
    const { fault, milliseconds = 1000, reset = 60 } = take(on) ?? {};
    switch (fault) {
      case undefined:
        return handler();
      case "status500":
        throw internalError();
      case "status503":
        throw new OktaError({ status: 503, code: "E0000010", summary: "Service is in read only mode" });
      case "slow": {
        const response = await handler();
        await new Promise((resolve) => setTimeout(resolve, milliseconds));
        return response;
      }
      case "noResponse":
        return untilHungUp(request.signal);
      case "htmlResponse":
        return new Response(PAGE, { headers: { "content-type": "text/html;charset=utf-8" } });
      case "connectionReset":
        throw new ConnectionBroken();
      case "rateLimited":
        return refuse(undefined, reset);
      case "concurrencyLimited":
        return refuse(0, reset);
      case "bodyCut":
        return cutShort(await handler());
      case "bodyHeld":
        return holdBack(await handler());
      case "errorAfterCommit":
      case "connectionResetAfterCommit": {
        const response = await handler();
        if (!response.ok) return response;
        throw fault === "errorAfterCommit" ? internalError() : new ConnectionBroken();
      }
    }
  }
  return { faults, inject };
}

const PAGE = "<!doctype html><title>Maintenance</title><p>We will be back soon.</p>\n";

function internalError(): OktaError {
  return new OktaError({ status: 500, code: "E0000009", summary: "Internal Server Error" });
}

function untilHungUp(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = () => reject(new ConnectionBroken());
    signal.addEventListener("abort", end);
    if (signal.aborted) end();
  });
}

/** What comes over HTTP may be anything. */
function checkFault(fault: Fault): void {
  const {
    on,
    fault: name,
    times = 1,
    milliseconds = 0,
    reset = 0,
    ...others
  } = Object(fault) as Record<string, unknown>;
  const refuseUnless = (isGood: boolean, what: string) => {
    if (!isGood) throw new TypeError(what);
  };
  const isWhole = (value: unknown, least: number) => Number.isInteger(value) && Number(value) >= least;
  refuseUnless(on === "token" || on === "api", '"on" must be token or api.');
  refuseUnless(
    FAULT_NAMES.some((known) => known === name),
    `"fault" must be one of ${FAULT_NAMES.join(", ")}.`,
  );
  refuseUnless(isWhole(times, 1), '"times" must be a whole number from 1 on.');
  refuseUnless(isWhole(milliseconds, 0), '"milliseconds" must be a whole number from 0 on.');
  refuseUnless(isWhole(reset, 0), '"reset" must be a whole number of seconds from 0 on.');
  const [unknown] = Object.keys(others);
  refuseUnless(unknown === undefined, `There is no "${unknown}".`);
}
