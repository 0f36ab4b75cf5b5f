import type { SecretBinding } from "./bindings.ts";

/** Milliseconds that the Secrets Store has for one secret. */
const SECRET_TIMEOUT = 5000;

/** Reports whether a value of the environment is a secret of the Secrets Store. */
export function isSecretBinding(value: unknown): value is SecretBinding {
  return typeof value === "object" && value !== null && typeof (value as Partial<SecretBinding>).get === "function";
}

/** Reads a secret; rejects if the Secrets Store does not return it in time. */
export function readSecret(binding: SecretBinding): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("timeout")), SECRET_TIMEOUT);
    binding
      .get()
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}
