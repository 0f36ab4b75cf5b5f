import { expect } from "vitest";
import {
  type ImportPrivateKeyOptions,
  importPrivateKey,
  PrivateKeyError,
  type PrivateKeyErrorCode,
} from "../../src/index.ts";
import { findLeak } from "./key-material.ts";
import { errorOf } from "./org.ts";

/** Expects that an input is rejected with a hint, and that the error contains no part of the key. */
export async function expectKeyError(
  input: string | JsonWebKey,
  code: PrivateKeyErrorCode,
  options?: ImportPrivateKeyOptions,
): Promise<PrivateKeyError> {
  const error = await errorOf(importPrivateKey(input, options), PrivateKeyError);
  expect(error.code).toBe(code);
  expect(error.name).toBe("PrivateKeyError");
  expect(error.message).toMatch(/^(The private key|`privateKey`|The JWK) .+[^.]\.$/);
  expect(error.hint).toMatch(/^\S.{10,}[^.]\.$/);
  const option = code === "private_key_algorithm_mismatch" ? "algorithm" : "privateKey";
  expect(error.toJSON()).toEqual({ name: error.name, code, message: error.message, hint: error.hint, option });
  expect(error.cause).toBeUndefined();
  expect(findLeak(error, typeof input === "string" ? input : (JSON.stringify(input) ?? ""))).toBeUndefined();
  return error;
}

/** The command line in a hint. */
export function commandOf({ hint = "" }: PrivateKeyError): string {
  const [, command] = /`((?:openssl|ssh-keygen) [^`]+)`/.exec(hint) ?? [];
  if (!command) throw new Error(`There is no command line in ${hint}`);
  return command;
}
