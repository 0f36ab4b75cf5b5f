import { FailedError } from "../errors.ts";

/**
 * Chooses the scopes to request for a call: those that it needs, and no more. `.manage` includes `.read`.
 *
 * @param needed - undefined if it is not known: then all that are configured.
 * @throws {FailedError} when the configured scopes do not include one.
 */
export function chooseScopes(
  needed: readonly string[] | undefined,
  configured: readonly string[],
  setting: string,
): readonly string[] {
  if (!needed || needed.length === 0) return configured;
  return needed.map((scope) => {
    const found = [scope, scope.replace(/\.read$/, ".manage")].find((name) => configured.includes(name));
    if (found) return found;
    throw new FailedError(`${setting} does not include ${scope}.`, {
      hint: `Add ${scope} to ${setting}, and grant it to the app in Okta: Okta API Scopes.`,
      code: "scope_missing",
    });
  });
}
