/** The test runner, as far as a case needs one. */
export interface Expectations {
  /** Equal in depth, as data. */
  equal(actual: unknown, expected: unknown): void;
  ok(value: unknown, message: string): void;
  match(text: unknown, pattern: RegExp): void;
  /** Resolves with the error that a promise rejects with, once its members are those expected. */
  rejects(promise: Promise<unknown>, expected: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>>;
}

/** Expectations that throw an Error which says what was there instead. */
export const expectations: Expectations = {
  equal(actual, expected) {
    if (!isEqual(actual, expected)) throw new Error(`Expected ${show(expected)}, got ${show(actual)}`);
  },
  ok(value, message) {
    if (!value) throw new Error(message);
  },
  match(text, pattern) {
    if (typeof text !== "string" || !pattern.test(text)) throw new Error(`Expected ${pattern}, got ${show(text)}`);
  },
  async rejects(promise, expected) {
    const settled = await promise.then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    if (!("error" in settled)) throw new Error(`Expected a rejection, got ${show(settled.value)}`);
    const error = Object(settled.error) as Record<string, unknown>;
    for (const [name, value] of Object.entries(expected)) {
      if (isEqual(error[name], value)) continue;
      throw new Error(`Expected ${name} to be ${show(value)}, got ${show(error[name])} in ${String(settled.error)}`);
    }
    return error;
  },
};

function isEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => name in b && isEqual(a[name as keyof typeof a], b[name as keyof typeof b]));
}

function show(value: unknown): string {
  return value instanceof Error ? String(value) : (JSON.stringify(value) ?? String(value));
}
