/** Returns what the server says of itself. */
export function serverInfo(version: string) {
  return { name: "okta-edge", title: "okta-edge", version };
}
