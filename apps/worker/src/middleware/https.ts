import type { Context } from "hono";
import type { AppEnv } from "./app-env.ts";

/** Redirects requests that reached Cloudflare without TLS. On a developer's machine and behind another proxy, http is as intended. */
export function redirectToHttps(c: Context<AppEnv>): Response | undefined {
  const { url, headers } = c.req.raw;
  if (!url.startsWith("http:") || !headers.has("cf-ray")) return undefined;
  c.get("trail").code = "https_required";
  return c.redirect(url.replace("http:", "https:"), 308);
}
