import { UsageError } from "../errors.ts";

/**
 * Reads the URL of a Worker: https, or http on this machine, so that the caller's key is not sent in the clear.
 *
 * @returns the URL without a slash at its end.
 */
export function parseWorkerUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLoopback = url && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  if (!url || !(url.protocol === "https:" || (url.protocol === "http:" && isLoopback)) || url.username || url.search) {
    throw new UsageError("--url must be the Worker's https:// URL, for example https://okta-edge.example.workers.dev.");
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}
