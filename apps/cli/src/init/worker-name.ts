import { basename } from "node:path";
import { UsageError } from "../errors.ts";

/** The names that Cloudflare accepts for a Worker with a workers.dev address. */
const NAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Returns the Worker's name: the one that is given, or one made from the folder's. */
export function chooseWorkerName(given: string | undefined, folder: string): string {
  if (given !== undefined) {
    if (NAME.test(given)) return given;
    throw new UsageError("--name must be 1 to 63 lower-case letters, digits and hyphens.");
  }
  const name = basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 63)
    .replace(/^-+|-+$/g, "");
  return NAME.test(name) ? name : "okta-edge";
}
