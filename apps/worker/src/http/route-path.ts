import { getPath } from "hono/utils/url";

/** The pages that have an address of their own, in any case. They redirect to it. */
const PAGE = /^\/(docs|(docs\/)?errors|llms\.txt)\/?$/i;

/**
 * Returns the path by which routes are found: without empty segments, which Okta's paths are read without, too; that of a page in lower
 * case.
 */
export function routePath(request: Request): string {
  const path = getPath(request).replaceAll(/\/{2,}/g, "/");
  return PAGE.test(path) ? path.toLowerCase() : path;
}
