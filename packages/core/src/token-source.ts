import { setBounded } from "./bounded-map.ts";
import type { OktaClientOptions } from "./client-options.ts";
import type { Clock } from "./clock.ts";
import { sha256 } from "./digest.ts";
import { generateDpopJwk } from "./dpop.ts";
import { type OktaEdgeError, TokenRequestError, transportError } from "./errors.ts";
import { notify, type TokenOrigin } from "./events.ts";
import { backoff } from "./retry.ts";
import { abortable, sleep, startDeadline, withTimeLimit } from "./time-limit.ts";
import { isTokenSet } from "./token-cache.ts";
import { type Exchange, exchangeToken, type TokenSet } from "./token-request.ts";

/** A token with fewer seconds left than this is not sent any more: it could expire on its way. */
const EXPIRY_MARGIN = 10;
/** The most scope sets whose tokens one client remembers. */
const MAX_SLOTS = 200;
/** A token refused within so many seconds of the last one refused is not replaced. */
const REJECTION_PAUSE = 10;
/** Milliseconds that an exchange may take, its retries included. */
const MAX_EXCHANGE_TIMEOUT = 10_000;
/** Seconds between two attempts to replace a token that holds fewer scopes than requested. */
const NARROW_PAUSE = 60;
/** The longest, in seconds, that a refusal is repeated to callers without asking Okta again. */
const MAX_COOL_DOWN = 60;

/** What an exchange needs beside its scopes, which is known only once the private key has been imported. */
export type ExchangeSettings = Omit<Exchange, "scopes" | "clock" | "signal" | "dpopKey" | "dpopNonce" | "onStep">;

/** What a token source is made of: the client's own options, and what the client has made of them. */
export interface TokenSourceOptions
  extends Pick<
    OktaClientOptions,
    "tokenCache" | "tokenCacheTimeout" | "timeout" | "maxRetries" | "refreshAhead" | "waitUntil" | "onEvent"
  > {
  readonly settings: () => Promise<ExchangeSettings>;
  readonly clock: Clock;
}

/** A token, and where it came from. */
export interface FoundToken {
  readonly tokenSet: TokenSet;
  readonly from: TokenOrigin;
}

