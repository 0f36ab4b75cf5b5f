import { ConfigurationError } from "./errors.ts";

/** Checks an org's URL and gives its origin. http is taken for loopback only. */
export function checkOrgUrl(value: string): string {
  const { href, origin } = parseUrl(value) ?? { href: "", origin: "" };
  const isSafe = /^https:\/\/(?!.*-admin\.okta)|^http:\/\/(localhost|127(\.\d+){3}|\[::1\])[:/]/.test(href);
  if (!isSafe || href !== `${origin}/`) {
    throw new ConfigurationError(
      "invalid_org_url",
      "`orgUrl` is no https:// address of an org alone, without -admin.",
      {
        hint: "For example https://example.okta.com.",
      },
    );
  }
  return origin;
}

/** Resolves a path or URL against the org; every other origin is refused. */
export function resolveUrl(input: string | URL, orgUrl: string): URL {
  const url = parseUrl(input, orgUrl);
  if (url?.origin === orgUrl && !url.username && !url.password) return url;
  throw new ConfigurationError("foreign_url", `The URL is not on ${orgUrl}.`);
}

function parseUrl(input: string | URL, base?: string): URL | undefined {
  return URL.canParse(String(input), base) ? new URL(String(input), base) : undefined;
}
