import { readRateLimit } from "@okta-edge/core";

/** Calls of one caller that may wait for an exhausted rate limit in an isolate: each holds memory until it is over. */
const MAX_WAITING = 16;

/** Milliseconds after which Okta's rate limits are reset, and rate limits that are remembered. */
const PERIOD = 60_000;
const MAX_LIMITS = 200;

/** A call that is counted. */
export interface CountedCall {
  /** Records that Okta's rate limit is exhausted, for so many seconds. The call may wait for it. */
  limited(seconds: number): void;
  /** Records the response, or that there is none. */
  end(response: Response | undefined): void;
}

/** Shares Okta's rate limits among the callers of a connection in this isolate. */
export interface FairShare {
  /**
   * Counts a call of an operation below a path.
   *
   * @param leaves - The part of Okta's rate limit that the call must leave to others, whether they need it or not.
   * @returns the seconds to wait if the call would take what others need.
   */
  begin(caller: string, operation: string, path: string, leaves?: number): CountedCall | number;
}

/** What a caller has used of a rate limit in a period. */
interface Usage {
  calls: number;
  /** Whether a call was rejected: the caller wants more than it got. */
  isLimited: boolean;
}

/** A rate limit in its current period. */
interface Limit {
  readonly limit: number;
  remaining: number;
  /** Calls whose response, which has what remains, is not there yet. */
  open: number;
  /** Seconds, by Okta's clock; undefined until a response of this period names it. */
  reset: number | undefined;
  /** On the monotonic clock. */
  until: number;
  now: Map<string, Usage>;
  before: ReadonlyMap<string, Usage>;
}

/**
 * Creates the sharing of Okta's rate limits. What remains of a limit is open to every caller, less what others still need of their equal
 * parts: a caller that was rejected needs all of its part, any other twice what it used in the last minute. So a caller with many
 * connections cannot take the calls of one with few, and nothing is kept for callers that are idle.
 *
 * Which operations share a limit is learnt from Okta's responses: those below the same three segments whose headers name the same limit.
 */
export function createFairShare(): FairShare {
  const limits = new Map<string, Limit>();
  const limitOf = new Map<string, Limit>();
  const open = new Map<string, number>();
  /** Until when the rate limit of an operation is exhausted, on the monotonic clock. */
  const exhausted = new Map<string, number>();

  function usageOf(limit: Limit, caller: string): Usage {
    const usage = limit.now.get(caller) ?? { calls: 0, isLimited: false };
    limit.now.set(caller, usage);
    return usage;
  }

  function learn(operation: string, path: string, { headers }: Response): Limit | undefined {
    const rate = readRateLimit(headers);
    // A limit of 0 is the org's limit of concurrent calls.
    if (!rate || rate.limit === 0) return undefined;
    const key = `${path.split("/", 4).join("/")} ${rate.limit}`;
    const known = limits.get(key) ?? { ...startPeriod(rate.limit), open: 0 };
    if (known.reset !== undefined && rate.reset > known.reset) Object.assign(known, startPeriod(rate.limit, known.now));
    if (known.reset === undefined) {
      const date = Date.parse(headers.get("date") ?? "") || Date.now();
      known.until = performance.now() + Math.min(Math.max(rate.reset * 1000 - date, 0), PERIOD);
      known.reset = rate.reset;
    }
    if (rate.reset === known.reset) known.remaining = Math.min(known.remaining, rate.remaining);
    for (const map of [limits, limitOf]) if (map.size >= MAX_LIMITS) map.clear();
    limits.set(key, known);
    limitOf.set(operation, known);
    return known;
  }

  return {
    begin(caller, operation, path, leaves = 0) {
      const limit = limitOf.get(operation);
      if (limit && performance.now() >= limit.until) Object.assign(limit, startPeriod(limit.limit, limit.now));
      const usage = limit && usageOf(limit, caller);
      const waiting = open.get(caller) ?? 0;
      const until = waiting < MAX_WAITING ? undefined : exhausted.get(operation);
      if (
        (limit && (takesFromOthers(limit, caller) || reaches(limit, leaves))) ||
        (until && performance.now() < until)
      ) {
        if (usage) usage.isLimited = true;
        return Math.max(1, Math.ceil(((until ?? limit?.until ?? 0) - performance.now()) / 1000));
      }
      if (usage) usage.calls++;
      if (limit) limit.open++;
      open.set(caller, waiting + 1);
      const period = limit?.now;
      return {
        limited(seconds) {
          if (exhausted.size >= MAX_LIMITS) exhausted.clear();
          exhausted.set(operation, performance.now() + Math.min(seconds * 1000, PERIOD));
        },
        end(response) {
          const left = (open.get(caller) ?? 1) - 1;
          if (left > 0) open.set(caller, left);
          else open.delete(caller);
          if (limit) limit.open--;
          const current = response && learn(operation, path, response);
          if (!current) return;
          const counted = usageOf(current, caller);
          if (response.status === 429) counted.isLimited = true;
          // It waited for this period, or was the first to show the limit.
          else if (current.now !== period) counted.calls++;
        },
      };
    },
  };
}

function startPeriod(limit: number, before: ReadonlyMap<string, Usage> = new Map()): Omit<Limit, "open"> {
  return { limit, remaining: limit, reset: undefined, until: performance.now() + PERIOD, now: new Map(), before };
}

/** Reports whether only the part that is to be left remains when all open calls have taken theirs. */
function reaches({ limit, remaining, open }: Limit, leaves: number): boolean {
  return leaves > 0 && remaining - open <= limit * leaves;
}

/** Reports whether no other caller has used a limit. */
function isOnly(usage: ReadonlyMap<string, Usage>, caller: string): boolean {
  return usage.size === 0 || (usage.size === 1 && usage.has(caller));
}

/** Reports whether a caller has used its equal part, and others still need what remains. */
function takesFromOthers({ limit, remaining, now, before }: Limit, caller: string): boolean {
  if (isOnly(now, caller) && isOnly(before, caller)) return false;
  const callers = new Set([...before.keys(), ...now.keys(), caller]);
  const part = Math.max(1, Math.floor(limit / callers.size));
  if ((now.get(caller)?.calls ?? 0) < part) return false;
  let needed = 0;
  for (const other of callers) {
    if (other === caller) continue;
    const [last, current] = [before.get(other), now.get(other)];
    const wants = last?.isLimited || current?.isLimited ? part : Math.min(part, 2 * (last?.calls ?? 0) + 1);
    needed += Math.max(0, wants - (current?.calls ?? 0));
  }
  return remaining <= needed;
}
