/** One of a caller's keys. */
export interface CallerKey {
  readonly keyHash: string;
  /** An ISO 8601 time. The Worker rejects the key from then on. */
  readonly notAfter?: string;
}

/** An entry of `CALLERS`, with the members that this command line reads. Others are kept as they are. */
export interface CallerEntry {
  readonly name: string;
  readonly keyHash?: string;
  readonly keys?: readonly CallerKey[];
  readonly access?: string;
  readonly scopes?: readonly string[];
  readonly connections?: readonly string[];
  readonly [member: string]: unknown;
}

/** The keys of a caller, in whichever member they are. */
export function keysOf({ keys = [], keyHash }: CallerEntry): readonly CallerKey[] {
  return keyHash === undefined ? keys : [...keys, { keyHash }];
}

/** Whether a key is accepted at a time. */
export function isValidAt({ notAfter }: CallerKey, time: number): boolean {
  return notAfter === undefined || Date.parse(notAfter) >= time;
}

/**
 * Adds a key to a caller. Its other keys expire after the grace period, or earlier if they were to; expired keys are removed.
 *
 * @param grace - milliseconds.
 */
export function withNewKey(entry: CallerEntry, keyHash: string, grace: number, now: number): CallerEntry {
  const end = now + grace;
  const kept = keysOf(entry)
    .filter((key) => isValidAt(key, now) && grace > 0)
    .map((key) => ({
      ...key,
      notAfter: new Date(Math.min(end, key.notAfter === undefined ? end : Date.parse(key.notAfter))).toISOString(),
    }));
  const { keyHash: _, keys: __, ...others } = entry;
  return kept.length === 0 ? { ...others, keyHash } : { ...others, keys: [...kept, { keyHash }] };
}
