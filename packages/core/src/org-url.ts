import { configurationError } from "./errors.ts";
import { isExample } from "./example-value.ts";
import { trimOption } from "./option-text.ts";

/** Hosts for which http is accepted. */
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;
/** The Admin Console's host on Okta's own domains: okta.com, oktapreview.com, okta-emea.com, okta.mil, … */
const ADMIN_CONSOLE = /^(.+)-admin\.(okta[\w-]*\.\w+)$/;

/**
 * Checks an org's URL and returns its origin. A byte order mark, whitespace, surrounding quotation marks and trailing slashes and dots are ignored.
 *
 * @throws {ConfigurationError} `invalid_org_url` that says which mistake it is, with the corrected URL.
 */
export function parseOrgUrl(value: string | undefined): string {
  const text = typeof value === "string" ? trimOption("orgUrl", value) : "";
  if (!text) throw configurationError("invalid_org_url.missing");
  if (isExample(text)) throw configurationError("invalid_org_url.example");
  const hasScheme = /^[a-z][a-z\d+.-]*:/i.test(text) && !/^[\w.-]+:\d+(\/|$)/.test(text);
  const url = parseUrl(hasScheme ? text : `https://${text.replace(/^\/+/, "")}`);
  const host = url?.hostname.replace(/\.+$/, "");
  if (!url || !host || !/^https?:$/.test(url.protocol) || !/[.:]|^localhost$/.test(host)) {
    throw configurationError("invalid_org_url");
  }
  const [, org, domain] = ADMIN_CONSOLE.exec(host) ?? [];
  const isLoopback = LOOPBACK.test(host);
  const port = url.port && `:${url.port}`;
  const origin = `${isLoopback ? (hasScheme ? url.protocol : "http:") : "https:"}//${org ? `${org}.${domain}` : host}${port}`;
  const mistake = !hasScheme
    ? "scheme"
    : url.protocol === "http:" && !isLoopback
      ? "http"
      : url.username || url.password
        ? "credentials"
        : org
          ? "admin"
          : /^\/*$/.test(url.pathname) && !url.search && !url.hash && !/[?#]/.test(text)
            ? undefined
            : "path";
  if (mistake) throw configurationError(`invalid_org_url.${mistake}`, { url: origin });
  return origin;
}

/** Resolves a path or URL against the org; every other origin is rejected. */
export function resolveUrl(input: string | URL, orgUrl: string): URL {
  const url = parseUrl(input, orgUrl);
  if (isOnOrigin(url, orgUrl)) return url;
  throw configurationError("foreign_url", { origin: orgUrl });
}

/** Resolves the token endpoint, which must be on the org's origin. */
export function resolveTokenEndpoint(value: string | undefined, orgUrl: string): string {
  const url = parseUrl(value ?? "/oauth2/v1/token", orgUrl);
  if (isOnOrigin(url, orgUrl)) return url.href;
  throw configurationError("foreign_url.token_endpoint", { origin: orgUrl });
}

/** Neither another scheme, such as `blob:`, nor a user name or password has the origin at its beginning. */
function isOnOrigin(url: URL | undefined, orgUrl: string): url is URL {
  return url?.href.startsWith(`${orgUrl}/`) === true;
}

function parseUrl(input: string | URL, base?: string): URL | undefined {
  try {
    return new URL(input, base);
  } catch {
    return undefined;
  }
}
