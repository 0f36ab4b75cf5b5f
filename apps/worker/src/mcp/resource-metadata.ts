/** Returns the metadata of an MCP endpoint as a protected resource (RFC 9728). */
export function describeResource(url: URL, authorizationServer: string) {
  return {
    resource: url.href,
    authorization_servers: [authorizationServer],
    bearer_methods_supported: ["header"],
  };
}
