// scripts/build-on-demand.ts bundles this file as a module that the first key that is not in `CALLERS` loads.
import type { CallersNamespace } from "../cloudflare/bindings.ts";
import type { WaitUntil } from "../cloudflare/runtime.ts";
import { isSubrequestLimit } from "../cloudflare/subrequests.ts";
import { ProblemError } from "../http/problem.ts";
import { callerEntryName, readCallerEntry } from "../settings/caller-entry.ts";
import { BoundedMap } from "./bounded-map.ts";
import { type FoundCaller, toCaller } from "./callers.ts";
import { createLookupBudget } from "./lookup-budget.ts";

/** Milliseconds that an isolate uses a result, and seconds that KV itself may: together a minute, after which a revoked key is rejected. */
const FRESH_FOR = 30_000;
const KV_CACHE_TTL = 30;

/** Milliseconds that a caller is used while KV cannot be read. */
const USABLE_FOR = 60_000;

/** Milliseconds that KV has to respond. */
const TIMEOUT = 5000;

/** Results that an isolate keeps. Wrong keys have a part of their own, so that a flood of them does not displace callers. */
const MAX_CALLERS = 10_000;
const MAX_WRONG_KEYS = 1000;

/** Reads of KV at the same time. */
const MAX_PENDING = 200;

/** The callers in KV. */
export interface KvCallers {
  /**
   * Finds the caller that a key belongs to.
   *
   * @param hash - the SHA-256 of the key.
   * @param address - the client's IP address.
   * @throws {ProblemError} 429 `unknown_key_limited` after too many unknown keys; 503 `callers_unavailable` when KV cannot be read.
   */
  find(hash: Uint8Array, address: string): Promise<FoundCaller | undefined>;
}

/** How callers in KV are read. */
export interface KvCallersOptions {
  readonly namespace: CallersNamespace;
  /** Entries that are signed with one of them are accepted. */
  readonly signingKeys: readonly string[];
  readonly waitUntil: WaitUntil;
}

interface KnownCaller {
  readonly caller: FoundCaller["caller"];
  readonly expiresAt: number;
  readonly readAt: number;
}

interface PendingRead {
  readonly result: Promise<KnownCaller | undefined>;
  readonly startedAt: number;
}

/** Creates the look-up of callers in KV. A result is kept in memory, also that there is no caller, within bounds. */
export function createKvCallers({ namespace, signingKeys, waitUntil }: KvCallersOptions): KvCallers {
  const known = new BoundedMap<string, KnownCaller>(MAX_CALLERS);
  const wrongKeys = new BoundedMap<string, number>(MAX_WRONG_KEYS);
  const pending = new Map<string, PendingRead>();
  const budget = createLookupBudget();

  async function read(keyHash: string, address: string): Promise<KnownCaller | undefined> {
    const value = await namespace.get(callerEntryName(keyHash), { type: "text", cacheTtl: KV_CACHE_TTL });
    const verified = value === null ? "unknown" : await readCallerEntry(value, keyHash, signingKeys);
    if (typeof verified !== "string") {
      const { caller, expiresAt } = verified;
      const found = { caller: toCaller(caller), expiresAt, readAt: Date.now() };
      known.set(keyHash, found);
      return found;
    }
    known.delete(keyHash);
    wrongKeys.set(keyHash, Date.now());
    budget.fail(address);
    // An entry that is not what the operator signed is a sign of tampering.
    if (value !== null)
      console.error(JSON.stringify({ callers: "entry_rejected", reason: verified, keyHash: keyHash.slice(7, 15) }));
    return undefined;
  }

  /** Reads an entry once, however many requests wait for it. */
  function readOnce(keyHash: string, address: string): Promise<KnownCaller | undefined> {
    const now = Date.now();
    const running = pending.get(keyHash);
    if (running && now - running.startedAt < TIMEOUT) return running.result;
    // A read whose request has ended before it may never settle.
    if (pending.size >= MAX_PENDING)
      for (const [key, { startedAt }] of pending) if (now - startedAt >= TIMEOUT) pending.delete(key);
    if (pending.size >= MAX_PENDING) throw unavailable();
    const reading: PendingRead = {
      startedAt: now,
      result: read(keyHash, address).finally(() => {
        if (pending.get(keyHash) === reading) pending.delete(keyHash);
      }),
    };
    pending.set(keyHash, reading);
    // The request that began it may be gone before the others have the result.
    waitUntil(reading.result.catch(() => {}));
    return reading.result;
  }

  async function findEntry(keyHash: string, address: string): Promise<KnownCaller | undefined> {
    const current = known.get(keyHash);
    if (current && Date.now() - current.readAt < FRESH_FOR) return current;
    if (Date.now() - (wrongKeys.get(keyHash) ?? Number.NEGATIVE_INFINITY) < FRESH_FOR) return undefined;
    const wait = current || pending.has(keyHash) ? 0 : budget.wait(address);
    if (wait > 0) throw limited(wait);
    try {
      return await withinTimeout(readOnce(keyHash, address));
    } catch (error) {
      if (current && Date.now() - current.readAt < USABLE_FOR) return current;
      if (error instanceof ProblemError || isSubrequestLimit(error)) throw error;
      console.error(JSON.stringify({ callers: "kv_unavailable", cause: String(error).slice(0, 200) }));
      throw unavailable();
    }
  }

  return {
    async find(hash, address) {
      const keyHash = `sha256:${Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
      const found = await findEntry(keyHash, address);
      return found && { caller: found.caller, isExpired: found.expiresAt <= Date.now(), expiresAt: found.expiresAt };
    },
  };
}

function withinTimeout<Value>(promise: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("timeout")), TIMEOUT);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function limited(retryAfter: number): ProblemError {
  return new ProblemError({
    status: 429,
    code: "unknown_key_limited",
    title: "Too many unknown keys",
    detail:
      "Too many requests with unknown keys. Keys that the Worker does not remember are rejected until the limit resets.",
    retryAfter,
  });
}

function unavailable(): ProblemError {
  return new ProblemError({
    status: 503,
    code: "callers_unavailable",
    title: "Callers cannot be read",
    detail: "CALLERS_KV cannot be read, so that the key cannot be verified. Retry later.",
    retryAfter: 5,
  });
}
