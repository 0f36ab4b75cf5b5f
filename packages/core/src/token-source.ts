import { setBounded } from "./bounded-map.ts";
import type { OktaClientOptions } from "./client-options.ts";
import type { Clock } from "./clock.ts";
import { sha256 } from "./digest.ts";
import { generateDpopJwk, importDpopKey } from "./dpop.ts";
import { copyError, OktaEdgeError, TokenRequestError, transportError } from "./errors.ts";
import { notify, type TokenOrigin } from "./events.ts";
import { backoff } from "./retry.ts";
import { abortable, sleep, startDeadline, withTimeLimit } from "./time-limit.ts";
import { isTokenSet } from "./token-cache.ts";
import { type Exchange, exchangeToken, type TokenSet } from "./token-request.ts";

/** A token with fewer seconds left than this is not used if another one can be had: it could expire on its way. */
const EXPIRY_MARGIN = 10;
/** A token with fewer seconds left than this is not used at all. */
const LAST_SECONDS = 1;
/** Maximum number of scope sets whose tokens one client remembers. */
const MAX_SLOTS = 200;
/** Maximum number of rejected tokens that are remembered for one set of scopes. */
const MAX_REJECTED = 10;
/** A token that never worked is not replaced within so many seconds of the last replacement. */
const REJECTION_PAUSE = 10;
/** Time limit of an exchange in milliseconds, including its retries. */
const MAX_EXCHANGE_TIMEOUT = 10_000;
/** Seconds between two attempts to replace a token that holds fewer scopes than requested. */
const NARROW_PAUSE = 60;
/** Maximum number of seconds for which an error is returned without contacting Okta: a rejection, and a failure that passes. */
const MAX_COOL_DOWN = 60;
const MAX_TRANSIENT_COOL_DOWN = 5;

/** Ends the wait for an exchange that will never settle. */
const ABANDONED: Error = /* @__PURE__ */ new Error();

/** What an exchange needs besides its scopes. */
export type ExchangeSettings = Omit<Exchange, "scopes" | "clock" | "signal" | "dpopKey" | "dpopNonce" | "onStep">;

/** Options of {@link createTokenSource}. */
export interface TokenSourceOptions
  extends Pick<
    OktaClientOptions,
    "tokenCache" | "tokenCacheTimeout" | "timeout" | "maxRetries" | "refreshAhead" | "waitUntil" | "onEvent"
  > {
  /** Resolves once the private key is imported. */
  readonly settings: () => Promise<ExchangeSettings>;
  readonly clock: Clock;
}

/** A token and its origin. */
export interface FoundToken {
  readonly tokenSet: TokenSet;
  readonly from: TokenOrigin;
}

/** Provides tokens from memory, the token cache or Okta, with one exchange for any number of callers. */
export interface TokenSource {
  /** @param refreshAhead - Seconds before its expiry at which a token is not returned: it is replaced first. */
  get(scopes: readonly string[], signal?: AbortSignal, refreshAhead?: number): Promise<FoundToken>;
  /** Records that Okta accepted a token. */
  accept(scopes: readonly string[], accessToken: string): void;
  /**
   * Records that Okta rejected a token before its expiry.
   *
   * @returns whether to try another token. A token that never worked is not replaced again soon: the cause is something else.
   */
  reject(scopes: readonly string[], accessToken: string): boolean;
  /**
   * Replaces a token that holds fewer scopes than requested, after Okta rejected it with `insufficient_scope`: a scope may have been
   * granted since. Once a minute at most.
   *
   * @returns whether there is a token now that holds more.
   */
  replaceNarrow(scopes: readonly string[], tokenSet: TokenSet, signal: AbortSignal): Promise<boolean>;
}

/** An exchange or cache read that callers join. */
interface Pending {
  readonly found: Promise<FoundToken>;
  /** On the monotonic clock. */
  readonly since: number;
}

/** The state of the tokens for one set of scopes. Times are on the monotonic clock. */
interface Slot {
  readonly scopes: readonly string[];
  held?: TokenSet;
  /** The part of the refresh time that this token's refresh is delayed, at random, so that instances do not refresh together. */
  delay?: number;
  /** The access token that Okta accepted last. */
  worked?: string;
  /** Access tokens that Okta rejected before their expiry. */
  readonly rejected: Map<string, true>;
  rejectedAt?: number;
  narrowReplacedAt?: number;
  pending?: Pending | undefined;
  /** The last failed exchange: until then its error is returned without contacting Okta. */
  failure?: { readonly error: unknown; readonly until: number; readonly seconds: number } | undefined;
}

