import { type RateLimit, readRateLimit } from "@okta-edge/core";
import { JSON_TYPE } from "./request-body.ts";

/** Okta's headers that a caller receives. `Date` too: Okta's SDKs compute their wait from it. */
const RESPONSE_HEADERS = [
  "content-type",
  "content-language",
  "date",
  "etag",
  "last-modified",
  "preference-applied",
  "www-authenticate",
  "x-okta-request-id",
];

/** Those of the rate limit, where they are numbers in part only. */
const RATE_LIMIT_HEADERS = ["x-rate-limit-limit", "x-rate-limit-remaining", "x-rate-limit-reset"];

/** A charset that is not UTF-8. The Worker reads JSON as UTF-8, and no other reader must read it as anything else. */
const OTHER_CHARSET = /;\s*charset\s*=\s*(?!"?utf-?8"?\s*(?:;|,|$))[^;,]*/gi;

/** A caller's headers that Okta receives. */
const REQUEST_HEADERS = ["accept", "accept-language", "content-type", "if-match", "if-none-match", "prefer"];

/**
 * Picks the headers of a request that Okta uses, and none that could act for another client.
 *
 * @param more - Further headers that the action uses: a push shows the `User-Agent` and `X-Forwarded-For` that the caller sends.
 */
export function forwardedRequestHeaders(headers: Headers, more: readonly string[] = []): Headers {
  const picked = pick(headers, more.length > 0 ? [...REQUEST_HEADERS, ...more] : REQUEST_HEADERS, new Headers());
  const type = picked.get("content-type");
  if (type && JSON_TYPE.test(type)) picked.set("content-type", type.replace(OTHER_CHARSET, ""));
  return picked;
}

/** A response of Okta's, and what its links are turned into. */
export interface ForwardedResponse {
  readonly response: Pick<Response, "status" | "headers">;
  readonly orgUrl: string;
  /** Where Okta's paths begin at the Worker, as the caller knows it. */
  readonly base: string;
}

/**
 * Picks the headers of Okta's response that a caller may see, with links that lead through the Worker again.
 *
 * `Date` is Okta's: Okta's SDKs wait for the difference between `X-Rate-Limit-Reset` and it.
 *
 * @param headers - what they are added to: those of the answer itself, because a response copies the headers that it is created with.
 */
export function forwardResponseHeaders(
  { response: { status, headers: from }, orgUrl, base }: ForwardedResponse,
  headers: Headers,
): Headers {
  pick(from, RESPONSE_HEADERS, headers);
  const links = from.get("link");
  for (const link of links === null ? [] : splitLinks(links)) {
    const [, target = "", parameters = ""] = /^<([^>]*)>(.*)$/.exec(link) ?? [];
    const through = throughWorker(target, orgUrl, base);
    if (through !== undefined) headers.append("link", `<${through}>${parameters}`);
  }
  const rateLimit = readRateLimit(from);
  // Okta at times sends one twice, and Okta's SDK for Node.js does not wait for a list.
  if (rateLimit) setRateLimit(headers, rateLimit);
  else pick(from, RATE_LIMIT_HEADERS, headers);
  if (status === 429) headers.set("retry-after", String(secondsToWait(from, rateLimit)));
  return headers;
}

/** Returns the seconds until Okta accepts calls again. Some of its 429 have no headers: a limit is reset within a minute. */
function secondsToWait(headers: Headers, rateLimit: RateLimit | undefined): number {
  const own = /^\d{1,9}$/.exec(headers.get("retry-after")?.trim() ?? "")?.[0];
  if (own) return Math.max(1, Number(own));
  if (!rateLimit) return 60;
  // A limit of 0 is the limit of concurrent calls, whose reset says little.
  if (rateLimit.limit === 0) return 1;
  const date = Date.parse(headers.get("date") ?? "") || Date.now();
  return Math.max(1, Math.ceil(rateLimit.reset - date / 1000) + 1);
}

function setRateLimit(headers: Headers, { limit, remaining, reset }: RateLimit): void {
  headers.set("x-rate-limit-limit", String(limit));
  headers.set("x-rate-limit-remaining", String(remaining));
  headers.set("x-rate-limit-reset", String(reset));
}

/**
 * Turns a URL of the org's into the Worker's; undefined for one that leads elsewhere.
 *
 * @param base where Okta's paths begin at the Worker, as the caller knows it.
 */
export function throughWorker(url: string, orgUrl: string, base: string): string | undefined {
  return url.startsWith(`${orgUrl}/`) ? base + url.slice(orgUrl.length) : undefined;
}

function pick(from: Headers, names: readonly string[], to: Headers): Headers {
  for (const name of names) {
    const value = from.get(name);
    if (value !== null) to.set(name, value);
  }
  return to;
}

/** The links of a `Link` header (RFC 8288): a comma parts them, but not the commas inside their brackets. */
function splitLinks(header: string): readonly string[] {
  return header.match(/<[^>]*>[^<]*/g)?.map((link) => link.replace(/[\s,]+$/, "")) ?? [];
}
