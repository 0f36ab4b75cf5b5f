import { checkWorker } from "../doctor/check-worker.ts";
import { FailedError } from "../errors.ts";

/** Milliseconds within which Cloudflare hands a new secret to every place, with reserve. */
const LIMIT = 90_000;
const PAUSE = 3000;
/** Milliseconds for which the Worker repeats a report. */
const REPORT_TTL = 10_000;

/** A thumbprint in a report. Callers that may not read the app do not see it. */
const THUMBPRINT = /[\w-]{43}/;

/**
 * Waits until Okta accepts the key that the Worker uses, and the Worker's check reports the new one by its thumbprint. Where the caller
 * does not see the thumbprint, a report that is not repeated is enough: Okta rejects the old key by now.
 */
export async function waitForKey(url: string, callerKey: string, thumbprint: string, limit = LIMIT): Promise<void> {
  const start = Date.now();
  const end = start + limit;
  for (;;) {
    const asked = Date.now();
    const { connections } = await checkWorker(url, callerKey, "default");
    const find = (name: string) => connections[0]?.steps.find(({ step }) => step === name);
    const shown = find("key")?.detail ?? "";
    const isNew = THUMBPRINT.test(shown) ? shown.includes(thumbprint) : asked - start > REPORT_TTL;
    if (find("exchange")?.status === "ok" && isNew) return;
    if (Date.now() + PAUSE > end) {
      throw new FailedError("The Worker does not use the new key yet.", {
        hint: `Run \`okta-edge doctor --url ${url}\`, then this command again. Set the old key Active in Okta if calls fail.`,
        code: "key_not_used",
      });
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}
