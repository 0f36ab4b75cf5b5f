import { expect } from "vitest";
import {
  type ImportPrivateKeyOptions,
  importPrivateKey,
  PrivateKeyError,
  type PrivateKeyErrorCode,
} from "../../src/index.ts";
import { findLeak } from "./key-material.ts";
import { errorOf } from "./org.ts";

/** Expects the refusal of an input, with a hint, and without a word of the key itself. */
export async function expectRefusal(
  input: string | JsonWebKey,
  code: PrivateKeyErrorCode,
  options?: ImportPrivateKeyOptions,
): Promise<PrivateKeyError> {
  const error = await errorOf(importPrivateKey(input, options), PrivateKeyError);
  expect(error.code).toBe(code);
  expect(error.name).toBe("PrivateKeyError");
  expect(error.message).toMatch(/^The private key (is|does not) .+[^.]\.$/);
  expect(error.hint).toMatch(/^\S.{10,}/);
  expect(error.toJSON()).toEqual({ name: error.name, code, message: error.message, hint: error.hint });
  expect(error.cause).toBeUndefined();
  expect(findLeak(error, typeof input === "string" ? input : (JSON.stringify(input) ?? ""))).toBeUndefined();
  return error;
}

/** The command line in a hint. */
export function commandOf({ hint = "" }: PrivateKeyError): string {
  const [command] = /(openssl|ssh-keygen) .+?(?= tests the file|$)/.exec(hint) ?? [];
  if (!command) throw new Error(`There is no command line in ${hint}`);
  return command;
}