/** Gives out tokens: from memory, else from the cache, else from Okta, with one exchange for any number of askers. */
export interface TokenSource {
  get(scopes: readonly string[], signal?: AbortSignal): Promise<FoundToken>;
  /**
   * Says that Okta has refused a token before its time.
   *
   * @returns whether another one can be had. Not if this one is new itself: then the fault lies elsewhere, and asking for
   *   a token at each refusal would only hammer Okta.
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

/** All that is known of the tokens for one set of scopes. */
interface Slot {
  readonly scopes: readonly string[];
  held?: TokenSet;
  /** Okta has refused this access token before its time, and when. */
  rejected?: { readonly accessToken: string; readonly at: number };
  /** When a token with fewer scopes than requested was last replaced, on the monotonic clock. */
  narrowReplacedAt?: number;
  pending?: { readonly found: Promise<FoundToken>; readonly since: number };
  /** Okta refused an exchange: until then the answer is the same, and Okta is left in peace. */
  refusal?: { readonly error: unknown; readonly until: number; readonly seconds: number };
}

/** Makes a {@link TokenSource}. Its state is its own: two of them share nothing but the cache. */
export function createTokenSource(options: TokenSourceOptions): TokenSource {
  const {
    clock,
    tokenCache: cache,
    tokenCacheTimeout = 1000,
    maxRetries = 2,
    refreshAhead = 300,
    waitUntil,
    onEvent,
  } = options;
  // A call must have time left to say what went wrong.
  const exchangeTimeout = Math.min(options.timeout ?? MAX_EXCHANGE_TIMEOUT, MAX_EXCHANGE_TIMEOUT);
  const slots = new Map<string, Slot>();
  let dpopKey: Promise<JsonWebKey> | undefined;
  let dpopNonce: string | undefined;

  const secondsLeft = ({ expiresAt }: TokenSet) => expiresAt - clock.now();
  const isUsable = (tokenSet: TokenSet, slot: Slot) =>
    tokenSet.accessToken !== slot.rejected?.accessToken && secondsLeft(tokenSet) > EXPIRY_MARGIN;
  const isAging = (tokenSet: TokenSet) =>
    secondsLeft(tokenSet) < Math.min(refreshAhead, (tokenSet.expiresAt - tokenSet.issuedAt) / 2);
  const isCoolingDown = ({ refusal }: Slot) => refusal !== undefined && clock.now() < refusal.until;

  function slotOf(scopes: readonly string[]): Slot {
    const sorted = [...new Set(scopes)].sort();
    const name = sorted.join(" ");
    const slot = slots.get(name) ?? { scopes: sorted };
    setBounded(slots, name, slot, MAX_SLOTS);
    return slot;
  }

  async function get(scopes: readonly string[], signal?: AbortSignal): Promise<FoundToken> {
    const slot = slotOf(scopes);
    const { held } = slot;
    if (held && isUsable(held, slot)) {
      if (isAging(held)) refreshInBackground(slot, true);
      return { tokenSet: held, from: "memory" };
    }
    const found = await obtain(slot, true, signal);
    // The exchange that was joined may have begun before the token was refused, and found it in the cache.
    return found.tokenSet.accessToken === slot.rejected?.accessToken ? obtain(slot, false, signal) : found;
  }

  function reject(scopes: readonly string[], accessToken: string): boolean {
    const slot = slotOf(scopes);
    if (slot.held !== undefined && slot.held.accessToken !== accessToken) return true;
    if (slot.rejected?.accessToken === accessToken) return true;
    if (slot.rejected !== undefined && clock.now() - slot.rejected.at < REJECTION_PAUSE) return false;
    slot.rejected = { accessToken, at: clock.now() };
    return true;
  }

  async function replaceNarrow(scopes: readonly string[], tokenSet: TokenSet, signal: AbortSignal): Promise<boolean> {
    const slot = slotOf(scopes);
    if (slot.scopes.every((scope) => tokenSet.scopes.includes(scope))) return false;
    const holdsMore = () => slot.held !== undefined && isWider(slot.held, tokenSet);
    if (holdsMore()) return true;
    const now = clock.monotonic();
    if (slot.narrowReplacedAt === undefined || now - slot.narrowReplacedAt >= NARROW_PAUSE) {
      slot.narrowReplacedAt = now;
      await obtain(slot, true, signal, tokenSet).catch(() => signal.throwIfAborted());
    } else if (slot.pending) {
      await obtain(slot, true, signal).catch(() => signal.throwIfAborted());
    }
    return holdsMore();
  }

  /** Joins the exchange under way, or starts one. */
  function obtain(
    slot: Slot,
    useCache: boolean,
    signal: AbortSignal | undefined,
    narrow?: TokenSet,
  ): Promise<FoundToken> {
    if (isCoolingDown(slot)) return Promise.reject(slot.refusal?.error);
    const grace = exchangeTimeout + 2 * tokenCacheTimeout;
    // An exchange whose own time limit died with the request that began it (a Worker's, say) is not waited for.
    if (slot.pending === undefined || performance.now() - slot.pending.since > grace) start(slot, useCache, narrow);
    const { found } = slot.pending as NonNullable<Slot["pending"]>;
    return abortable(withTimeLimit(found, grace, noToken), signal);
  }

  function start(slot: Slot, useCache: boolean, narrow?: TokenSet): void {
    const found = find(slot, useCache, narrow);
    const pending = { found, since: performance.now() };
    slot.pending = pending;
    const forget = () => {
      if (slot.pending === pending) delete slot.pending;
    };
    const done = found.then(({ tokenSet, from }) => {
      forget();
      return from === "cache" && isAging(tokenSet) ? refreshInBackground(slot, false) : undefined;
    }, forget);
    waitUntil?.(done);
  }

  async function refreshInBackground(slot: Slot, useCache: boolean): Promise<void> {
    // What fails here is told to the observer, and to whoever asks once the token has expired.
    if (slot.pending === undefined) await obtain(slot, useCache, undefined).catch(() => {});
  }

  async function find(slot: Slot, useCache: boolean, narrow?: TokenSet): Promise<FoundToken> {
    const settings = await options.settings();
    const key = cache && (await cacheKey(settings, slot.scopes));
    if (cache && key !== undefined && useCache) {
      const cached = await useOfCache("get", () => cache.get(key));
      const isNews = isTokenSet(cached) && cached.accessToken !== slot.held?.accessToken;
      if (isNews && isUsable(cached, slot) && (!narrow || isWider(cached, narrow))) {
        hold(slot, cached);
        return { tokenSet: cached, from: "cache" };
      }
    }
    const tokenSet = await exchange(slot, settings);
    hold(slot, tokenSet);
    delete slot.refusal;
    if (cache && key !== undefined) {
      const written = useOfCache("set", () => cache.set(key, tokenSet));
      waitUntil?.(written);
    }
    return { tokenSet, from: "okta" };
  }

  function hold(slot: Slot, tokenSet: TokenSet): void {
    slot.held = tokenSet;
    dpopNonce ??= tokenSet.dpopNonce;
  }

  async function exchange(slot: Slot, settings: ExchangeSettings): Promise<TokenSet> {
    const { scopes } = slot;
    const deadline = startDeadline(exchangeTimeout, undefined, noToken);
    try {
      for (let attempt = 0; ; attempt++) {
        try {
          const tokenSet = await attemptExchange(slot, settings, deadline.signal);
          const { tokenType, expiresAt } = tokenSet;
          notify({ type: "token.refreshed", scopes: tokenSet.scopes, tokenType, expiresAt }, onEvent);
          return tokenSet;
        } catch (error) {
          const wait = attempt < maxRetries ? retryWait(error, attempt) : undefined;
          if (wait === undefined || wait > deadline.remaining()) throw error;
          await sleep(wait, deadline.signal);
        }
      }
    } catch (error) {
      coolDown(slot, error);
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

  /** Doubles with each refusal in a row, so that a wrong key asks Okta once a minute, however many callers there are. */
  function coolDown(slot: Slot, error: unknown): void {
    const seconds = Math.min((slot.refusal?.seconds ?? 0.5) * 2, MAX_COOL_DOWN);
    const retryAfter = (error instanceof TokenRequestError && error.retryAfter) || 0;
    slot.refusal = { error, seconds, until: clock.now() + Math.max(seconds, Math.min(retryAfter, MAX_COOL_DOWN)) };
  }

  async function useOfCache<Value>(
    operation: "get" | "set" | "delete",
    action: () => Promise<Value>,
  ): Promise<Value | undefined> {
    try {
      return await withTimeLimit(Promise.resolve(action()), tokenCacheTimeout, noToken);
    } catch {
      notify({ type: "cache.failed", operation }, onEvent);
      return undefined;
    }
  }

  return { get, reject, replaceNarrow };
}

function noToken(): OktaEdgeError {
  return transportError("timeout.token");
}

/** Tells whether a token holds a scope that another one does not. */
function isWider({ scopes }: TokenSet, narrow: TokenSet): boolean {
  return scopes.some((scope) => !narrow.scopes.includes(scope));
}

/** Seconds until an exchange may be tried again, or undefined if that cannot help. */
function retryWait(error: unknown, attempt: number): number | undefined {
  if (!(error instanceof TokenRequestError)) return undefined;
  if (error.code === "token_rate_limited") return error.retryAfter;
  const isPassing = error.code === "token_endpoint_unreachable" || (error.status ?? 0) >= 500;
  return isPassing ? backoff(attempt) : undefined;
}

/** Names everything that a token depends on, and holds no secret. At most 300 characters: KV takes 512 bytes. */
async function cacheKey(settings: ExchangeSettings, scopes: readonly string[]): Promise<string> {
  const { tokenEndpoint, audience, clientId, issuer, subject, privateKey, dpop } = settings;
  const parts = [tokenEndpoint, audience, clientId, issuer, subject, privateKey.thumbprint, dpop, scopes];
  return `okta-edge:token:v1:${clientId}:${await sha256(JSON.stringify(parts))}`;
}
