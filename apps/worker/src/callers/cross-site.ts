/**
 * Reports whether a page of another site may have sent a request. A browser that Cloudflare Access has identified by a cookie sends the
 * cookie with such requests too. Programs send neither `Sec-Fetch-Site` nor `Origin`.
 *
 * @param allowedOrigins - origins whose pages may send it beside the Worker's own.
 * @see {@link https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site MDN: Sec-Fetch-Site}
 */
export function isCrossSite({ headers, url }: Request, allowedOrigins: readonly string[]): boolean {
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  if (site === "same-origin" || site === "none" || (site === null && origin === null)) return false;
  return origin === null || ![new URL(url).origin, ...allowedOrigins].includes(origin);
}
