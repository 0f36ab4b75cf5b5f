/** Whether scopes cover one that is needed: `okta.users.manage` includes `okta.users.read`. */
export function coversScope(granted: readonly string[], needed: string): boolean {
  return (
    granted.includes(needed) || (needed.endsWith(".read") && granted.includes(needed.replace(/\.read$/, ".manage")))
  );
}
