import { getPath } from "hono/utils/url";

/** Returns the path by which routes are found: without empty segments, which Okta's paths are read without, too. */
export function routePath(request: Request): string {
  const path = getPath(request);
  return path.includes("//") ? path.replaceAll(/\/{2,}/g, "/") : path;
}
