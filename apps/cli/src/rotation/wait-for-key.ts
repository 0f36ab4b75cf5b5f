import { checkWorker } from "../doctor/check-worker.ts";
import { FailedError } from "../errors.ts";

/** Milliseconds within which Cloudflare hands a new secret to every place, with reserve. */
const LIMIT = 90_000;
/** The Worker repeats a report for ten seconds. */
const PAUSE = 3000;

/** Waits until the Worker's check reports a key by its thumbprint, and Okta accepts it. */
export async function waitForKey(url: string, callerKey: string, thumbprint: string, limit = LIMIT): Promise<void> {
  const end = Date.now() + limit;
  for (;;) {
    const { connections } = await checkWorker(url, callerKey, "default");
    const find = (name: string) => connections[0]?.steps.find(({ step }) => step === name);
    if (find("exchange")?.status === "ok" && find("key")?.detail.includes(thumbprint)) return;
    if (Date.now() + PAUSE > end) {
      throw new FailedError("The Worker does not use the new key yet.", {
        hint: `Run \`okta-edge doctor --url ${url}\`, then this command again. Set the old key Active in Okta if calls fail.`,
        code: "key_not_used",
      });
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}
