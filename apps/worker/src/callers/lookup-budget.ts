import { BoundedMap } from "./bounded-map.ts";

/** Milliseconds after which failed look-ups no longer count. */
const PERIOD = 60_000;

/** Failed look-ups in a period that one address may cause, and that all addresses may. */
export const MAX_FAILURES_BY_ADDRESS = 20;
export const MAX_FAILURES = 100;

/** Addresses that are counted. When one is forgotten, the count of all still holds. */
const MAX_ADDRESSES = 1000;

/** Counts look-ups that found nothing, so that a flood of wrong keys does not become a flood of reads. */
export interface LookupBudget {
  /** Returns the seconds to wait before a client at an address may cause another look-up; 0 if it may now. */
  wait(address: string): number;
  /** Counts a look-up that found nothing. */
  fail(address: string): void;
}

interface Count {
  failures: number;
  readonly until: number;
}

/** Creates the budget of an isolate. */
export function createLookupBudget(): LookupBudget {
  const addresses = new BoundedMap<string, Count>(MAX_ADDRESSES);
  let all: Count = { failures: 0, until: 0 };
  const secondsLeft = ({ until }: Count, now: number) => Math.ceil((until - now) / 1000);
  return {
    wait(address) {
      const now = Date.now();
      const own = addresses.get(networkOf(address));
      if (own && own.until > now && own.failures >= MAX_FAILURES_BY_ADDRESS) return secondsLeft(own, now);
      return all.until > now && all.failures >= MAX_FAILURES ? secondsLeft(all, now) : 0;
    },
    fail(address) {
      const now = Date.now();
      if (all.until <= now) all = { failures: 0, until: now + PERIOD };
      all.failures++;
      const network = networkOf(address);
      const known = addresses.get(network);
      const own = known && known.until > now ? known : { failures: 0, until: now + PERIOD };
      own.failures++;
      addresses.set(network, own);
    },
  };
}

/** A client has 2^64 addresses of IPv6: their first 64 bits are what is counted. */
function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.split("::");
  const groups = head.split(":");
  if (tail === undefined) return groups.slice(0, 4).join(":");
  const zeros = Array.from({ length: 8 - groups.length - tail.split(":").length }, () => "0");
  return [...groups, ...zeros, ...tail.split(":")].slice(0, 4).join(":");
}