/** Creates a {@link TokenSource}. Two of them share nothing but the token cache. */
export function createTokenSource(options: TokenSourceOptions): TokenSource {
  const { clock, tokenCache: cache, tokenCacheTimeout = 1000, maxRetries = 2, refreshAhead = 300, onEvent } = options;
  // A call must have time left to report what failed.
  const exchangeTimeout = Math.min(options.timeout ?? MAX_EXCHANGE_TIMEOUT, MAX_EXCHANGE_TIMEOUT);
  /** Seconds after which an exchange is abandoned: its time limit has died with the request of the Worker that started it. */
  const abandonedAfter = (exchangeTimeout + tokenCacheTimeout) / 1000;
  const slots = new Map<string, Slot>();
  const slotsByList = new WeakMap<readonly string[], Slot>();
  let dpopKey: Promise<JsonWebKey> | undefined;
  let dpopNonce: string | undefined;

  const secondsLeft = ({ expiresAt }: TokenSet) => expiresAt - clock.now();
  const isDue = (tokenSet: TokenSet, ahead = 0) =>
    secondsLeft(tokenSet) < Math.min(ahead, (tokenSet.expiresAt - tokenSet.issuedAt) / 2);
  const isUsable = (tokenSet: TokenSet, slot: Slot, ahead?: number, margin = EXPIRY_MARGIN) =>
    !slot.rejected.has(tokenSet.accessToken) && secondsLeft(tokenSet) > margin && !isDue(tokenSet, ahead);
  const isAging = (tokenSet: TokenSet, { delay = 0 }: Slot) => isDue(tokenSet, refreshAhead * (1 - delay));
  const isCoolingDown = ({ failure }: Slot) => failure !== undefined && clock.monotonic() < failure.until;

  function slotOf(scopes: readonly string[]): Slot {
    const known = slotsByList.get(scopes);
    if (known) return known;
    const sorted = [...new Set(scopes)].sort();
    const name = sorted.join(" ");
    const slot = slots.get(name) ?? { scopes: sorted, rejected: new Map() };
    setBounded(slots, name, slot, MAX_SLOTS);
    slotsByList.set(scopes, slot);
    return slot;
  }

  async function get(scopes: readonly string[], signal?: AbortSignal, ahead?: number): Promise<FoundToken> {
    const slot = slotOf(scopes);
    const { held } = slot;
    if (held && isUsable(held, slot, ahead)) {
      if (isAging(held, slot)) refreshInBackground(slot, true);
      return { tokenSet: held, from: "memory" };
    }
    try {
      const found = await obtain(slot, true, signal, ahead);
      // The exchange that was joined may have begun before the token was rejected, and found it in the cache.
      return slot.rejected.has(found.tokenSet.accessToken) ? await obtain(slot, false, signal) : found;
    } catch (error) {
      signal?.throwIfAborted();
      const last = slot.held;
      if (last && isUsable(last, slot, ahead, LAST_SECONDS)) return { tokenSet: last, from: "memory" };
      throw error;
    }
  }

  function accept(scopes: readonly string[], accessToken: string): void {
    slotOf(scopes).worked = accessToken;
  }

  function reject(scopes: readonly string[], accessToken: string): boolean {
    const slot = slotOf(scopes);
    if (slot.held !== undefined && slot.held.accessToken !== accessToken) return true;
    if (slot.rejected.has(accessToken)) return true;
    const now = clock.monotonic();
    const isSoon = slot.rejectedAt !== undefined && now - slot.rejectedAt < REJECTION_PAUSE;
    if (isSoon && slot.worked !== accessToken) return false;
    setBounded(slot.rejected, accessToken, true, MAX_REJECTED);
    slot.rejectedAt = now;
    return true;
  }

  async function replaceNarrow(scopes: readonly string[], tokenSet: TokenSet, signal: AbortSignal): Promise<boolean> {
    const slot = slotOf(scopes);
    if (slot.scopes.every((scope) => tokenSet.scopes.includes(scope))) return false;
    const holdsMore = () => slot.held !== undefined && isWider(slot.held, tokenSet);
    if (holdsMore()) return true;
    const now = clock.monotonic();
    const mayReplace = slot.narrowReplacedAt === undefined || now - slot.narrowReplacedAt >= NARROW_PAUSE;
    if (mayReplace) slot.narrowReplacedAt = now;
    if (mayReplace || slot.pending) await obtain(slot, true, signal, 0, tokenSet).catch(() => signal.throwIfAborted());
    return holdsMore();
  }

  /**
   * Joins the exchange in progress, or starts one.
   *
   * @param ahead - Seconds before its expiry at which a token of the cache is not used.
   * @param narrow - A token of the cache must hold more scopes than this one.
   */
  async function obtain(
    slot: Slot,
    useCache: boolean,
    signal: AbortSignal | undefined,
    ahead?: number,
    narrow?: TokenSet,
  ): Promise<FoundToken> {
    for (;;) {
      const isOwn = slot.pending === undefined;
      const pending = slot.pending ?? start(slot, useCache, ahead, narrow);
      const seconds = pending.since + abandonedAfter - clock.monotonic();
      try {
        return await abortable(
          withTimeLimit(pending.found, seconds * 1000, () => ABANDONED),
          signal,
        );
      } catch (error) {
        signal?.throwIfAborted();
        if (!isOwn && isFinal(error)) continue;
        if (error !== ABANDONED) throw copyError(error);
        if (slot.pending === pending) slot.pending = undefined;
        if (isOwn) throw noToken();
      }
    }
  }

  function start(slot: Slot, useCache: boolean, ahead?: number, narrow?: TokenSet): Pending {
    const found = find(slot, useCache, ahead, narrow).finally(() => {
      if (slot.pending === pending) slot.pending = undefined;
    });
    const pending: Pending = { found, since: clock.monotonic() };
    slot.pending = pending;
    const done = found.then(
      ({ tokenSet, from }) =>
        from === "cache" && isAging(tokenSet, slot) ? refreshInBackground(slot, false) : undefined,
      () => {},
    );
    keepAlive(done);
    return pending;
  }

  /** Never rejects: a failure is reported to the observer, and to the caller that needs the token. */
  async function refreshInBackground(slot: Slot, useCache: boolean): Promise<void> {
    if (slot.pending === undefined && !isCoolingDown(slot)) await obtain(slot, useCache, undefined).catch(() => {});
  }

  function keepAlive(promise: Promise<unknown>): void {
    try {
      options.waitUntil?.(promise);
    } catch {
      // Without it the work may be cut short; the call does not depend on it.
    }
  }

  async function find(slot: Slot, useCache: boolean, ahead?: number, narrow?: TokenSet): Promise<FoundToken> {
    const settings = await options.settings();
    const key = cache && (await cacheKey(settings, slot.scopes));
    if (cache && key && useCache) {
      const cached = await useOfCache("get", async () => readCached(await cache.get(key)));
      const isNew = cached && cached.accessToken !== slot.held?.accessToken;
      if (isNew && isUsable(cached, slot, ahead) && (!narrow || isWider(cached, narrow))) {
        hold(slot, cached);
        return { tokenSet: cached, from: "cache" };
      }
    }
    if (isCoolingDown(slot)) throw slot.failure?.error;
    const tokenSet = await exchange(slot, settings);
    hold(slot, tokenSet);
    slot.failure = undefined;
    if (cache && key) keepAlive(useOfCache("set", async () => cache.set(key, tokenSet)));
    return { tokenSet, from: "okta" };
  }

  function hold(slot: Slot, tokenSet: TokenSet): void {
    slot.held = tokenSet;
    slot.delay = Math.random() * 0.1;
    dpopNonce ??= tokenSet.dpopNonce;
  }

  async function exchange(slot: Slot, settings: ExchangeSettings): Promise<TokenSet> {
    const { scopes } = slot;
    const deadline = startDeadline(exchangeTimeout, undefined, noToken);
    try {
      for (let attempt = 0; ; attempt++) {
        // A request without a response must leave time for another attempt.
        const requestTimeout = () => deadline.remaining() * (attempt < maxRetries ? 500 : 1000);
        try {
          const tokenSet = await attemptExchange(slot, { ...settings, requestTimeout }, deadline.signal);
          const { tokenType, expiresAt } = tokenSet;
          notify({ type: "token.refreshed", scopes: tokenSet.scopes, tokenType, expiresAt }, onEvent);
          return tokenSet;
        } catch (error) {
          deadline.signal.throwIfAborted();
          const wait = attempt < maxRetries ? retryWait(error, attempt) : undefined;
          if (wait === undefined || wait + 1 > deadline.remaining()) throw error;
          await sleep(wait, deadline.signal);
        }
      }
    } catch (error) {
      if (!isFinal(error)) coolDown(slot, error);
      notify({ type: "token.failed", scopes, code: (error as OktaEdgeError).code }, onEvent);
      throw error;
    } finally {
      deadline.stop();
    }
  }

  async function attemptExchange({ scopes }: Slot, settings: ExchangeSettings, signal: AbortSignal): Promise<TokenSet> {
    dpopKey ??= settings.dpop === "never" ? undefined : generateDpopJwk();
    return exchangeToken({
      ...settings,
      scopes,
      clock,
      signal,
      dpopKey: await dpopKey,
      dpopNonce,
      onStep(step) {
        if (step.type === "request") notify({ type: "token.requested", scopes }, onEvent);
        if (step.type === "nonce") dpopNonce = step.nonce;
        if (step.type === "clock") notify({ type: "clock.corrected", offset: step.offset }, onEvent);
      },
    });
  }

  /** Doubles with each failure in a row: a wrong key is sent to Okta once a minute, and Okta is back for callers within seconds. */
  function coolDown(slot: Slot, error: unknown): void {
    const max = isTransient(error) ? MAX_TRANSIENT_COOL_DOWN : MAX_COOL_DOWN;
    const seconds = Math.min((slot.failure?.seconds ?? 0.5) * 2, max);
    const retryAfter = Math.min((error instanceof TokenRequestError && error.retryAfter) || 0, MAX_COOL_DOWN);
    const pause = retryAfter > 0 ? Math.max(seconds, retryAfter) : seconds * (1 + Math.random() * 0.2);
    slot.failure = { error, seconds, until: clock.monotonic() + pause };
  }

  async function useOfCache<Value>(operation: "get" | "set", action: () => Promise<Value>): Promise<Value | undefined> {
    try {
      // A write has no time limit, at whose end a Worker would abort it: no call waits for it.
      return await withTimeLimit(action(), operation === "get" ? tokenCacheTimeout : 1 / 0, noToken);
    } catch {
      notify({ type: "cache.failed", operation }, onEvent);
      return undefined;
    }
  }

  return { get, accept, reject, replaceNarrow };
}

/** Returns a cached value if it is a token that can be used, with a key that can be imported. */
async function readCached(value: unknown): Promise<TokenSet | undefined> {
  if (!isTokenSet(value)) return undefined;
  if (value.dpopKey) await importDpopKey(value.dpopKey);
  return value;
}

function noToken(): OktaEdgeError {
  return transportError("timeout.token");
}

/** Reports whether a token holds a scope that another one does not. */
function isWider({ scopes }: TokenSet, narrow: TokenSet): boolean {
  return scopes.some((scope) => !narrow.scopes.includes(scope));
}

/** Returns the seconds until the next attempt of an exchange, undefined if a retry cannot help. */
function retryWait(error: unknown, attempt: number): number | undefined {
  if (error instanceof TokenRequestError && error.code === "token_rate_limited") return error.retryAfter;
  return isTransient(error) ? backoff(attempt) : undefined;
}

/** Reports whether a failure passes without a change of the set-up: a network error, a timeout or a 5xx. */
function isTransient(error: unknown): boolean {
  return error instanceof OktaEdgeError && /^(timeout|token_endpoint_(unreachable|failed))$/.test(error.code);
}

/** Reports whether an error is one that `fetch` threw to end this exchange alone: the exchange of another call may succeed. */
function isFinal(error: unknown): boolean {
  return error instanceof OktaEdgeError && error.code === "network_error";
}

/** Returns the key of a cache entry: it names everything that a token depends on, holds no secret, and has at most 300 characters (KV accepts 512 bytes). */
async function cacheKey(settings: ExchangeSettings, scopes: readonly string[]): Promise<string> {
  const { tokenEndpoint, audience, clientId, issuer, subject, privateKey, dpop } = settings;
  const parts = [tokenEndpoint, audience, clientId, issuer, subject, privateKey.thumbprint, dpop, scopes];
  return `okta-edge:token:v1:${clientId}:${await sha256(JSON.stringify(parts))}`;
}
